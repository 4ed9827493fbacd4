package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.api.MirrorException;

/** The process that is killed while it takes an archive into a mirror. */
final class StoppableImport {

    private StoppableImport() {}

    /** Takes the mirror's root, the archive, the trace's file and the numbers of a {@link StopPoint}. */
    public static void main(String[] args) throws IOException, MirrorException {
        StoppableSync.run(
                args, (client, disk) -> ArchiveMirrors.take(client, Path.of(args[0]), Path.of(args[1]), disk));
    }
}
