package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.internal.state.Tombstones;
import org.channelmirror.model.Subdir;

/** The files of one subdir that wait to be deleted, asked for in the order of its catalog. */
final class DueFiles implements AutoCloseable {

    private final Subdir subdir;
    private Optional<Tombstones> tombstones;
    private Optional<Tombstone> next = Optional.empty();

    private DueFiles(Subdir subdir, Optional<Tombstones> tombstones) {
        this.subdir = subdir;
        this.tombstones = tombstones;
    }

    static DueFiles of(StateStore store, Subdir subdir) throws IOException {
        Optional<Tombstones> found;
        try {
            found = store.tombstones();
        } catch (NoSuchFileException | DamagedFileException e) {
            // What nobody knows of is not deleted.
            found = Optional.empty();
        }
        DueFiles files = new DueFiles(subdir, found);
        files.advance();
        return files;
    }

    /** What is noted of a file, whose key comes after those that were asked for before. */
    Optional<Tombstone> find(byte[] key) throws IOException {
        while (next.isPresent() && FrameKey.compare(next.get().catalogKey(), key) < 0) {
            advance();
        }
        return next.filter(tombstone -> FrameKey.compare(tombstone.catalogKey(), key) == 0);
    }

    private void advance() throws IOException {
        next = Optional.empty();
        try {
            while (next.isEmpty() && tombstones.isPresent() && tombstones.get().next()) {
                next = Optional.of(tombstones.get().tombstone())
                        .filter(each -> each.subdir().equals(subdir));
            }
        } catch (DamagedFileException e) {
            close();
            tombstones = Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        if (tombstones.isPresent()) {
            tombstones.get().close();
        }
    }
}
