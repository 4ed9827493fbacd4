package org.channelmirror.internal.archive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.internal.snapshots.SideSnapshots;
import org.channelmirror.internal.snapshots.SnapshotRemoval;
import org.channelmirror.internal.state.SideState;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** Where things are of the state that is exported: what is published, or a snapshot. */
interface ExportPlaces {

    /** The subdirs of the state, noarch first. */
    List<Subdir> subdirs() throws IOException;

    /** What it is of a subdir; empty if it has nothing of it. */
    Optional<SubdirState> state(Subdir subdir) throws IOException;

    StoragePath catalog(Subdir subdir, SubdirState state);

    /** A package, or a file of the index. */
    StoragePath file(Subdir subdir, String name);

    /** What is in force of the files beside a subdir's index. */
    SideState sides(Subdir subdir) throws IOException;

    /** What is in force of the files at the channel's root. */
    SideState rootSides() throws IOException;

    /** A file at the channel's root. */
    StoragePath root(String name);

    /** Whether somebody replaces files beside a subdir's index at the moment, or was killed while he did. */
    boolean areSidesChanging(Subdir subdir) throws IOException;

    /** Whether it may change while it is read. */
    boolean mayChange();

    /** What is published. */
    static ExportPlaces published(StateStore store, SideStore sides) {
        return new ExportPlaces() {
            @Override
            public List<Subdir> subdirs() throws IOException {
                return store.subdirs();
            }

            @Override
            public Optional<SubdirState> state(Subdir subdir) throws IOException {
                return store.subdir(subdir);
            }

            @Override
            public StoragePath catalog(Subdir subdir, SubdirState state) {
                return store.catalog(subdir, state.generation());
            }

            @Override
            public StoragePath file(Subdir subdir, String name) {
                return store.published(subdir, name);
            }

            @Override
            public SideState sides(Subdir subdir) throws IOException {
                return sides.subdir(subdir);
            }

            @Override
            public boolean areSidesChanging(Subdir subdir) throws IOException {
                return sides.isBegun(subdir);
            }

            @Override
            public SideState rootSides() throws IOException {
                return sides.root();
            }

            @Override
            public StoragePath root(String name) {
                return store.published().resolve(name);
            }

            @Override
            public boolean mayChange() {
                return true;
            }
        };
    }

    /** A snapshot, or the one that is seen under a label. */
    static ExportPlaces snapshot(SnapshotStore snapshots, SideStore sides, SnapshotName nameOrLabel)
            throws IOException, SnapshotException {
        Snapshot snapshot = find(snapshots, nameOrLabel);
        List<Subdir> subdirs =
                snapshot.subdirs().stream().map(Snapshot.Content::subdir).toList();
        SnapshotName name = snapshot.name();
        return new ExportPlaces() {
            @Override
            public List<Subdir> subdirs() {
                return subdirs;
            }

            @Override
            public Optional<SubdirState> state(Subdir subdir) throws IOException {
                return subdirs.contains(subdir) ? Optional.of(snapshots.subdir(name, subdir)) : Optional.empty();
            }

            @Override
            public StoragePath catalog(Subdir subdir, SubdirState state) {
                return snapshots.catalog(name, subdir);
            }

            @Override
            public StoragePath file(Subdir subdir, String file) {
                return snapshots.published(name, subdir, file);
            }

            @Override
            public SideState sides(Subdir subdir) throws IOException {
                return sides.read(SideSnapshots.note(snapshots, name, subdir));
            }

            @Override
            public boolean areSidesChanging(Subdir subdir) {
                return false;
            }

            @Override
            public SideState rootSides() {
                return SideState.NONE;
            }

            @Override
            public StoragePath root(String file) {
                return snapshots.published(name).resolve(file);
            }

            @Override
            public boolean mayChange() {
                return false;
            }
        };
    }

    /** Finds a snapshot by its own name or by a label's. */
    private static Snapshot find(SnapshotStore snapshots, SnapshotName nameOrLabel)
            throws IOException, SnapshotException {
        Optional<Snapshot> found = snapshots.snapshot(nameOrLabel);
        if (found.isEmpty()) {
            var label = snapshots.label(nameOrLabel);
            found = label.isEmpty()
                    ? Optional.empty()
                    : snapshots.snapshot(label.get().snapshot());
        }
        if (found.isEmpty()) {
            throw SnapshotRemoval.unknown(snapshots, nameOrLabel);
        }
        return found.get();
    }
}
