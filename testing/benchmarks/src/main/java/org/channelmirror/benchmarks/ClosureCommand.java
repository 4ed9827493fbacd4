package org.channelmirror.benchmarks;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.filters.DependenciesProvider;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;
import org.channelmirror.spi.RuleStage;

/** Measures what it takes to find everything that a few names need. */
final class ClosureCommand implements Command {

    private static final double MEBI = 1 << 20;

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "specs", "runs");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 500_000);
        int specs = options.positive("specs", 200);
        int runs = options.positive("runs", 3);
        WorkFolder work = WorkFolder.open();
        Path repodata = GeneratedIndex.repodata(work, records);
        EngineClosure closure = new EngineClosure(selection(IndexNames.some(repodata, specs)));
        System.out.printf(Locale.ROOT, "%s%n%,d records, %d specs%n", Machine.describe(), records, specs);
        for (int i = 1; i <= runs; i++) {
            Path target = work.empty("closure");
            EngineClosure.Result result = closure.run(repodata, target);
            WorkFolder.delete(target);
            System.out.printf(
                    Locale.ROOT,
                    "run %d: %.3f s in all; processor time: index read %.3f s, table made %.3f s, closure %.3f s, frames"
                            + " written %.3f s, check %.3f s;"
                            + " selected %,d, missing %,d; the table takes %.1f MiB, heap in use %.1f MiB%n",
                    i,
                    result.wall(),
                    result.ingest(),
                    result.table(),
                    result.rules(),
                    result.rewrite(),
                    result.check(),
                    result.selected(),
                    result.missing(),
                    result.tableBytes() / MEBI,
                    result.heapBytes() / MEBI);
        }
    }

    private static PackageSelection selection(List<String> names) throws Exception {
        FilterConfig yes =
                new FilterConfig("dependencies", new ConfigNode.Scalar("true", ConfigNode.Place.NONE), Path.of(""));
        return PackageSelection.builder()
                .add(FilterStage.CLOSED_LIST, "names", new Names(names))
                .add(RuleStage.RESTORE, "dependencies", new DependenciesProvider().create(yes))
                .build();
    }

    /** A closed list of names. */
    private static final class Names implements PackageFilter {

        private static final Decision OTHER = Decision.reject("not one of the names");

        private final Set<String> names;

        Names(List<String> names) {
            this.names = new HashSet<>(names);
        }

        @Override
        public Decision test(PackageRecord record, Instant now) {
            return names.contains(record.name()) ? Decision.accept() : OTHER;
        }
    }
}
