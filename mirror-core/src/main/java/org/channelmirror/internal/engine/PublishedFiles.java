package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.Optional;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoredObject;

/** Looks whether the published index files are still the ones that a state knows. */
final class PublishedFiles {

    private PublishedFiles() {}

    static boolean areInPlace(SyncContext context, Subdir subdir, SubdirState state) throws IOException {
        return areInPlace(context.workplace(), subdir, state);
    }

    static boolean areInPlace(Workplace work, Subdir subdir, SubdirState state) throws IOException {
        for (PublishedFile file : state.files()) {
            Optional<StoredObject> object = work.storage().stat(work.store().published(subdir, file.name()));
            if (object.isEmpty() || !object.get().token().equals(file.token())) {
                return false;
            }
        }
        return !state.files().isEmpty();
    }
}
