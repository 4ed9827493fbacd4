package org.channelmirror.internal.engine;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.engine.UpstreamIndex.Variant;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.VersionToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a damaged index file anew from its undamaged twin: so also the records are kept that upstream has no more. Where both are
 * damaged, the next sync makes them from what upstream lists.
 */
final class IndexRepair {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRepair.class);

    private final ChannelStorage storage;
    private final StateStore store;
    private final Subdir subdir;

    IndexRepair(ChannelStorage storage, StateStore store, Subdir subdir) {
        this.storage = storage;
        this.store = store;
        this.subdir = subdir;
    }

    /** Says whether every file could be made anew. */
    boolean run(List<IndexCheck.DamagedIndex> damaged) throws IOException {
        boolean all = true;
        for (IndexCheck.DamagedIndex index : damaged) {
            all &= repair(index.fileName());
        }
        return all;
    }

    private boolean repair(String fileName) throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        Optional<PublishedFile> json = state.flatMap(known -> known.file(Variant.JSON.fileName()));
        boolean isJson = fileName.equals(Variant.JSON.fileName());
        new SideCheck(storage, store, subdir).withdraw(fileName);
        if (json.isEmpty() || (!isJson && !fileName.equals(Variant.ZST.fileName()))) {
            return false;
        }
        Variant source = isJson ? Variant.ZST : Variant.JSON;
        IndexFile target = IndexFile.fresh(storage, store, subdir, isJson ? Variant.JSON : Variant.ZST);
        MessageDigest plain = DigestAlgorithm.SHA256.newDigest();
        try {
            copy(source, target, plain);
        } catch (IOException e) {
            LOG.debug("{} of {} is no twin to go by", source.fileName(), subdir, e);
            discard(target);
            return false;
        }
        String found = Digest.of(DigestAlgorithm.SHA256, plain.digest()).hex();
        if (!found.equals(json.get().sha256())) {
            discard(target);
            return false;
        }
        String sha256 = target.sha256();
        VersionToken token = storage.publish(
                        List.of(new Publication(target.staged().staged(), store.published(subdir, fileName))))
                .get(0);
        store.saveSubdir(subdir, with(state.orElseThrow(), new PublishedFile(fileName, token, sha256)));
        return true;
    }

    private void copy(Variant source, IndexFile target, MessageDigest plain) throws IOException {
        InputStream file = storage.open(store.published(subdir, source.fileName()), ByteRange.ALL);
        try (InputStream in = source == Variant.ZST ? new ZstdInputStreamNoFinalizer(file) : file;
                target) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                target.write(buffer, 0, count);
                plain.update(buffer, 0, count);
            }
        }
    }

    private static void discard(IndexFile file) throws IOException {
        file.staged().staged().discard();
        file.staged().staged().close();
    }

    private static SubdirState with(SubdirState state, PublishedFile changed) {
        List<PublishedFile> files = new ArrayList<>();
        for (PublishedFile file : state.files()) {
            files.add(file.name().equals(changed.name()) ? changed : file);
        }
        return state.withFiles(files);
    }
}
