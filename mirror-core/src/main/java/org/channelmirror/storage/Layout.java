package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.channelmirror.spi.StoragePath;

/** Where things are below the root of a storage. */
final class Layout {

    private static final StoragePath PRIVATE = StoragePath.of(".mirror");
    private static final List<StoragePath> RESERVED =
            List.of(PRIVATE.resolve("staging"), PRIVATE.resolve("locks"), PRIVATE.resolve("scratch"));

    private final Path root;
    private final Path ground;

    private Layout(Path root, Path ground) {
        this.root = root;
        this.ground = ground;
    }

    /** Links on the way to the root are followed here and now; below it none is. */
    static Layout of(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new NotDirectoryException(existing + " is not a folder, so that no mirror can be kept at " + root);
        }
        Path real = existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
        Path above = real.getParent() == null ? real : real.getParent();
        return new Layout(real, existing.equals(absolute) ? above : existing.toRealPath());
    }

    Path root() {
        return root;
    }

    /** The deepest folder above the root that was there before this storage. */
    Path ground() {
        return ground;
    }

    /** Everything at or below the root is in a folder; the file system's own root never gets here. */
    static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent(), "a path in a storage is in a folder");
    }

    Path privateFolder() {
        return root.resolve(PRIVATE.value());
    }

    Path staging() {
        return privateFolder().resolve("staging");
    }

    Path locks() {
        return privateFolder().resolve("locks");
    }

    Path scratch() {
        return privateFolder().resolve("scratch");
    }

    boolean isReserved(StoragePath path) {
        for (StoragePath reserved : RESERVED) {
            if (path.equals(reserved) || path.isBelow(reserved)) {
                return true;
            }
        }
        return false;
    }

    /** The file of an object, or the folder of a prefix. */
    Path fileOf(StoragePath path) throws IOException {
        if (isReserved(path)) {
            throw new IOException(path + " is reserved for the storage's own files: choose another path");
        }
        try {
            return root.resolve(path.value());
        } catch (InvalidPathException e) {
            throw new IOException(
                    path + " cannot be written in this system's character set: set LC_ALL=C.UTF-8 or the like", e);
        }
    }
}
