package org.channelmirror.testkit.filters;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.spi.Selection;

/** A selection of {@link ListedPackages}: all are selected, but those that a test leaves out. Not thread-safe. */
public final class ListedSelection implements Selection {

    private final ListedPackages packages;
    private final BitSet selected = new BitSet();
    private final BitSet restorable = new BitSet();
    private final Map<String, String> reasons = new TreeMap<>();

    /**
     * Selects everything.
     *
     * @param packages the packages
     */
    public ListedSelection(ListedPackages packages) {
        this.packages = packages;
        selected.set(0, packages.size());
    }

    /**
     * Leaves packages out as a closed list does: a rule may bring them back.
     *
     * @param paths their paths
     * @return this selection
     */
    public ListedSelection without(String... paths) {
        for (String path : paths) {
            selected.clear(packages.record(path));
            restorable.set(packages.record(path));
        }
        return this;
    }

    /**
     * Leaves packages out as limits and removals do: no rule may bring them back.
     *
     * @param paths their paths
     * @return this selection
     */
    public ListedSelection ruledOut(String... paths) {
        for (String path : paths) {
            selected.clear(packages.record(path));
            restorable.clear(packages.record(path));
        }
        return this;
    }

    /**
     * What is selected.
     *
     * @return the paths, sorted
     */
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        selected.stream().mapToObj(packages::path).forEach(paths::add);
        return paths;
    }

    /**
     * Why packages are out or back in again.
     *
     * @return the reason that was given last for each path that one was given for
     */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }

    @Override
    public ListedPackages packages() {
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
        }
    }

    private void decide(int record, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason is blank");
        }
        selected.flip(record);
        restorable.flip(record);
        reasons.put(packages.path(record), reason);
    }
}
