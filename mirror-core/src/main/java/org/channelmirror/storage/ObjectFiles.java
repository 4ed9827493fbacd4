package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.channelmirror.spi.StoragePath;

/** Finds the files of objects. */
final class ObjectFiles {

    private final Layout layout;
    private final Folders folders;

    ObjectFiles(Layout layout, Folders folders) {
        this.layout = layout;
        this.folders = folders;
    }

    Optional<ObjectFile> find(StoragePath path) throws IOException {
        Path file = layout.fileOf(path);
        if (!folders.canBeRead(Layout.folderOf(file))) {
            return Optional.empty();
        }
        return findIn(file);
    }

    /** The same, where the folder is known to be one. */
    Optional<ObjectFile> findIn(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isSymbolicLink() ? findLinked(file) : regular(file, attributes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Says whether a publication would replace something: a symbolic link that cannot be read is something, too. */
    boolean isOccupied(StoragePath path) throws IOException {
        Path file = layout.fileOf(path);
        return folders.exists(Layout.folderOf(file)) && isOccupiedIn(file);
    }

    /** The same, where the folder is known to be one. */
    static boolean isOccupiedIn(Path file) {
        return Files.isSymbolicLink(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private Optional<ObjectFile> findLinked(Path link) throws IOException {
        Path real = link.toRealPath();
        if (!real.startsWith(layout.root())) {
            throw new LinkLeadsOutException(link, layout.root());
        }
        return regular(real, Files.readAttributes(real, BasicFileAttributes.class));
    }

    private static Optional<ObjectFile> regular(Path file, BasicFileAttributes attributes) {
        return attributes.isRegularFile() ? Optional.of(new ObjectFile(file, attributes)) : Optional.empty();
    }
}
