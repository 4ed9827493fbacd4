package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Accounts;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another account's catalog of the same subdir, read once from its beginning to its end beside sorted orders. It may be damaged or
 * go at any time: what cannot be read has nothing to give, and harms nobody.
 */
final class OtherCatalog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtherCatalog.class);

    private final StateStore store;
    private final Subdir subdir;
    private final FrameReader frames;
    private final Holding entry = new Holding();
    private boolean isAtEntry;
    private boolean hasEnded;

    private OtherCatalog(StateStore store, Subdir subdir, FrameReader frames) {
        this.store = store;
        this.subdir = subdir;
        this.frames = frames;
    }

    /** Those of all other accounts of the storage that have the subdir. */
    static List<OtherCatalog> all(SyncContext context, Subdir subdir) throws IOException {
        List<OtherCatalog> catalogs = new ArrayList<>();
        for (AccountName account : Accounts.of(context.storage())) {
            if (!account.equals(context.request().account())) {
                open(new StateStore(context.storage(), account), subdir).ifPresent(catalogs::add);
            }
        }
        return catalogs;
    }

    private static Optional<OtherCatalog> open(StateStore store, Subdir subdir) {
        try {
            Optional<SubdirState> state = store.subdir(subdir);
            return state.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new OtherCatalog(
                            store, subdir, store.openCatalog(subdir, state.get().generation())));
        } catch (IOException e) {
            LOG.debug("a catalog of another account cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The file with the ordered bytes; orders come in the order of their keys. */
    Optional<SharedFile> find(UpstreamRecord order) {
        try {
            while (!hasEnded && (!isAtEntry || FrameKey.compare(frames.payload(), order.buffer()) < 0)) {
                isAtEntry = frames.next();
                hasEnded = !isAtEntry;
            }
            if (hasEnded || FrameKey.compare(frames.payload(), order.buffer()) != 0) {
                return Optional.empty();
            }
            entry.read(frames);
            boolean isTrusted = entry.is(Holding.PUBLISHED) && !entry.is(Holding.UNVERIFIED);
            return isTrusted && entry.is(Holding.HAS_SHA256) && order.describes(entry)
                    ? Optional.of(file())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("a catalog of another account cannot be read: {}", e.getMessage());
            hasEnded = true;
            return Optional.empty();
        }
    }

    private SharedFile file() {
        Optional<Digest> md5 =
                entry.is(Holding.HAS_MD5) ? Optional.of(Digest.of(DigestAlgorithm.MD5, entry.md5())) : Optional.empty();
        return new SharedFile(
                store.published(subdir, entry.name().value()),
                entry.token(),
                new Digests.Result(entry.size(), Digest.of(DigestAlgorithm.SHA256, entry.sha256()), md5));
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
