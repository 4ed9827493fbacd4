package org.channelmirror.internal.operation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;

/** A folder of temporary files that goes with the operation. */
public final class Scratch implements AutoCloseable {

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** Near the mirror, for an operation that holds the account's lock; what a killed one left there goes first. */
    public static Scratch of(ChannelStorage storage, AccountName account) throws IOException {
        Optional<Path> near = storage.scratchDirectory();
        if (near.isEmpty()) {
            return temporary();
        }
        Path folder = near.get().resolve(account.value());
        delete(folder);
        Files.createDirectories(folder);
        return new Scratch(folder);
    }

    /** Away from the mirror, for an operation that writes nothing there. */
    public static Scratch temporary() throws IOException {
        return new Scratch(Files.createTempDirectory("channel-mirror"));
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
