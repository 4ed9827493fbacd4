package org.channelmirror.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveSource;

/** Where archives are read from: a file, the first of several volumes, a folder, a stream. */
public final class ArchiveSources {

    private ArchiveSources() {}

    /**
     * An archive in a file, in volumes of which the file is the first, or expanded in a folder.
     *
     * @param path the file or folder
     * @param format how the file is written
     * @return the source, which can be opened as often as one likes
     */
    public static ArchiveSource at(Path path, ArchiveFormat format) {
        return limits -> {
            if (Files.isDirectory(path)) {
                return new FolderReader(path, limits);
            }
            return VolumeInput.isFirst(path)
                    ? VolumeReader.open(new VolumeInput(path), format, limits)
                    : opened(Files.newInputStream(path), format, limits);
        };
    }

    /**
     * An archive in a stream.
     *
     * @param in the stream; it stays open
     * @param format how it is written
     * @return the source, which can be opened once
     */
    public static ArchiveSource streaming(InputStream in, ArchiveFormat format) {
        return limits -> format.reader(in, limits);
    }

    /** A reader with which the stream is closed. */
    static ArchiveReader opened(InputStream in, ArchiveFormat format, ArchiveLimits limits) throws IOException {
        ArchiveReader reader;
        try {
            reader = format.reader(in, limits);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return new ArchiveReader() {
            @Override
            public Optional<ArchiveItem> next() throws IOException {
                return reader.next();
            }

            @Override
            public Strays strays() {
                return reader.strays();
            }

            @Override
            public void close() throws IOException {
                try (in) {
                    reader.close();
                }
            }
        };
    }
}
