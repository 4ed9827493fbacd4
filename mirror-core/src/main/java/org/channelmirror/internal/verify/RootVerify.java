package org.channelmirror.internal.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.api.VerifyReport.OutsideCounts;
import org.channelmirror.internal.side.RootFiles;
import org.channelmirror.internal.verify.IndexCheck.DamagedIndex;
import org.channelmirror.internal.verify.LabelCheck.DamagedLabel;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Verifies and mends what is an account's and in none of its subdirs: the files at the channel's root, which only upstream can give
 * again, and labels.
 */
final class RootVerify {

    private final VerifyContext context;
    private final FindingFile findings;
    private final LabelCheck labels;
    private final List<DamagedIndex> files = new ArrayList<>();
    private final List<DamagedLabel> damagedLabels = new ArrayList<>();

    RootVerify(VerifyContext context, FindingFile findings) {
        this.context = context;
        this.findings = findings;
        this.labels = new LabelCheck(context.storage(), context.store());
    }

    void look() throws IOException {
        check().look(files);
        damagedLabels.addAll(labels.look());
    }

    /** The same with the account's lock. */
    void lookAlone() throws IOException {
        check().lookAlone(files);
        damagedLabels.addAll(labels.look());
    }

    private SideCheck check() {
        return new SideCheck(context.storage(), context.store(), Optional.empty());
    }

    /** Has damaged files made anew by the next sync; answers whether it has to. */
    boolean prepare(RootFiles rootFiles) throws IOException {
        for (DamagedIndex file : files) {
            rootFiles.doubt(file.fileName());
        }
        return !files.isEmpty();
    }

    /** Tells what was found, where nobody asked for more. */
    OutsideCounts untouched() throws IOException {
        for (DamagedIndex file : files) {
            tell(file, Repair.NOT_TRIED);
        }
        for (DamagedLabel label : damagedLabels) {
            tell(label, Repair.NOT_TRIED);
        }
        return new OutsideCounts(files.size(), damagedLabels.size(), 0, 0);
    }

    /** Mends labels, and tells what became of everything. */
    OutsideCounts mended(RootFiles rootFiles) throws IOException {
        List<DamagedIndex> now = new ArrayList<>();
        check().lookAlone(now);
        List<String> still = now.stream().map(DamagedIndex::fileName).toList();
        long repaired = 0;
        long takenOut = 0;
        for (DamagedIndex file : files) {
            boolean isGone = rootFiles.known(file.fileName()).isEmpty();
            Repair repair =
                    isGone ? Repair.TAKEN_OUT : still.contains(file.fileName()) ? Repair.FAILED : Repair.REPAIRED;
            repaired += repair == Repair.REPAIRED ? 1 : 0;
            takenOut += repair == Repair.TAKEN_OUT ? 1 : 0;
            tell(file, repair);
        }
        for (DamagedLabel label : damagedLabels) {
            Repair repair = labels.mend(label, context.events());
            repaired += repair == Repair.REPAIRED ? 1 : 0;
            tell(label, repair);
        }
        return new OutsideCounts(files.size(), damagedLabels.size(), repaired, takenOut);
    }

    private void tell(DamagedIndex file, Repair repair) throws IOException {
        StoragePath path = context.store().published().resolve(file.fileName());
        Optional<StoredObject> stored = context.storage().stat(path);
        OptionalLong size = stored.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(stored.get().size());
        findings.add(new VerifyFinding(Optional.empty(), path, Kind.DAMAGED_ROOT_FILE, file.reason(), size, repair));
    }

    private void tell(DamagedLabel label, Repair repair) throws IOException {
        findings.add(new VerifyFinding(
                Optional.empty(), label.path(), Kind.DAMAGED_LABEL, label.reason(), OptionalLong.empty(), repair));
    }
}
