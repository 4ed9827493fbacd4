package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.operation.ShareBatch;
import org.channelmirror.internal.publish.PublishedFiles;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Makes a snapshot: first the private copies of the catalogs, which tell that what comes then is a snapshot's; the packages; the
 * shards; the indexes;
 * and last the record, without which there is none.
 */
final class SnapshotCreation {

    private final SnapshotContext context;
    private final StateStore store;
    private final SnapshotStore snapshots;
    private final SnapshotName name;

    SnapshotCreation(SnapshotContext context, SnapshotName name) {
        this.context = context;
        this.store = context.work().store();
        this.snapshots = context.snapshots();
        this.name = name;
    }

    Snapshot run(Instant now) throws IOException, MirrorException {
        refuseTaken();
        Map<Subdir, SubdirState> states = published();
        new SnapshotRemoval(context).removeRemains(name);
        try {
            share(states);
        } catch (NoSuchFileException e) {
            throw damaged("what it lists is not all there: " + e.getFile() + " is missing");
        } catch (DamagedFileException e) {
            throw damaged("its catalog is damaged (" + e.getMessage() + ")");
        }
        List<Snapshot.Content> contents = new ArrayList<>();
        for (Map.Entry<Subdir, SubdirState> entry : states.entrySet()) {
            SubdirState state = entry.getValue();
            snapshots.saveSubdir(name, entry.getKey(), withOwnFiles(entry.getKey(), state));
            new SideSnapshots(context, name).keep(entry.getKey(), state);
            contents.add(new Snapshot.Content(entry.getKey(), state.packages(), state.bytes()));
        }
        Snapshot snapshot = new Snapshot(name, now, contents);
        snapshots.save(snapshot);
        return snapshot;
    }

    private void refuseTaken() throws IOException, SnapshotException {
        if (snapshots.snapshot(name).isPresent()) {
            throw new SnapshotException(
                    "snapshot " + name,
                    "it exists, and snapshots do not change: take another name, or delete it first");
        }
        if (snapshots.label(name).isPresent()) {
            throw new SnapshotException(
                    "snapshot " + name, "there is a label of that name: take another name, or delete the label first");
        }
    }

    /** What is in force of each subdir, if the published index is what the last sync published. */
    private Map<Subdir, SubdirState> published() throws IOException, SnapshotException {
        Map<Subdir, SubdirState> states = new LinkedHashMap<>();
        for (Subdir subdir : store.subdirs()) {
            Optional<SubdirState> state = store.subdir(subdir);
            if (state.isEmpty() || !PublishedFiles.areInPlace(context.work(), subdir, state.get())) {
                throw new SnapshotException(
                        "account " + store.name(),
                        "the published index of " + subdir
                                + " is not the one that the last sync published: run sync first");
            }
            states.put(subdir, state.get());
        }
        if (states.isEmpty()) {
            throw new SnapshotException("account " + store.name(), "nothing is published there: run sync first");
        }
        return states;
    }

    private void share(Map<Subdir, SubdirState> states) throws IOException {
        ShareBatch batch = context.batch();
        for (Map.Entry<Subdir, SubdirState> entry : states.entrySet()) {
            batch.add(
                    store.catalog(entry.getKey(), entry.getValue().generation()),
                    snapshots.catalog(name, entry.getKey()));
        }
        batch.flush();
        for (Subdir subdir : states.keySet()) {
            sharePackages(subdir, batch);
        }
        for (Map.Entry<Subdir, SubdirState> entry : states.entrySet()) {
            shareShards(entry.getKey(), entry.getValue(), batch);
        }
        batch.flush();
        for (Map.Entry<Subdir, SubdirState> entry : states.entrySet()) {
            for (PublishedFile file : entry.getValue().files()) {
                batch.add(
                        context.published(entry.getKey(), file.name()),
                        snapshots.published(name, entry.getKey(), file.name()));
            }
            new SideSnapshots(context, name).share(entry.getKey(), entry.getValue(), batch);
        }
        batch.flush();
    }

    private void sharePackages(Subdir subdir, ShareBatch batch) throws IOException {
        Holding entry = new Holding();
        try (FrameReader catalog = snapshots.openCatalog(name, subdir)) {
            while (catalog.next()) {
                if (entry.read(catalog).is(Holding.PUBLISHED)) {
                    String file = entry.name().value();
                    batch.add(context.published(subdir, file), snapshots.published(name, subdir, file));
                }
            }
        }
    }

    private void shareShards(Subdir subdir, SubdirState state, ShareBatch batch) throws IOException {
        if (state.file(ShardFolder.INDEX).isPresent()) {
            ShardFolder shards = new ShardFolder(context.storage(), store, subdir);
            shards.eachNamed(state.generation(), sha256 -> {
                StoragePath shard = shards.shard(sha256);
                batch.add(shard, snapshots.shard(name, subdir, shard.fileName()));
            });
        }
    }

    private SubdirState withOwnFiles(Subdir subdir, SubdirState state) throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        for (PublishedFile file : state.files()) {
            StoredObject own = context.storage()
                    .stat(snapshots.published(name, subdir, file.name()))
                    .orElseThrow(() -> new NoSuchFileException(file.name()));
            files.add(new PublishedFile(file.name(), own.token(), file.sha256()));
        }
        return state.withFiles(state.generation(), files);
    }

    private IntegrityException damaged(String problem) {
        return new IntegrityException("account " + store.name(), problem, "\"sync --reset\" makes it whole again");
    }
}
