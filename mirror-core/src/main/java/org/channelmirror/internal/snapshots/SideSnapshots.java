package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.operation.ShareBatch;
import org.channelmirror.internal.publish.StagedText;
import org.channelmirror.internal.side.SideFiles;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/** The files beside the indexes in a snapshot. One that does not belong to the published index is not part of it. */
public final class SideSnapshots {

    private final SnapshotContext context;
    private final SnapshotName name;
    private final SideStore store;

    SideSnapshots(SnapshotContext context, SnapshotName name) {
        this.context = context;
        this.name = name;
        this.store = new SideStore(context.storage(), context.work().store().accountName());
    }

    /** Shares what belongs to an index; {@link #keep} notes it. */
    void share(Subdir subdir, SubdirState state, ShareBatch batch) throws IOException {
        for (Side side : belonging(subdir, state)) {
            for (PublishedFile file : side.files()) {
                batch.add(context.published(subdir, file.name()), published(subdir, file));
            }
        }
    }

    /** Notes what was shared. */
    void keep(Subdir subdir, SubdirState state) throws IOException {
        SideState kept = SideState.NONE;
        for (Side side : belonging(subdir, state)) {
            List<PublishedFile> files = new ArrayList<>();
            for (PublishedFile file : side.files()) {
                StoredObject own = context.storage()
                        .stat(published(subdir, file))
                        .orElseThrow(() -> new NoSuchFileException(file.name()));
                files.add(new PublishedFile(file.name(), own.token(), file.sha256()));
            }
            kept = kept.with(side.with(files));
        }
        store.save(note(subdir), kept);
    }

    /** Publishes the snapshot's again, once its index is; and of others what they tell of packages that this lists. */
    void restore(Subdir subdir) throws IOException {
        Optional<SubdirState> now = context.work().store().subdir(subdir);
        for (Side side :
                now.isEmpty() ? List.<Side>of() : store.read(note(subdir)).sides()) {
            store.begin(subdir);
            Optional<List<PublishedFile>> files = publish(subdir, side);
            if (files.isPresent()) {
                // Nothing of upstream's is known any more: the next sync reads it whole.
                Side restored = new Side(side.name(), SideFiles.listing(now.get()), files.get(), List.of());
                store.saveSubdir(subdir, store.subdir(subdir).with(restored));
            }
            store.end(subdir);
        }
        new SideFiles(context.work(), subdir).narrow();
    }

    private List<Side> belonging(Subdir subdir, SubdirState state) throws IOException {
        List<Side> found = new ArrayList<>();
        for (Side side : store.subdir(subdir).sides()) {
            StoragePath folder = context.work().store().folder(subdir);
            if (side.listing().equals(SideFiles.listing(state))
                    && StagedText.areInPlace(context.storage(), folder, side.files())) {
                found.add(side);
            }
        }
        return found;
    }

    /** Stages copies, as of index files; empty if one is not what it was. */
    private Optional<List<PublishedFile>> publish(Subdir subdir, Side side) throws IOException {
        List<Publication> publications = new ArrayList<>();
        boolean isWhole = true;
        for (PublishedFile file : side.files()) {
            StagedOutput copy =
                    StagedOutput.fresh(context.storage(), context.work().store().stageKey(subdir, file.name()));
            publications.add(new Publication(copy.staged(), context.published(subdir, file.name())));
            isWhole &= isCopied(published(subdir, file), file.sha256(), copy);
        }
        if (!isWhole) {
            for (Publication publication : publications) {
                try (StagedWrite staged = publication.staged()) {
                    staged.discard();
                }
            }
            return Optional.empty();
        }
        List<VersionToken> tokens = context.storage().publish(publications);
        List<PublishedFile> files = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            PublishedFile file = side.files().get(i);
            files.add(new PublishedFile(file.name(), tokens.get(i), file.sha256()));
        }
        return Optional.of(files);
    }

    private boolean isCopied(StoragePath from, String sha256, StagedOutput copy) throws IOException {
        try (DigestInputStream in = new DigestInputStream(
                context.storage().open(from, ByteRange.ALL), DigestAlgorithm.SHA256.newDigest())) {
            in.transferTo(copy);
            byte[] digest = in.getMessageDigest().digest();
            return Digest.of(DigestAlgorithm.SHA256, digest).hex().equals(sha256);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private StoragePath published(Subdir subdir, PublishedFile file) {
        return context.snapshots().published(name, subdir, file.name());
    }

    private StoragePath note(Subdir subdir) {
        return note(context.snapshots(), name, subdir);
    }

    /** Where it is kept which of them a snapshot has. */
    public static StoragePath note(SnapshotStore snapshots, SnapshotName name, Subdir subdir) {
        return snapshots.folder(name).resolve(subdir.name()).resolve("side");
    }
}
