package org.channelmirror.internal.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.ExportPin;
import org.channelmirror.internal.publish.CatalogedFiles.Presence;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.internal.state.Tombstones;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Deletes the files whose time has come, for every operation that holds an account's lock. A file goes only while the published
 * index is the one that the state knows and the catalog that belongs to it does not have the file: what was taken in again stays, and
 * so does what has other bytes by now.
 */
public final class DueDeletions {

    private static final int BATCH = 512;
    private static final int BUFFER = 1 << 16;

    private final ChannelStorage storage;
    private final StateStore store;
    private final Lease lease;
    private final Events events;
    private final Instant due;
    private final Tombstones.Collector left;
    private final List<Tombstone> batch = new ArrayList<>();
    private RemovedPackages deleted = RemovedPackages.NONE;

    private DueDeletions(
            ChannelStorage storage,
            StateStore store,
            Lease lease,
            Events events,
            Instant due,
            Tombstones.Collector left) {
        this.storage = storage;
        this.store = store;
        this.lease = lease;
        this.events = events;
        this.due = due;
        this.left = left;
    }

    /** Deletes what is due at a time; answers what that was. */
    public static RemovedPackages run(
            ChannelStorage storage, StateStore store, Lease lease, Path scratch, Events events, Instant due)
            throws IOException {
        try {
            Optional<Tombstones> found = store.tombstones();
            if (found.isEmpty()) {
                return RemovedPackages.NONE;
            }
            try (Tombstones tombstones = found.get()) {
                if (tombstones.earliest().isAfter(due)) {
                    return RemovedPackages.NONE;
                }
                try (Tombstones.Collector left = new Tombstones.Collector(scratch, "tombstones-left")) {
                    DueDeletions deletions = new DueDeletions(storage, store, lease, events, due, left);
                    deletions.run(tombstones);
                    store.saveTombstones(left);
                    return deletions.deleted;
                }
            }
        } catch (DamagedFileException e) {
            events.warn(
                    "clean", "which files were to be deleted is not known any more, and they stay: " + e.getMessage());
            try (Tombstones.Collector none = new Tombstones.Collector(scratch, "tombstones-none")) {
                store.saveTombstones(none);
            }
            return RemovedPackages.NONE;
        }
    }

    private void run(Tombstones tombstones) throws IOException {
        try (CatalogedFiles known = new CatalogedFiles(storage, store)) {
            while (tombstones.next()) {
                Tombstone next = tombstones.tombstone();
                take(next, known.presence(next));
            }
            delete();
        }
    }

    private void take(Tombstone tombstone, Presence presence) throws IOException {
        if (presence == Presence.UNKNOWN
                || (presence == Presence.ABSENT && tombstone.notBefore().isAfter(due))) {
            left.add(tombstone);
        } else if (presence == Presence.ABSENT && isSame(tombstone)) {
            batch.add(tombstone);
            if (batch.size() >= BATCH) {
                delete();
            }
        }
    }

    /** A mirror that was copied has the same bytes under other tokens. */
    private boolean isSame(Tombstone tombstone) throws IOException {
        Optional<StoredObject> object = storage.stat(path(tombstone));
        if (object.isEmpty() || object.get().size() != tombstone.size()) {
            return false;
        }
        return object.get().token().equals(tombstone.token())
                || tombstone.sha256().equals(Optional.of(sha256(path(tombstone))));
    }

    private Digest sha256(StoragePath path) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Digest.of(DigestAlgorithm.SHA256, digest.digest());
    }

    private void keepForExports() throws IOException {
        Map<Subdir, List<PackageFileName>> names = new TreeMap<>();
        for (Tombstone each : batch) {
            names.computeIfAbsent(each.subdir(), subdir -> new ArrayList<>()).add(each.file());
        }
        for (Map.Entry<Subdir, List<PackageFileName>> each : names.entrySet()) {
            ExportPin.keep(
                    storage,
                    store.accountName(),
                    each.getKey(),
                    each.getValue(),
                    lease.owner().since());
        }
    }

    private void delete() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        lease.renew();
        keepForExports();
        List<DeleteResult> results =
                storage.delete(batch.stream().map(this::path).toList());
        for (int i = 0; i < results.size(); i++) {
            DeleteResult result = results.get(i);
            if (result.outcome() == DeleteResult.Outcome.FAILED) {
                left.add(batch.get(i));
                events.warn(
                        batch.get(i).subdir().name(),
                        "a file could not be deleted, and is tried again by the next run: "
                                + result.failure().map(Throwable::getMessage).orElse(""));
            } else {
                deleted = deleted.plus(new RemovedPackages(1, batch.get(i).size()));
            }
        }
        batch.clear();
    }

    private StoragePath path(Tombstone tombstone) {
        return store.published(tombstone.subdir(), tombstone.file().value());
    }
}
