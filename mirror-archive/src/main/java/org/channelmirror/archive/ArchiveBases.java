package org.channelmirror.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.spi.ArchiveFormat;

/** Tells what a file is that a delta is to be made against. */
public final class ArchiveBases {

    private static final int HEAD = 256;

    private ArchiveBases() {}

    /**
     * Looks into a file.
     *
     * @param path an archive, the first of its volumes, an expanded one, a manifest, or an inventory in CSV
     * @param format how archives are written
     * @return the base that it is
     * @throws IOException if it cannot be read
     */
    public static ArchiveBase at(Path path, ArchiveFormat format) throws IOException {
        if (Files.isDirectory(path)) {
            return new ArchiveBase.Archive(ArchiveSources.at(path, format));
        }
        String head;
        try (InputStream in = Files.newInputStream(path)) {
            head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith("{")) {
            return new ArchiveBase.Manifest(() -> Files.newInputStream(path));
        }
        String firstLine = head.lines().findFirst().orElse("");
        if (firstLine.contains("sha256") && firstLine.contains(",")) {
            return new ArchiveBase.Inventory(() -> Files.newInputStream(path));
        }
        return new ArchiveBase.Archive(ArchiveSources.at(path, format));
    }
}
