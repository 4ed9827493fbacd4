package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.jspecify.annotations.Nullable;

/** What an account holds, walked over with its tombstones in their order; nothing is known of a subdir without its catalog. */
public final class CatalogedFiles implements AutoCloseable {

    private final ChannelStorage storage;
    private final StateStore store;
    private @Nullable Subdir subdir;
    private @Nullable FrameReader catalog;

    public CatalogedFiles(ChannelStorage storage, StateStore store) {
        this.storage = storage;
        this.store = store;
    }

    /** Whether a catalog has a file. */
    public enum Presence {
        HELD,
        ABSENT,
        UNKNOWN
    }

    public Presence presence(Tombstone tombstone) throws IOException {
        if (!tombstone.subdir().equals(subdir)) {
            close();
            subdir = tombstone.subdir();
            catalog = open(tombstone.subdir());
        }
        FrameReader frames = catalog;
        if (frames == null) {
            return Presence.UNKNOWN;
        }
        byte[] key = tombstone.catalogKey();
        try {
            while (!frames.isEnded() && FrameKey.compare(frames.payload(), key) < 0) {
                frames.next();
            }
        } catch (DamagedFileException e) {
            // The next publication makes a new one; until then nothing of the subdir is deleted.
            close();
            return Presence.UNKNOWN;
        }
        boolean isHeld = !frames.isEnded() && FrameKey.compare(frames.payload(), key) == 0;
        return isHeld ? Presence.HELD : Presence.ABSENT;
    }

    private @Nullable FrameReader open(Subdir of) throws IOException {
        Optional<SubdirState> state = store.subdir(of);
        if (state.isEmpty() || !PublishedFiles.areInPlace(storage, store, of, state.get())) {
            return null;
        }
        try {
            FrameReader frames = store.openCatalog(of, state.get().generation());
            try {
                frames.next();
                return frames;
            } catch (DamagedFileException e) {
                try (frames) {
                    return null;
                }
            }
        } catch (NoSuchFileException | DamagedFileException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        FrameReader open = catalog;
        catalog = null;
        if (open != null) {
            open.close();
        }
    }
}
