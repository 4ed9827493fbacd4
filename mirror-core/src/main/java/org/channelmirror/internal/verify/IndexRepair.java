package org.channelmirror.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.publish.GenerationPublisher;
import org.channelmirror.internal.publish.IndexFile;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.publish.IndexRewrite;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.shards.StagedShards.Trust;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a damaged index file anew from an undamaged twin: so also the records are kept that upstream has no more. Where all are
 * damaged, the next sync makes them from what upstream lists. Shards are made from the plain index.
 */
final class IndexRepair {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRepair.class);

    private final Workplace work;
    private final ChannelStorage storage;
    private final StateStore store;
    private final Subdir subdir;

    IndexRepair(Workplace work, Subdir subdir) {
        this.work = work;
        this.storage = work.storage();
        this.store = work.store();
        this.subdir = subdir;
    }

    /** Says whether every file could be made anew. */
    boolean run(List<IndexCheck.DamagedIndex> damaged) throws IOException {
        boolean all = true;
        boolean isTextWhole = true;
        boolean areShardsWhole = true;
        for (IndexCheck.DamagedIndex index : damaged) {
            Optional<Variant> variant = Variant.of(index.fileName());
            if (variant.isPresent()) {
                boolean isRepaired = repair(variant.get(), damaged);
                isTextWhole &= isRepaired || variant.get() != Variant.JSON;
                all &= isRepaired;
            } else if (ShardFolder.isPart(index.fileName())) {
                areShardsWhole = false;
            } else {
                // Only upstream has it whole.
                new SideCheck(storage, store, Optional.of(subdir)).withdraw(index.fileName());
                all = false;
            }
        }
        if (!areShardsWhole && isTextWhole) {
            all &= remakeShards();
        } else if (!areShardsWhole) {
            forgetShards();
            all = false;
        }
        return all;
    }

    /** The sync that makes the index anew makes all of them, too. */
    private void forgetShards() throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        if (state.isPresent()) {
            storage.delete(List.of(store.shards(subdir, state.get().generation())));
        }
    }

    /** From the records that are published, whatever is stored. */
    private boolean remakeShards() throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        if (state.isEmpty()) {
            return false;
        }
        SubdirState before = state.get();
        SubdirSources.Catalog listed = () -> store.openCatalog(subdir, before.generation());
        GenerationPublisher generations = new GenerationPublisher(
                work,
                subdir,
                before.settings(),
                () -> IndexFormats.inForce(work, subdir, EnumSet.of(IndexFormat.SHARDS), Trust.NOTHING));
        StoragePath text = store.published(subdir, Variant.JSON.fileName());
        GenerationPublisher.Generation generation = IndexRewrite.stage(work, generations, listed, text, state, subdir);
        SubdirState now = generations.publish(
                generation, before.inputs(), before.origins(), before.complete(), state, before.times());
        store.saveSubdir(subdir, now);
        store.deleteOldCatalogs(subdir, now.generation());
        return true;
    }

    private boolean repair(Variant variant, List<IndexCheck.DamagedIndex> damaged) throws IOException {
        for (Variant twin : Variant.ORDER) {
            boolean isWhole =
                    damaged.stream().noneMatch(index -> index.fileName().equals(twin.fileName()));
            if (isWhole
                    && store.subdir(subdir)
                            .flatMap(state -> state.file(twin.fileName()))
                            .isPresent()) {
                if (repair(variant, twin)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean repair(Variant variant, Variant source) throws IOException {
        Optional<SubdirState> state = store.subdir(subdir);
        Optional<PublishedFile> json = state.flatMap(known -> known.file(Variant.JSON.fileName()));
        if (json.isEmpty()) {
            return false;
        }
        String fileName = variant.fileName();
        IndexFile target = IndexFile.fresh(storage, store, subdir, variant);
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
        try (InputStream in = source.decoded(file);
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
