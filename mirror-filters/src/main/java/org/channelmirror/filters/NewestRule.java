package org.channelmirror.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.Version;
import org.channelmirror.spi.PackageTable;
import org.channelmirror.spi.Selection;
import org.channelmirror.spi.SelectionRule;
import org.jspecify.annotations.Nullable;

/** Keeps the highest versions of each name in each subdir, and of each the highest build numbers. Immutable and thread-safe. */
final class NewestRule implements SelectionRule {

    /** As many as there are. */
    static final int ALL = Integer.MAX_VALUE;

    private static final Comparator<Build> NEWEST_FIRST = Comparator.comparing(Build::subdir)
            .thenComparing(NewestRule::compareVersions)
            .thenComparing(Comparator.comparingLong(Build::number).reversed())
            .thenComparing(Build::record);

    private final int versions;
    private final int builds;
    private final String olderVersion;
    private final String olderBuild;

    NewestRule(String key, int versions, int builds) {
        this.versions = versions;
        this.builds = builds;
        this.olderVersion = key + ": older than the newest " + (versions == 1 ? "version" : versions + " versions");
        this.olderBuild =
                key + ": a lower build number than the highest" + (builds == 1 ? "" : " " + builds) + " of its version";
    }

    /** A selected package of the name at hand. */
    private record Build(
            int record, Subdir subdir, @Nullable Version version, long number) {}

    @Override
    public void apply(Selection selection) {
        PackageTable packages = selection.packages();
        List<Build> all = new ArrayList<>();
        for (int name = 0; name < packages.names(); name++) {
            all.clear();
            packages.records(name, record -> {
                if (selection.isSelected(record)) {
                    all.add(new Build(
                            record, packages.subdir(record), packages.version(record), packages.buildNumber(record)));
                }
            });
            if (all.size() > Math.min(versions, builds)) {
                all.sort(NEWEST_FIRST);
                narrow(all, selection);
            }
        }
    }

    private void narrow(List<Build> newestFirst, Selection selection) {
        int version = 0;
        int build = 0;
        Build last = null;
        for (Build each : newestFirst) {
            if (last == null || !last.subdir().equals(each.subdir())) {
                version = 1;
                build = 1;
            } else if (compareVersions(last, each) != 0) {
                version++;
                build = 1;
            } else if (last.number() != each.number()) {
                build++;
            }
            if (version > versions) {
                selection.drop(each.record(), olderVersion);
            } else if (build > builds) {
                selection.drop(each.record(), olderBuild);
            }
            last = each;
        }
    }

    /** The higher version first; what is no version is older than all that are. */
    private static int compareVersions(Build a, Build b) {
        Version first = a.version();
        Version second = b.version();
        if (first == null || second == null) {
            return Boolean.compare(first == null, second == null);
        }
        return second.compareTo(first);
    }
}
