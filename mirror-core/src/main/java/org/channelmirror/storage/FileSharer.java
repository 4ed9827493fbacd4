package org.channelmirror.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StoragePath;

/** Puts a file's bytes at a second path: a hard link where there are such, else a copy. */
final class FileSharer {

    private static final int BUFFER = 64 * 1024;

    private final Layout layout;
    private final Folders folders;
    private final ObjectFiles objects;
    private final FileStaging staging;
    private final PathStripes stripes;
    private final Disk disk;

    FileSharer(
            Layout layout, Folders folders, ObjectFiles objects, FileStaging staging, PathStripes stripes, Disk disk) {
        this.layout = layout;
        this.folders = folders;
        this.objects = objects;
        this.staging = staging;
        this.stripes = stripes;
        this.disk = disk;
    }

    ShareResult share(StoragePath from, StoragePath to) throws IOException {
        Path source = objects.find(from)
                .orElseThrow(() -> new NoSuchFileException(from.value()))
                .file();
        Path target = layout.fileOf(to);
        ShareResult result;
        try {
            folders.create(Layout.folderOf(target));
            result = replace(to, target, source);
        } catch (FileSystemException e) {
            throw new IOException("cannot share " + from + " at " + to + ": " + e.getMessage(), e);
        }
        folders.force(List.of(Layout.folderOf(target)));
        return result;
    }

    private ShareResult replace(StoragePath to, Path target, Path source) throws IOException {
        Lock stripe = stripes.of(to);
        stripe.lock();
        try {
            return replace(target, source, staging.temporary("share-" + FileNames.of(to)));
        } finally {
            stripe.unlock();
        }
    }

    private ShareResult replace(Path target, Path source, Path temporary) throws IOException {
        try {
            ShareResult result = linkOrCopy(source, temporary);
            disk.move(temporary, target);
            return result;
        } finally {
            // Still there after a failure, and after a move between two names of one file, which does nothing.
            staging.drop(temporary);
        }
    }

    private ShareResult linkOrCopy(Path source, Path temporary) throws IOException {
        try {
            disk.link(temporary, source);
            return ShareResult.LINKED;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            copy(source, temporary);
            return ShareResult.COPIED;
        }
    }

    private void copy(Path source, Path temporary) throws IOException {
        try (InputStream in = Files.newInputStream(source);
                DiskFile out = staging.open(temporary)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.append(ByteBuffer.wrap(buffer, 0, count));
            }
            staging.force(out);
        }
    }
}
