package org.channelmirror.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StoragePath;

/** Puts files' bytes at second paths: a hard link where there are such, else a copy. */
final class FileSharer {

    private static final int BUFFER = 64 * 1024;

    private final Layout layout;
    private final Folders folders;
    private final ObjectFiles objects;
    private final FileStaging staging;
    private final PathStripes stripes;
    private final Disk disk;
    private final Lock replacing = new ReentrantLock();

    FileSharer(
            Layout layout, Folders folders, ObjectFiles objects, FileStaging staging, PathStripes stripes, Disk disk) {
        this.layout = layout;
        this.folders = folders;
        this.objects = objects;
        this.staging = staging;
        this.stripes = stripes;
        this.disk = disk;
    }

    List<ShareResult> share(List<Share> shares) throws IOException {
        List<ShareResult> results = new ArrayList<>();
        Set<Path> readable = new HashSet<>();
        Set<Path> touched = new LinkedHashSet<>();
        try {
            for (Share share : shares) {
                results.add(share(share, readable, touched));
            }
        } catch (IOException failure) {
            try {
                folders.force(touched);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
        folders.force(touched);
        return results;
    }

    /** Folders are looked at once: many files have few. */
    private ShareResult share(Share share, Set<Path> readable, Set<Path> touched) throws IOException {
        Path from = layout.fileOf(share.from());
        if (!readable.contains(Layout.folderOf(from)) && folders.canBeRead(Layout.folderOf(from))) {
            readable.add(Layout.folderOf(from));
        }
        if (!readable.contains(Layout.folderOf(from))) {
            throw new NoSuchFileException(share.from().value());
        }
        Path source = objects.findIn(from)
                .orElseThrow(() -> new NoSuchFileException(share.from().value()))
                .file();
        Path target = layout.fileOf(share.to());
        try {
            if (!touched.contains(Layout.folderOf(target))) {
                folders.create(Layout.folderOf(target));
                touched.add(Layout.folderOf(target));
            }
            return put(share.to(), target, source);
        } catch (FileSystemException e) {
            throw new IOException("cannot share " + share.from() + " at " + share.to() + ": " + e.getMessage(), e);
        }
    }

    private ShareResult put(StoragePath to, Path target, Path source) throws IOException {
        Lock stripe = stripes.of(to);
        stripe.lock();
        try {
            disk.link(target, source);
            return ShareResult.LINKED;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // The name is taken, or there are no links.
            return replace(to, target, source);
        } finally {
            stripe.unlock();
        }
    }

    /** What a killed process left of this goes with the next of the same folder: at most one file a folder is ever left. */
    private ShareResult replace(StoragePath to, Path target, Path source) throws IOException {
        replacing.lock();
        try {
            Path temporary = staging.temporary("share-" + FileNames.folderOf(to));
            try {
                ShareResult result = linkOrCopy(source, temporary);
                disk.move(temporary, target);
                return result;
            } finally {
                // Still there after a failure, and after a move between two names of one file, which does nothing.
                staging.drop(temporary);
            }
        } finally {
            replacing.unlock();
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
