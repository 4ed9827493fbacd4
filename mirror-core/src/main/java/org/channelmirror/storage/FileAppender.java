package org.channelmirror.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.channelmirror.spi.StoragePath;

/** Lets the files of objects grow. A path's lock keeps a deletion from coming between looking at a file and opening it. */
final class FileAppender {

    private final Layout layout;
    private final Folders folders;
    private final PathStripes stripes;
    private final Disk disk;
    private final ModificationClock clock;

    /** Files whose names are durable, as long as they are there. */
    private final Set<Path> named = ConcurrentHashMap.newKeySet();

    FileAppender(Layout layout, Folders folders, PathStripes stripes, Disk disk, ModificationClock clock) {
        this.layout = layout;
        this.folders = folders;
        this.stripes = stripes;
        this.disk = disk;
        this.clock = clock;
    }

    void append(StoragePath path, byte[] bytes) throws IOException {
        Lock stripe = stripes.of(path);
        stripe.lock();
        try {
            append(layout.fileOf(path), bytes);
        } catch (IOException e) {
            throw new IOException("cannot append to " + path + ": " + e.getMessage(), e);
        } finally {
            stripe.unlock();
        }
    }

    private void append(Path file, byte[] bytes) throws IOException {
        Path folder = Layout.folderOf(file);
        folders.create(folder);
        boolean nameIsDurable = named.contains(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        try (DiskFile open = disk.openForAppend(file)) {
            open.append(ByteBuffer.wrap(bytes));
            open.force(clock.next());
        }
        if (!nameIsDurable) {
            folders.force(List.of(folder));
            named.add(file);
        }
    }
}
