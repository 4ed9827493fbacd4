package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.DiskFile;

/** A disk that asks before each of its operations. Bytes are appended in two operations, so that a stop can come between them. */
final class WatchedDisk implements Disk {

    private final Disk disk;
    private final Watch watch;

    WatchedDisk(Disk disk, Watch watch) {
        this.disk = disk;
        this.watch = watch;
    }

    /** Is asked by several threads. */
    interface Watch {

        /** Returns if the next operation may be done. */
        void before() throws IOException;

        /** Returns if more bytes can be written. */
        default void beforeBytes() throws IOException {}

        /** A file has another name now. */
        void moved(Path target) throws IOException;
    }

    @Override
    public DiskFile openForAppend(Path file) throws IOException {
        watch.before();
        return new WatchedFile(disk.openForAppend(file), watch);
    }

    @Override
    public void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        watch.before();
        disk.createFolder(folder, attributes);
    }

    @Override
    public void move(Path source, Path target) throws IOException {
        watch.before();
        disk.move(source, target);
        watch.moved(target);
    }

    @Override
    public void link(Path link, Path existing) throws IOException {
        watch.before();
        disk.link(link, existing);
    }

    @Override
    public void symbolicLink(Path link, Path target) throws IOException {
        watch.before();
        disk.symbolicLink(link, target);
    }

    @Override
    public void delete(Path file) throws IOException {
        watch.before();
        disk.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        watch.before();
        disk.forceFolder(folder);
    }

    private record WatchedFile(DiskFile file, Watch watch) implements DiskFile {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int end = bytes.limit();
            watch.before();
            watch.beforeBytes();
            file.append(bytes.limit(bytes.position() + bytes.remaining() / 2));
            bytes.limit(end);
            watch.before();
            watch.beforeBytes();
            file.append(bytes);
        }

        @Override
        public void force(FileTime modified) throws IOException {
            watch.before();
            file.force(modified);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
