package org.channelmirror.internal.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Counts what the published index names: the state knows, unless a run was killed between the publication of the index and that of
 * the state; then the index is read.
 */
public final class PublishedCount implements RepodataHandler {

    private static final String INDEX = "repodata.json";

    private long records;

    private PublishedCount() {}

    public static long of(SyncContext context, Subdir subdir) throws IOException {
        StoragePath path = context.store().published(subdir, INDEX);
        Optional<StoredObject> index = context.storage().stat(path);
        Optional<SubdirState> state = context.store().subdir(subdir);
        Optional<PublishedFile> known = state.flatMap(found -> found.file(INDEX));
        if (index.isEmpty()
                || (known.isPresent() && known.get().token().equals(index.get().token()))) {
            return state.map(SubdirState::packages).orElse(0L);
        }
        PublishedCount count = new PublishedCount();
        try (InputStream in = context.storage().open(path, ByteRange.ALL)) {
            RepodataReader.read(in, count);
        } catch (MalformedRepodataException e) {
            // A damaged index of our own tells nothing; the state may.
            return state.map(SubdirState::packages).orElse(0L);
        }
        return count.records;
    }

    @Override
    public void record(RawRecord raw) {
        records++;
    }
}
