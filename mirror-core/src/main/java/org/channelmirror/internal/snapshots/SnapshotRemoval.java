package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotDeletion;
import org.channelmirror.api.SnapshotDeletion.Kind;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Deletes snapshots: first the record, with which the snapshot ends; the indexes; the packages; and last what says that files here
 * are a snapshot's.
 */
public final class SnapshotRemoval {

    private static final int BATCH = 5_000;

    private final SnapshotContext context;
    private final SnapshotStore snapshots;

    SnapshotRemoval(SnapshotContext context) {
        this.context = context;
        this.snapshots = context.snapshots();
    }

    SnapshotDeletion run(SnapshotName name) throws IOException, SnapshotException {
        if (snapshots.label(name).isPresent()) {
            new SnapshotLabels(context).remove(name);
            return new SnapshotDeletion(name, Kind.LABEL, 0);
        }
        refuseLabelled(name);
        boolean isWhole = exists(snapshots.record(name));
        if (!isWhole && isEmpty(snapshots.folder(name))) {
            throw unknown(snapshots, name);
        }
        delete(List.of(snapshots.record(name)));
        return new SnapshotDeletion(name, isWhole ? Kind.SNAPSHOT : Kind.REMAINS, removeFiles(name));
    }

    /** Makes room where a snapshot was not finished, or not wholly deleted; what is not a snapshot's is not touched. */
    void removeRemains(SnapshotName name) throws IOException, SnapshotException {
        if (!isEmpty(snapshots.folder(name))) {
            removeFiles(name);
        }
        if (!isEmpty(snapshots.published(name))) {
            throw new SnapshotException(
                    "snapshot " + name,
                    snapshots.published(name)
                            + " has files that are no snapshot's: move them away, or take another name");
        }
    }

    /** What to say of a name that no snapshot has. */
    public static SnapshotException unknown(SnapshotStore snapshots, SnapshotName name) throws IOException {
        List<Snapshot> all = snapshots.snapshots();
        String others = all.stream().map(each -> each.name().value()).collect(Collectors.joining(", "));
        return new SnapshotException(
                "snapshot " + name,
                "there is no such snapshot; " + (all.isEmpty() ? "the account has none" : "the account has " + others));
    }

    private void refuseLabelled(SnapshotName name) throws IOException, SnapshotException {
        for (SnapshotLabel label : snapshots.labels()) {
            if (label.snapshot().equals(name)) {
                throw new SnapshotException(
                        "snapshot " + name,
                        "the label " + label.label()
                                + " shows it: publish another snapshot there, or delete the label first");
            }
        }
    }

    private long removeFiles(SnapshotName name) throws IOException {
        StoragePath published = snapshots.published(name);
        long files = deleteBelow(published, path -> !PackageFileName.isValid(path.fileName()));
        files += deleteBelow(published, path -> true);
        deleteBelow(snapshots.folder(name), path -> true);
        return files;
    }

    private long deleteBelow(StoragePath folder, Predicate<StoragePath> which) throws IOException {
        long deleted = 0;
        List<StoragePath> batch = new ArrayList<>();
        try (Stream<StoredObject> objects = context.storage().list(folder)) {
            for (StoredObject object : (Iterable<StoredObject>) objects::iterator) {
                if (which.test(object.path())) {
                    batch.add(object.path());
                    deleted++;
                }
                if (batch.size() == BATCH) {
                    delete(batch);
                    batch.clear();
                    context.lease().renew();
                }
            }
        }
        delete(batch);
        return deleted;
    }

    private void delete(List<StoragePath> paths) throws IOException {
        for (DeleteResult result : context.storage().delete(paths)) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
    }

    private boolean exists(StoragePath path) throws IOException {
        return context.storage().stat(path).isPresent();
    }

    private boolean isEmpty(StoragePath folder) throws IOException {
        try (Stream<StoredObject> objects = context.storage().list(folder)) {
            return objects.findAny().isEmpty();
        }
    }
}
