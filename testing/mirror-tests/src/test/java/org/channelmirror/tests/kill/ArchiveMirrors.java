package org.channelmirror.tests.kill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.archive.ArchiveFile;
import org.channelmirror.archive.ArchiveSources;
import org.channelmirror.archive.TarFormat;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;

/** Writes mirrors into archives and takes them out again. */
final class ArchiveMirrors {

    /** Of an archive whose name says that it is split. */
    private static final long VOLUME = 1 << 16;

    private ArchiveMirrors() {}

    /** Takes an archive into a mirror. */
    static ImportReport take(MirrorClient client, Path root, Path archive, Disk disk)
            throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root, disk)) {
            return client.importArchive(ImportRequest.builder(storage, ArchiveSources.at(archive, new TarFormat()))
                    .build());
        }
    }

    /** Writes a mirror into an archive; into volumes if that has {@code split} in its name. */
    static void write(MirrorClient client, Path root, Path archive, Disk disk, UnaryOperator<OutputStream> through)
            throws IOException, MirrorException {
        boolean isSplit = String.valueOf(archive.getFileName()).contains("split");
        OptionalLong volume = isSplit ? OptionalLong.of(VOLUME) : OptionalLong.empty();
        try (FileSystemStorage storage = new FileSystemStorage(root, disk);
                ArchiveFile file = ArchiveFile.create(archive, volume, Optional.empty())) {
            client.exportArchive(ExportRequest.builder(storage)
                    .destination(new ExportRequest.Destination(
                            file.listing(new TarFormat()), ArchiveOptions.PLAIN, through.apply(file.stream())))
                    .build());
            file.commit();
        }
    }
}
