package org.channelmirror.internal.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/** What is stored as a file, which is not to be changed. */
public final class LocalText {

    private LocalText() {}

    /** The file of staged content, or a copy of it in {@code scratch} under this name. */
    public static Path of(StagedWrite staged, Path scratch, String name) throws IOException {
        Optional<Path> local = staged.localPath();
        if (local.isPresent()) {
            return local.get();
        }
        Path copy = scratch.resolve(name);
        try (InputStream in = staged.read()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** Copies it to {@code scratch} under this name, unless the storage has a file of it or it was copied before. */
    public static Path of(ChannelStorage storage, StoragePath path, Path scratch, String name) throws IOException {
        Optional<Path> local = storage.localPath(path);
        if (local.isPresent()) {
            return local.get();
        }
        Path copy = scratch.resolve(name);
        if (!Files.exists(copy)) {
            try (InputStream in = storage.open(path, ByteRange.ALL)) {
                Files.copy(in, copy);
            }
        }
        return copy;
    }
}
