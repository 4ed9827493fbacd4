package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Finds the catalog that tells what a subdir holds, or has it made. */
final class CatalogSource {

    private static final String INDEX = "repodata.json";

    private final Workplace work;
    private final SyncMode mode;
    private final Subdir subdir;

    CatalogSource(SyncContext context, Subdir subdir) {
        this(context.workplace(), context.request().mode(), subdir);
    }

    CatalogSource(Workplace work, SyncMode mode, Subdir subdir) {
        this.work = work;
        this.mode = mode;
        this.subdir = subdir;
    }

    /** The catalog that belongs to the published index. */
    SubdirSources.Catalog current() throws IOException {
        Optional<SubdirState> state = work.store().subdir(subdir);
        Optional<StoredObject> index = work.storage().stat(indexPath());
        if (mode == SyncMode.RESET || state.isEmpty()) {
            return index.isEmpty() ? SubdirSources.Catalog.EMPTY : rebuilt();
        }
        SubdirSources.Catalog inForce =
                () -> work.store().openCatalog(subdir, state.get().generation());
        Optional<PublishedFile> known = state.get().file(INDEX);
        if (index.isPresent()
                && known.isPresent()
                && known.get().token().equals(index.get().token())) {
            return exists(state.get()) ? inForce : rebuilt();
        }
        work.events()
                .warn(subdir.name(), "the published index is not the one of the last run; its files are looked up");
        SubdirSources.Catalog listed = index.isEmpty() ? SubdirSources.Catalog.EMPTY : rebuilt();
        try {
            Path target = work.scratch().resolve(subdir + "-catalog-joined");
            return exists(state.get()) ? CatalogRebuild.join(listed, inForce, target) : listed;
        } catch (DamagedFileException e) {
            return listed;
        }
    }

    private boolean exists(SubdirState state) throws IOException {
        return work.storage()
                .stat(work.store().catalog(subdir, state.generation()))
                .isPresent();
    }

    /** One that is made from the published index alone. */
    SubdirSources.Catalog rebuilt() throws IOException {
        try {
            return CatalogRebuild.fromPublished(
                    work.storage(), indexPath(), work.scratch(), subdir + "-catalog-rebuilt");
        } catch (MalformedRepodataException e) {
            work.events().warn(subdir.name(), "the published index cannot be read and is made anew: " + e.getMessage());
            return SubdirSources.Catalog.EMPTY;
        }
    }

    private StoragePath indexPath() {
        return work.store().published(subdir, INDEX);
    }
}
