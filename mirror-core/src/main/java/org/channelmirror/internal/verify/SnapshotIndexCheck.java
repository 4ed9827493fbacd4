package org.channelmirror.internal.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.shards.DoubtfulShardsException;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.shards.UpstreamShards;
import org.channelmirror.internal.snapshots.SideSnapshots;
import org.channelmirror.internal.state.NewerVersionException;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/** Compares the index files of a snapshot's subdir, and those beside them, with what was noted when it was made. */
final class SnapshotIndexCheck {

    static final String GONE = "the snapshot has it, and it is not there";

    private final VerifyContext context;
    private final SnapshotStore snapshots;
    private final SnapshotName name;
    private final Subdir subdir;
    private final List<DamagedFile> damaged = new ArrayList<>();

    SnapshotIndexCheck(VerifyContext context, SnapshotStore snapshots, SnapshotName name, Subdir subdir) {
        this.context = context;
        this.snapshots = snapshots;
        this.name = name;
        this.subdir = subdir;
    }

    /**
     * A file that is not what it was.
     *
     * @param twin the account's file of the same name, if it may have one
     * @param sha256 what it was, or empty text if nobody knows
     */
    record DamagedFile(StoragePath path, Optional<StoragePath> twin, String sha256, String reason) {

        /** A private one, which nothing else has. */
        static DamagedFile alone(StoragePath path, String reason) {
            return new DamagedFile(path, Optional.empty(), "", reason);
        }
    }

    List<DamagedFile> run() throws IOException, InterruptedException {
        SubdirState state;
        try {
            state = snapshots.subdir(name, subdir);
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            return List.of(DamagedFile.alone(snapshots.state(name, subdir), String.valueOf(e.getMessage())));
        }
        boolean hasShards = false;
        for (PublishedFile file : state.files()) {
            boolean isRight = look(file);
            hasShards |= isRight && file.name().equals(ShardFolder.INDEX);
        }
        SideStore sides = new SideStore(context.storage(), context.store().accountName());
        for (Side side : sides.read(SideSnapshots.note(snapshots, name, subdir)).sides()) {
            for (PublishedFile file : side.files()) {
                look(file);
            }
        }
        if (hasShards) {
            lookAtShards();
        }
        return damaged;
    }

    private boolean look(PublishedFile file) throws IOException {
        return look(
                snapshots.published(name, subdir, file.name()),
                context.store().published(subdir, file.name()),
                file.sha256());
    }

    /** The shards alone, of a shard index that could not be read before. */
    List<DamagedFile> shards() throws IOException, InterruptedException {
        lookAtShards();
        return damaged;
    }

    private void lookAtShards() throws IOException, InterruptedException {
        StoragePath index = snapshots.published(name, subdir, ShardFolder.INDEX);
        ShardFolder own = new ShardFolder(context.storage(), context.store(), subdir);
        try (FrameReader named = UpstreamShards.read(
                        context.storage().open(index, ByteRange.ALL),
                        Files.createTempDirectory(context.scratch(), "names"))
                .open()) {
            while (named.next()) {
                context.checkCancelled();
                String sha256 = HexFormat.of().formatHex(UpstreamShards.sha256(named));
                look(snapshots.shard(name, subdir, ShardFolder.fileName(sha256)), own.shard(sha256), sha256);
            }
        } catch (NoSuchFileException e) {
            damaged.add(DamagedFile.alone(index, GONE));
        } catch (DoubtfulShardsException e) {
            damaged.add(DamagedFile.alone(index, "it cannot be read: " + e.getMessage()));
        }
    }

    private boolean look(StoragePath path, StoragePath twin, String expected) throws IOException {
        Optional<String> found = sha256(context.storage(), path);
        if (found.equals(Optional.of(expected))) {
            return true;
        }
        String reason = found.map(other -> "expected sha256:" + expected + ", got sha256:" + other)
                .orElse(GONE);
        damaged.add(new DamagedFile(path, Optional.of(twin), expected, reason));
        return false;
    }

    /** Of what is stored, if anything is. */
    static Optional<String> sha256(ChannelStorage storage, StoragePath path) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(storage.open(path, ByteRange.ALL), DigestAlgorithm.SHA256.newDigest())) {
            in.transferTo(OutputStream.nullOutputStream());
            byte[] digest = in.getMessageDigest().digest();
            return Optional.of(Digest.of(DigestAlgorithm.SHA256, digest).hex());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
