package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.DeleteResult.Outcome;
import org.channelmirror.spi.StoragePath;

/** Deletes the files of objects. Folders stay, even empty: taking one away could race with a publication into it. */
final class FileRemover {

    private final Layout layout;
    private final Folders folders;
    private final PathStripes stripes;
    private final Disk disk;

    FileRemover(Layout layout, Folders folders, PathStripes stripes, Disk disk) {
        this.layout = layout;
        this.folders = folders;
        this.stripes = stripes;
        this.disk = disk;
    }

    List<DeleteResult> delete(Collection<StoragePath> paths) {
        Set<Path> known = new HashSet<>();
        List<DeleteResult> results =
                paths.stream().map(path -> delete(path, known)).toList();
        Map<Path, Optional<IOException>> forced = new HashMap<>();
        List<DeleteResult> durable = new ArrayList<>();
        for (DeleteResult result : results) {
            Path folder = Layout.folderOf(layout.root().resolve(result.path().value()));
            Optional<IOException> failure =
                    result.outcome() == Outcome.FAILED ? result.failure() : forced.computeIfAbsent(folder, this::force);
            durable.add(failure.isEmpty() ? result : failed(result.path(), failure.get()));
        }
        return durable;
    }

    /** Folders are looked at once: many files have few. */
    private DeleteResult delete(StoragePath path, Set<Path> known) {
        Lock stripe = stripes.of(path);
        stripe.lock();
        try {
            Path file = layout.fileOf(path);
            if (!known.contains(Layout.folderOf(file))) {
                if (!folders.exists(Layout.folderOf(file))) {
                    return new DeleteResult(path, Outcome.ABSENT, Optional.empty());
                }
                known.add(Layout.folderOf(file));
            }
            if (!ObjectFiles.isOccupiedIn(file)) {
                return new DeleteResult(path, Outcome.ABSENT, Optional.empty());
            }
            disk.delete(file);
            return new DeleteResult(path, Outcome.DELETED, Optional.empty());
        } catch (IOException e) {
            return failed(path, new IOException("cannot delete " + path + ": " + e.getMessage(), e));
        } finally {
            stripe.unlock();
        }
    }

    /** For absent objects too: who deleted them may have died before making it durable. */
    private Optional<IOException> force(Path folder) {
        try {
            if (folders.exists(folder)) {
                disk.forceFolder(folder);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new IOException("cannot make the deletions in " + folder + " durable", e));
        }
    }

    private static DeleteResult failed(StoragePath path, IOException why) {
        return new DeleteResult(path, Outcome.FAILED, Optional.of(why));
    }
}
