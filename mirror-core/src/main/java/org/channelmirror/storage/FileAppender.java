package org.channelmirror.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.channelmirror.spi.StoragePath;

/** Appends to files that only ever grow. Each call is one write at the file's end, so that those of several processes do not mix. */
final class FileAppender {

    private final Layout layout;
    private final Folders folders;
    private final PathStripes stripes;
    private final Disk disk;
    private final ModificationClock clock;

    FileAppender(Layout layout, Folders folders, PathStripes stripes, Disk disk, ModificationClock clock) {
        this.layout = layout;
        this.folders = folders;
        this.stripes = stripes;
        this.disk = disk;
        this.clock = clock;
    }

    void append(StoragePath path, byte[] bytes) throws IOException {
        Path file = layout.fileOf(path);
        Path folder = Layout.folderOf(file);
        Lock lock = stripes.of(path);
        lock.lock();
        try {
            folders.create(folder);
            try (DiskFile open = disk.openForAppend(file)) {
                open.append(ByteBuffer.wrap(bytes));
                open.force(clock.next());
            }
            folders.force(List.of(folder));
        } finally {
            lock.unlock();
        }
    }
}
