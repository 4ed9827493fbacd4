package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Finds the catalog that tells what a subdir holds, or has it made. */
public final class CatalogSource {

    private static final String INDEX = "repodata.json";

    private final ChannelStorage storage;
    private final StateStore store;
    private final Events events;
    private final Path scratch;
    private final SyncMode mode;
    private final Subdir subdir;

    public CatalogSource(SyncContext context, Subdir subdir) {
        this(context.workplace(), context.request().mode(), subdir);
    }

    public CatalogSource(Workplace work, SyncMode mode, Subdir subdir) {
        this(work.storage(), work.store(), work.events(), work.scratch(), mode, subdir);
    }

    public CatalogSource(
            ChannelStorage storage, StateStore store, Events events, Path scratch, SyncMode mode, Subdir subdir) {
        this.storage = storage;
        this.store = store;
        this.events = events;
        this.scratch = scratch;
        this.mode = mode;
        this.subdir = subdir;
    }

    /** The catalog that belongs to the published index. */
    public SubdirSources.Catalog current() throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        Optional<StoredObject> index = storage.stat(indexPath());
        if (state.isEmpty()) {
            return index.isEmpty() ? SubdirSources.Catalog.EMPTY : rebuilt();
        }
        SubdirSources.Catalog inForce =
                () -> store.openCatalog(subdir, state.get().generation());
        if (mode == SyncMode.RESET) {
            return index.isEmpty() ? SubdirSources.Catalog.EMPTY : reset(state.get(), inForce);
        }
        Optional<PublishedFile> known = state.get().file(INDEX);
        if (index.isPresent()
                && known.isPresent()
                && known.get().token().equals(index.get().token())) {
            return exists(state.get()) ? inForce : rebuilt();
        }
        events.warn(subdir.name(), "the published index is not the one of the last run; its files are looked up");
        SubdirSources.Catalog listed = index.isEmpty() ? SubdirSources.Catalog.EMPTY : rebuilt();
        try {
            Path target = scratch.resolve(subdir + "-catalog-joined");
            return exists(state.get()) ? CatalogRebuild.join(listed, inForce, target) : listed;
        } catch (DamagedFileException e) {
            return listed;
        }
    }

    /** Nothing that the catalog says of stored files is believed but which bytes are right. */
    private SubdirSources.Catalog reset(SubdirState state, SubdirSources.Catalog inForce) throws IOException {
        SubdirSources.Catalog listed = rebuilt();
        try {
            Path target = scratch.resolve(subdir + "-catalog-noted");
            return exists(state) ? CatalogRebuild.note(listed, inForce, target) : listed;
        } catch (DamagedFileException e) {
            return listed;
        }
    }

    private boolean exists(SubdirState state) throws IOException {
        return storage.stat(store.catalog(subdir, state.generation())).isPresent();
    }

    /** One that is made from the published index alone. */
    public SubdirSources.Catalog rebuilt() throws IOException {
        try {
            return CatalogRebuild.fromPublished(storage, indexPath(), scratch, subdir + "-catalog-rebuilt");
        } catch (MalformedRepodataException e) {
            events.warn(subdir.name(), "the published index cannot be read and is made anew: " + e.getMessage());
            return SubdirSources.Catalog.EMPTY;
        }
    }

    private StoragePath indexPath() {
        return store.published(subdir, INDEX);
    }
}
