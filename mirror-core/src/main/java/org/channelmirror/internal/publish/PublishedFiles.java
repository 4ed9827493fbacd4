package org.channelmirror.internal.publish;

import java.io.IOException;
import java.util.Optional;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoredObject;

/** Looks whether the published index files are still the ones that a state knows. */
public final class PublishedFiles {

    private PublishedFiles() {}

    /** The file of a state that has the same name and bytes, if it is in place. */
    static Optional<PublishedFile> same(Workplace work, Subdir subdir, Optional<SubdirState> state, StagedIndex index)
            throws IOException {
        Optional<PublishedFile> known = state.flatMap(found -> found.file(index.fileName()))
                .filter(file -> file.sha256().equals(index.sha256()));
        if (known.isEmpty()) {
            return known;
        }
        Optional<StoredObject> object = work.storage().stat(work.store().published(subdir, index.fileName()));
        return known.filter(file -> object.isPresent() && object.get().token().equals(file.token()));
    }

    public static boolean areInPlace(SyncContext context, Subdir subdir, SubdirState state) throws IOException {
        return areInPlace(context.workplace(), subdir, state);
    }

    public static boolean areInPlace(Workplace work, Subdir subdir, SubdirState state) throws IOException {
        return areInPlace(work.storage(), work.store(), subdir, state);
    }

    public static boolean areInPlace(ChannelStorage storage, StateStore store, Subdir subdir, SubdirState state)
            throws IOException {
        for (PublishedFile file : state.files()) {
            Optional<StoredObject> object = storage.stat(store.published(subdir, file.name()));
            if (object.isEmpty() || !object.get().token().equals(file.token())) {
                return false;
            }
        }
        return !state.files().isEmpty();
    }
}
