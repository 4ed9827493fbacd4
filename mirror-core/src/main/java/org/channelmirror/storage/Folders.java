package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes folders and makes them durable. Nothing is written through symbolic links in the place of a folder below the root. */
final class Folders {

    private final Layout layout;
    private final Disk disk;

    /**
     * Folders whose own name is known to be durable. One found on the disk is not, at first: whoever made it may have died before
     * forcing it.
     */
    private final Set<Path> settled = ConcurrentHashMap.newKeySet();

    Folders(Layout layout, Disk disk) {
        this.layout = layout;
        this.disk = disk;
    }

    /** Says whether a folder at or below the root is there. */
    boolean exists(Path folder) throws IOException {
        if (folder.equals(layout.root())) {
            return Files.isDirectory(folder);
        }
        return exists(Layout.folderOf(folder)) && isFolder(folder);
    }

    /** The same for a reader, who may pass an alias: a link in the place of a folder that leads to a folder below the root. */
    boolean canBeRead(Path folder) throws IOException {
        if (folder.equals(layout.root())) {
            return Files.isDirectory(folder);
        }
        if (!canBeRead(Layout.folderOf(folder))) {
            return false;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isSymbolicLink() ? leadsToFolder(folder) : attributes.isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean leadsToFolder(Path link) throws IOException {
        Path real = link.toRealPath();
        if (!real.startsWith(layout.root())) {
            throw new LinkLeadsOutException(link, layout.root());
        }
        return Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes away a folder of empty folders, if it is there; objects in it are in the way. */
    void deleteEmpty(Path folder) throws IOException {
        if (!isFolder(folder)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    throw new DirectoryNotEmptyException(folder + " is a folder with files");
                }
                deleteEmpty(child);
            }
        }
        settled.remove(folder);
        disk.delete(folder);
    }

    private static boolean isFolder(Path folder) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                throw new FileSystemException(
                        folder.toString(),
                        null,
                        "is a symbolic link in the place of a folder, through which nothing is written: mount the other"
                                + " folder here instead");
            }
            return attributes.isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Makes a folder and those above it, as far as they are absent; none of it is durable before {@link #force}. */
    void create(Path folder) throws IOException {
        if (folder.equals(layout.ground())) {
            return;
        }
        create(Layout.folderOf(folder));
        if (isFolder(folder)) {
            return;
        }
        try {
            settled.remove(folder);
            if (folder.equals(layout.privateFolder())) {
                disk.createFolder(folder, Posix.ownerOnly(folder));
            } else {
                disk.createFolder(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!isFolder(folder)) {
                throw new NotDirectoryException(folder + " is a file where a folder is needed");
            }
        }
    }

    /** Makes durable the names in the folders, and the names of the folders themselves and of those above; each folder is forced once. */
    void force(Collection<Path> touched) throws IOException {
        Set<Path> forced = new LinkedHashSet<>(touched);
        Set<Path> named = new LinkedHashSet<>();
        for (Path folder : touched) {
            for (Path at = folder; !at.equals(layout.ground()); at = Layout.folderOf(at)) {
                if (!settled.contains(at) && named.add(at) && canBeForced(Layout.folderOf(at))) {
                    forced.add(Layout.folderOf(at));
                }
            }
        }
        for (Path folder : topDown(forced)) {
            disk.forceFolder(folder);
        }
        settled.addAll(named);
    }

    /** A name in a folder counts for nothing before the folder's own name does. */
    private static List<Path> topDown(Set<Path> folders) {
        return folders.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .toList();
    }

    /** A folder above the root may be somebody else's and closed to us; then somebody else made what is in it. */
    private boolean canBeForced(Path folder) {
        return !folder.equals(layout.ground()) || Files.isReadable(folder);
    }
}
