package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.spi.StageKey;

/** The folder of staged contents, one file a key. The storage's own temporary files in it begin with a dot, which keys do not. */
final class FileStaging {

    private final Path folder;
    private final Folders folders;
    private final Disk disk;
    private final ModificationClock clock;
    private volatile boolean isMade;

    FileStaging(Path folder, Folders folders, Disk disk, ModificationClock clock) {
        this.folder = folder;
        this.folders = folders;
        this.disk = disk;
        this.clock = clock;
    }

    FileStagedWrite stage(StageKey key) throws IOException {
        Path file = folder.resolve(key.value());
        if (isMade) {
            try {
                return new FileStagedWrite(key, file, this);
            } catch (NoSuchFileException e) {
                // Somebody took the folder away.
            }
        }
        folders.create(folder);
        isMade = true;
        return new FileStagedWrite(key, file, this);
    }

    List<StageKey> keys() throws IOException {
        List<StageKey> keys = new ArrayList<>();
        if (!folders.exists(folder)) {
            return keys;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
            for (Path file : files) {
                key(file.getFileName().toString()).ifPresent(keys::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        keys.sort(null);
        return keys;
    }

    private static Optional<StageKey> key(String fileName) {
        try {
            return Optional.of(new StageKey(fileName));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not of our making, or a temporary file
        }
    }

    /** A fresh file for the storage's own use, not listed; a leftover of that name is dropped. */
    Path temporary(String name) throws IOException {
        folders.create(folder);
        Path file = folder.resolve("." + name);
        drop(file);
        return file;
    }

    void drop(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(file);
        }
    }

    DiskFile open(Path file) throws IOException {
        return disk.openForAppend(file);
    }

    DiskFile reopen(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString(), null, "its staged content is gone: stage it again");
        }
        return disk.openForAppend(file);
    }

    void force(DiskFile file) throws IOException {
        file.force(clock.next());
    }

    /** Makes many contents durable at once; false if there is no way to do that. */
    boolean forceTogether(List<Path> files) throws IOException {
        Map<Path, FileTime> times = new LinkedHashMap<>();
        files.forEach(file -> times.put(file, clock.next()));
        return disk.forceTogether(times);
    }

    /** Makes the names of staged files survive. */
    void forceNames() throws IOException {
        folders.force(List.of(folder));
    }

    /** Makes the absence of published files survive; where the folder's own name does not, nothing in it does. */
    void forceAbsence() throws IOException {
        disk.forceFolder(folder);
    }
}
