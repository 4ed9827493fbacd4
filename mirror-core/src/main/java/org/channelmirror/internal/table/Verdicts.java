package org.channelmirror.internal.table;

import java.util.BitSet;
import java.util.List;
import org.channelmirror.spi.Decision.Verdict;
import org.channelmirror.spi.PackageTable;
import org.channelmirror.spi.Selection;
import org.channelmirror.spi.SelectionRule;

/** What is decided on each package of a table: one by one as they come, and by rules from then on. Used by one thread. */
public final class Verdicts {

    private final BitSet selected = new BitSet();
    private final BitSet restorable = new BitSet();
    private final BitSet restored = new BitSet();
    private final IntColumn reasons = new IntColumn();
    private final Reasons texts = new Reasons();

    /** Notes what is decided on the next package. */
    public void add(Verdict verdict, int reason) {
        int record = reasons.size();
        selected.set(record, verdict == Verdict.ACCEPTED);
        restorable.set(record, verdict == Verdict.REJECTED);
        reasons.add(reason);
    }

    /** The texts that reasons are numbers of. */
    public Reasons texts() {
        return texts;
    }

    public boolean isSelected(int record) {
        return selected.get(record);
    }

    /** Those that are selected. */
    BitSet selected() {
        return (BitSet) selected.clone();
    }

    /** Whether a package is selected for its own sake: the filters do so, and no rule had to bring it back. */
    boolean isAskedFor(int record) {
        return selected.get(record) && !restored.get(record);
    }

    public boolean isRestorable(int record) {
        return restorable.get(record);
    }

    /** The number of the reason for what is decided. */
    public int reason(int record) {
        return reasons.get(record);
    }

    /** The memory that it takes. */
    public long bytes() {
        return (selected.size() + restorable.size() + restored.size()) / Byte.SIZE + reasons.bytes();
    }

    /** Lets rules decide on. */
    public void apply(List<SelectionRule> rules, PackageTable packages) {
        for (SelectionRule rule : rules) {
            rule.apply(new Decided(packages));
        }
    }

    /** What rules see of it. */
    private final class Decided implements Selection {

        private final PackageTable packages;

        Decided(PackageTable packages) {
            this.packages = packages;
        }

        @Override
        public PackageTable packages() {
            return packages;
        }

        @Override
        public boolean isSelected(int record) {
            return selected.get(record);
        }

        @Override
        public boolean isRestorable(int record) {
            return restorable.get(record);
        }

        @Override
        public void drop(int record, String reason) {
            if (selected.get(record)) {
                decide(record, reason);
            }
        }

        @Override
        public void restore(int record, String reason) {
            if (restorable.get(record)) {
                decide(record, reason);
                restored.set(record);
            }
        }

        private void decide(int record, String reason) {
            selected.flip(record);
            restorable.flip(record);
            reasons.set(record, texts.number(reason));
        }
    }
}
