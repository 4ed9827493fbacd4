package org.channelmirror.testkit.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of one server and how often each has still to happen. Thread-safe. */
final class FaultPlan {

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(Fault fault) {
        entries.add(new Entry(fault));
    }

    synchronized void clear() {
        entries.clear();
    }

    /** The first fault that concerns the request and is not used up; this uses it once. */
    synchronized Optional<FaultAction> next(RequestHead head) {
        for (Entry entry : entries) {
            if (entry.left > 0 && entry.fault.concerns(head)) {
                if (entry.left != Integer.MAX_VALUE) {
                    entry.left--;
                }
                return Optional.of(entry.fault.action());
            }
        }
        return Optional.empty();
    }

    private static final class Entry {
        private final Fault fault;
        private int left;

        private Entry(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }
}
