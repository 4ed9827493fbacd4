package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.Subdir;

/**
 * What leaves one subdir.
 *
 * @param subdir the subdir
 * @param catalog what it holds now
 * @param published how many packages are published
 * @param unlisted how many of them leave
 * @param removed all that leave
 * @param frames the {@link LeavingPackage}s
 */
public record Leaving(
        Subdir subdir,
        SubdirSources.Catalog catalog,
        long published,
        long unlisted,
        RemovedPackages removed,
        Path frames) {

    public boolean isNothing() {
        return removed.packages() == 0;
    }

    public FrameReader open() throws IOException {
        return new FrameReader(Files.newInputStream(frames));
    }
}
