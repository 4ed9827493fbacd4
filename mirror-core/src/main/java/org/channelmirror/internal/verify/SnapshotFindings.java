package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.api.VerifyReport.SnapshotCounts;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Tells what is damaged of a snapshot, and mends what the account has with the same bytes: a snapshot has no other source. */
final class SnapshotFindings {

    private final VerifyContext context;
    private final FindingFile findings;
    private final SnapshotStore snapshots;
    private long missing;
    private long corrupt;
    private long indexes;
    private long repaired;

    SnapshotFindings(VerifyContext context, FindingFile findings) {
        this.context = context;
        this.findings = findings;
        this.snapshots = new SnapshotStore(context.storage(), context.store().accountName());
    }

    /** Puts a file of the account at a place in the snapshot, if that can be done. */
    private interface Mending {
        Repair ofIndex(SnapshotIndexCheck.DamagedFile file) throws IOException;

        Repair ofPackage(SnapshotVerify.FoundSubdir found, Damage damage, Holding entry) throws IOException;
    }

    SnapshotCounts untouched(SnapshotVerify.Found found) throws IOException, InterruptedException {
        return tell(found, new Untouched());
    }

    /** To be called with the account's lock, and after its own repair. */
    SnapshotCounts mended(SnapshotVerify.Found found) throws IOException, InterruptedException {
        return tell(found, new FromAccount());
    }

    private SnapshotCounts tell(SnapshotVerify.Found found, Mending mending) throws IOException, InterruptedException {
        tellIndexes(Optional.empty(), found.records(), mending);
        long listed = 0;
        long bytes = 0;
        for (SnapshotVerify.FoundSubdir subdir : found.subdirs()) {
            listed += subdir.listed();
            bytes += subdir.bytes();
            if (tellIndexes(Optional.of(subdir.subdir()), subdir.indexes(), mending)) {
                // What shards it is to have is known only now.
                SnapshotIndexCheck check = new SnapshotIndexCheck(context, snapshots, found.name(), subdir.subdir());
                tellIndexes(Optional.of(subdir.subdir()), check.shards(), mending);
            }
            if (!subdir.isIntact()) {
                tellPackages(subdir, mending);
            }
        }
        return new SnapshotCounts(found.name(), listed, bytes, missing, corrupt, indexes, repaired);
    }

    /** Answers whether the index of the shards was among them, and is as it should be again. */
    private boolean tellIndexes(Optional<Subdir> subdir, List<SnapshotIndexCheck.DamagedFile> files, Mending mending)
            throws IOException {
        boolean areShardsKnown = false;
        for (SnapshotIndexCheck.DamagedFile file : files) {
            indexes++;
            Optional<StoredObject> stored = context.storage().stat(file.path());
            OptionalLong size = stored.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(stored.get().size());
            Repair repair = count(mending.ofIndex(file));
            areShardsKnown |=
                    repair == Repair.REPAIRED && file.path().fileName().equals(ShardFolder.INDEX);
            findings.add(new VerifyFinding(subdir, file.path(), Kind.DAMAGED_INDEX, file.reason(), size, repair));
        }
        return areShardsKnown;
    }

    private void tellPackages(SnapshotVerify.FoundSubdir found, Mending mending) throws IOException {
        VerifiedFiles files = found.files();
        try (FrameMerge merge = new FrameMerge(List.of(files.openDamaged(), files.openCatalog()))) {
            while (merge.next()) {
                var inDamaged = merge.at(0);
                var inCatalog = merge.at(1);
                if (inDamaged == null || inCatalog == null) {
                    continue;
                }
                Damage damage = Damage.read(inDamaged);
                missing += damage.kind() == Kind.MISSING ? 1 : 0;
                corrupt += damage.kind() == Kind.CORRUPT ? 1 : 0;
                Repair repair = count(mending.ofPackage(found, damage, new Holding().read(inCatalog)));
                findings.add(damage.finding(files.shelf(), found.subdir(), repair));
            }
        }
    }

    private Repair count(Repair repair) {
        repaired += repair == Repair.REPAIRED ? 1 : 0;
        return repair;
    }

    /** Nobody asked for more than to be told. */
    private static final class Untouched implements Mending {

        @Override
        public Repair ofIndex(SnapshotIndexCheck.DamagedFile file) {
            return Repair.NOT_TRIED;
        }

        @Override
        public Repair ofPackage(SnapshotVerify.FoundSubdir found, Damage damage, Holding entry) {
            return Repair.NOT_TRIED;
        }
    }

    private final class FromAccount implements Mending {

        @Override
        public Repair ofIndex(SnapshotIndexCheck.DamagedFile file) throws IOException {
            if (file.twin().isEmpty()) {
                return Repair.FAILED;
            }
            StoragePath twin = file.twin().get();
            boolean isSame = SnapshotIndexCheck.sha256(context.storage(), twin).equals(Optional.of(file.sha256()));
            return isSame ? share(twin, file.path()) : Repair.FAILED;
        }

        @Override
        public Repair ofPackage(SnapshotVerify.FoundSubdir found, Damage damage, Holding entry) throws IOException {
            Shelf account = context.shelf(found.subdir());
            boolean isSame = entry.is(Holding.HAS_SHA256)
                    && new FileCheck(context.storage(), account).check(entry).isEmpty();
            if (!isSame) {
                return Repair.FAILED;
            }
            String name = entry.name().value();
            StoragePath bad = found.files().shelf().file(name);
            if (damage.kind() == Kind.CORRUPT) {
                keep(bad, context.store().quarantine(found.subdir(), name));
            }
            return share(account.file(name), bad);
        }

        /** The account's bad bytes are most often the same ones, and are kept already. */
        private void keep(StoragePath bad, StoragePath quarantine) throws IOException {
            if (context.storage().stat(quarantine).isEmpty()) {
                context.storage().share(bad, quarantine);
            }
        }

        private Repair share(StoragePath good, StoragePath target) throws IOException {
            try {
                context.storage().share(good, target);
                return Repair.REPAIRED;
            } catch (NoSuchFileException e) {
                return Repair.FAILED;
            }
        }
    }
}
