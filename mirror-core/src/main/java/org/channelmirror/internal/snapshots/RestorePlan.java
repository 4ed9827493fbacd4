package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * What it takes to show a snapshot's subdir again, in scratch files of frames.
 *
 * @param missing what the snapshot lists and the account does not hold with the same content
 * @param replacing what the account lists and must not while its files change
 * @param counts how many there are of each, and of what is listed and will not be
 */
record RestorePlan(Path missing, Path replacing, Counts counts) {

    /** Numbers of files. */
    record Counts(long missing, long replacing, long unlisted) {}

    /** Compares; {@code snapshot} is empty where the snapshot does not have the subdir. */
    static RestorePlan of(
            SnapshotContext context,
            SnapshotName name,
            Subdir subdir,
            Optional<SubdirSources.Catalog> snapshot,
            SubdirSources.Catalog account)
            throws IOException, IntegrityException {
        Path scratch = context.work().scratch();
        Path missing = scratch.resolve(subdir + "-missing");
        Path replacing = scratch.resolve(subdir + "-replacing");
        long unlisted = 0;
        Holding then = new Holding();
        Holding now = new Holding();
        try (FrameMerge merge = new FrameMerge(
                        List.of(snapshot.orElse(SubdirSources.Catalog.EMPTY).open(), account.open()));
                FrameWriter missingOut = new FrameWriter(Files.newOutputStream(missing));
                FrameWriter replacingOut = new FrameWriter(Files.newOutputStream(replacing))) {
            while (merge.next()) {
                FrameReader inSnapshot = merge.at(0);
                FrameReader inAccount = merge.at(1);
                boolean isWanted = inSnapshot != null && then.read(inSnapshot).is(Holding.PUBLISHED);
                boolean isListed = inAccount != null && now.read(inAccount).is(Holding.PUBLISHED);
                boolean isSame = isWanted && inAccount != null && now.sameContent(then);
                if (isWanted && !(isSame && isInPlace(context, subdir, now))) {
                    refuseLost(
                            context,
                            context.snapshots()
                                    .published(name, subdir, then.name().value()),
                            then);
                    missingOut.write(then.payload());
                }
                if (isListed && !isWanted) {
                    unlisted++;
                }
                if (isListed && (snapshot.isEmpty() || (isWanted && !isSame))) {
                    replacingOut.write(now.payload());
                }
            }
            missingOut.finish();
            replacingOut.finish();
            return new RestorePlan(missing, replacing, new Counts(missingOut.count(), replacingOut.count(), unlisted));
        }
    }

    private static boolean isInPlace(SnapshotContext context, Subdir subdir, Holding entry) throws IOException {
        return !entry.is(Holding.UNVERIFIED)
                && context.storage()
                        .stat(context.published(subdir, entry.name().value()))
                        .filter(file -> file.token().equals(entry.token()))
                        .isPresent();
    }

    private static void refuseLost(SnapshotContext context, StoragePath path, Holding entry)
            throws IOException, IntegrityException {
        Optional<StoredObject> file = context.storage().stat(path);
        if (file.isEmpty() || (entry.is(Holding.HAS_SIZE) && file.get().size() != entry.size())) {
            String problem = file.isEmpty() ? "it is not there" : "it has another size than listed";
            throw DamagedSnapshot.at(path.value(), problem + ", so that the snapshot is not whole");
        }
    }
}
