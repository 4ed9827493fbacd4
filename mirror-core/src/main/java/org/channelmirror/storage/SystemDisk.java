package org.channelmirror.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** The machine's own disk. */
final class SystemDisk implements Disk {

    @Override
    public DiskFile openForAppend(Path file) throws IOException {
        return new OpenFile(
                file,
                FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        Files.createDirectory(folder, attributes);
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(Path link, Path existing) throws IOException {
        Files.createLink(link, existing);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public boolean forceTogether(Map<Path, FileTime> files) throws IOException {
        for (Map.Entry<Path, FileTime> file : files.entrySet()) {
            Files.setLastModifiedTime(file.getKey(), file.getValue());
        }
        Path first = files.keySet().iterator().next();
        return WholeFileSystem.force(Layout.folderOf(first));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (!Posix.isSupported(folder)) {
            return; // Windows opens no folders, and journals its names
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record OpenFile(Path file, FileChannel channel) implements DiskFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force(FileTime modified) throws IOException {
            Files.setLastModifiedTime(file, modified);
            channel.force(true);
        }

        @Override
        public void writeOut() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
