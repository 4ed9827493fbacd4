package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Every way in which {@link FileSystemStorage} changes a disk's files and folders or makes changes durable; it exists so that tests can put a disk
 * in place that fails or loses power. Reading is not here, since it leaves nothing behind. Thread-safe.
 *
 * <p>A change is sure to survive a loss of power only when the right thing was forced after it: a file for its content, a folder for the names in it.
 */
public interface Disk {

    /**
     * The machine's own disk.
     *
     * @return a disk without state
     */
    static Disk system() {
        return new SystemDisk();
    }

    /**
     * Opens a file for writing at its end, and makes it if it is absent. A symbolic link is not followed.
     *
     * @param file which
     * @return the open file, to be closed by the caller
     * @throws IOException if it cannot be opened
     */
    DiskFile openForAppend(Path file) throws IOException;

    /**
     * Makes a folder in an existing one.
     *
     * @param folder which
     * @param attributes how it begins, such as who may enter
     * @throws java.nio.file.FileAlreadyExistsException if something has that name
     * @throws IOException if it cannot be made
     */
    void createFolder(Path folder, FileAttribute<?>... attributes) throws IOException;

    /**
     * Gives a file or a symbolic link another name in one step, replacing one that has it. If both names are of one file already, nothing may happen.
     *
     * @param source the old name
     * @param target the new name
     * @throws IOException if it cannot be done in one step
     */
    void move(Path source, Path target) throws IOException;

    /**
     * Gives a file a second name.
     *
     * @param link the second name, which must be free
     * @param existing the first name
     * @throws UnsupportedOperationException if the file system has no such links
     * @throws IOException if it cannot be done
     */
    void link(Path link, Path existing) throws IOException;

    /**
     * Makes a symbolic link.
     *
     * @param link its name, which must be free
     * @param target where it leads, seen from the folder that it is moved to
     * @throws UnsupportedOperationException if the file system has no such links
     * @throws IOException if it cannot be done
     */
    void symbolicLink(Path link, Path target) throws IOException;

    /**
     * Takes a name away from a file, a symbolic link or an empty folder.
     *
     * @param file the name
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be done
     */
    void delete(Path file) throws IOException;

    /**
     * Makes the contents of many files durable at once, as {@link DiskFile#force} does of one, where the disk has a way to do so that is quicker than
     * one by one.
     *
     * @param files the files, which nobody writes to now, each with the time of its last change
     * @return false if there is no such way; then some of the times may have been set, and nothing is promised
     * @throws IOException if it cannot be done
     */
    default boolean forceTogether(Map<Path, FileTime> files) throws IOException {
        return false;
    }

    /**
     * Makes the names in a folder durable as they are now; what is in folders below is not meant. Does nothing where folders cannot be forced.
     *
     * @param folder which
     * @throws IOException if that cannot be promised
     */
    void forceFolder(Path folder) throws IOException;
}
