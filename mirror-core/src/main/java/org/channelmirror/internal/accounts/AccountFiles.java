package org.channelmirror.internal.accounts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Everything that belongs to an account, its labels too, in the order in which it may come and go: an index comes last and goes
 * first. Holds its lock.
 */
public final class AccountFiles {

    private static final int BATCH = 1000;

    private final ChannelStorage storage;
    private final StateStore store;
    private final Lease lease;

    AccountFiles(ChannelStorage storage, StateStore store, Lease lease) {
        this.storage = storage;
        this.store = store;
        this.lease = lease;
    }

    /** In the order in which they come. */
    enum Kind {
        PACKAGE,
        /** What an index refers to, such as a shard. */
        PART,
        /** Another form of an index. */
        VARIANT,
        INDEX;

        static Kind of(StoragePath path) {
            String name = path.fileName();
            if (PackageFileName.isValid(name)) {
                return PACKAGE;
            }
            if (name.equals("repodata.json")) {
                return INDEX;
            }
            return name.startsWith("repodata") || name.startsWith("current_repodata") ? VARIANT : PART;
        }
    }

    /** What is done with many files. */
    @FunctionalInterface
    interface Batch {
        void run(List<StoredObject> objects) throws IOException;
    }

    boolean exist() throws IOException {
        try (Stream<StoredObject> published = storage.list(store.published());
                Stream<StoredObject> state = storage.list(store.folder())) {
            return published.findAny().isPresent() || state.findAny().isPresent();
        }
    }

    /** Walks over the published files of a kind. */
    void each(Kind kind, Batch batch) throws IOException {
        walk(store.published(), Optional.of(kind), batch);
    }

    private void walk(StoragePath folder, Optional<Kind> kind, Batch batch) throws IOException {
        try (Stream<StoredObject> objects = storage.list(folder)) {
            Iterator<StoredObject> iterator = objects.filter(
                            object -> kind.isEmpty() || kind.get() == Kind.of(object.path()))
                    .iterator();
            List<StoredObject> some = new ArrayList<>();
            while (iterator.hasNext()) {
                some.add(iterator.next());
                if (some.size() == BATCH || !iterator.hasNext()) {
                    lease.renew();
                    batch.run(some);
                    some = new ArrayList<>();
                }
            }
        }
    }

    /** Deletes everything but the note of a rename; answers the packages that went. */
    Removed deleteAll() throws IOException {
        Removed removed = new Removed();
        deleteLabels();
        each(Kind.INDEX, this::delete);
        each(Kind.VARIANT, this::delete);
        each(Kind.PART, this::delete);
        each(Kind.PACKAGE, objects -> {
            delete(objects);
            removed.files += objects.size();
            removed.bytes += objects.stream().mapToLong(StoredObject::size).sum();
        });
        walk(store.quarantine(), Optional.empty(), this::delete);
        for (StageKey key : store.staged()) {
            try (StagedWrite staged = storage.stage(key)) {
                staged.discard();
            }
        }
        walk(
                store.folder(),
                Optional.empty(),
                objects -> delete(objects.stream()
                        .filter(object -> !store.isRenaming(object.path()))
                        .toList()));
        return removed;
    }

    /** Labels are no objects, and are not listed: what is noted of them tells where they are, and goes later. */
    private void deleteLabels() throws IOException {
        SnapshotStore snapshots = new SnapshotStore(storage, store.name());
        delete(snapshots.labelNames().stream().map(snapshots::published));
    }

    /** How much went. */
    static final class Removed {

        private long files;
        private long bytes;

        long files() {
            return files;
        }

        long bytes() {
            return bytes;
        }
    }

    private void delete(List<StoredObject> objects) throws IOException {
        delete(objects.stream().map(StoredObject::path));
    }

    private void delete(Stream<StoragePath> paths) throws IOException {
        for (DeleteResult result : storage.delete(paths.toList())) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
    }
}
