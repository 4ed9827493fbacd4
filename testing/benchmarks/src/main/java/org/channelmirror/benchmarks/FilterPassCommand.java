package org.channelmirror.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.api.PackageSelection;

/** Measures the index pass with filters against the same without; both alternate in one JVM. */
final class FilterPassCommand implements Command {

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "pairs", "config", "check");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 1_000_000);
        int pairs = options.positive("pairs", 5);
        EngineIndexPass.Check check = check(options.text("check", "none"));
        WorkFolder work = WorkFolder.open();
        Path repodata = GeneratedIndex.repodata(work, records);
        String config = options.text("config", "");
        FilterConfiguration configuration = new FilterConfiguration();
        PackageSelection packages =
                config.isEmpty() ? configuration.ofNamesOf(repodata) : configuration.of(Path.of(config));
        System.out.printf(Locale.ROOT, "%s%n%,d records, %d pairs%n", Machine.describe(), records, pairs);
        IndexPass whole = EngineIndexPass.json()::run;
        IndexPass filtered = EngineIndexPass.selecting(packages, check)::run;
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i <= pairs; i++) {
            double without = seconds(whole, repodata, work);
            double with = seconds(filtered, repodata, work);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s without filters %.3f s, with filters %.3f s, ratio %.3f%n",
                    i == 0 ? "warm-up" : "pair " + i,
                    without,
                    with,
                    with / without);
            if (i > 0) {
                ratios.add(with / without);
            }
        }
        System.out.println("with / without filters: " + new Samples(ratios));
    }

    private static EngineIndexPass.Check check(String name) throws UsageException {
        return switch (name) {
            case "none" -> EngineIndexPass.Check.NONE;
            case "dependencies" -> EngineIndexPass.Check.DEPENDENCIES;
            default -> throw new UsageException("--check is none or dependencies, not " + name);
        };
    }

    private static double seconds(IndexPass pass, Path repodata, WorkFolder work) throws Exception {
        Path target = work.empty("filter-pass");
        double seconds = Stopwatch.seconds(() -> pass.run(repodata, target));
        WorkFolder.delete(target);
        return seconds;
    }
}
