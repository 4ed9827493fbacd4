package org.channelmirror.testkit.channel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.channelmirror.model.PackageFormat;

/** A channel's files on disk; remembers what was put, to delete the rest. */
final class ChannelFolder {

    private final Path root;
    private final Set<Path> described = new HashSet<>();

    ChannelFolder(Path root) {
        this.root = root;
    }

    void put(String fileName, byte[] bytes) throws IOException {
        put(root, fileName, bytes);
    }

    void put(String subdir, String fileName, byte[] bytes) throws IOException {
        put(root.resolve(subdir), fileName, bytes);
    }

    private void put(Path folder, String fileName, byte[] bytes) throws IOException {
        Path file = folder.resolve(fileName);
        if (fileName.isEmpty() || !file.equals(file.normalize()) || !folder.equals(file.getParent())) {
            throw new IllegalArgumentException(
                    "\"" + fileName + "\" is not a plain file name: make the package absent by Damage.ABSENT");
        }
        described.add(file);
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Files.createDirectories(folder);
        Path beside = Files.write(folder.resolve(".new"), bytes);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void deleteStale() throws IOException {
        if (!described.contains(root.resolve(Channeldata.FILE_NAME))) {
            Files.deleteIfExists(root.resolve(Channeldata.FILE_NAME));
        }
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path folder : folders) {
                deleteStale(folder);
            }
        }
    }

    private void deleteStale(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ChannelFolder::isOurs)) {
            for (Path file : files) {
                if (!described.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isOurs(Path file) {
        String name = String.valueOf(file.getFileName());
        return PackageFormat.of(name).isPresent()
                || Arrays.stream(IndexFile.values())
                        .anyMatch(index -> index.fileName().equals(name));
    }
}
