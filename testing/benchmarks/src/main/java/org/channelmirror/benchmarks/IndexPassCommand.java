package org.channelmirror.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Measures the index pass against a bare token scan; both alternate in one JVM. */
final class IndexPassCommand implements Command {

    private static final int WARM_UPS = 2;
    private static final double MEGA = 1e6;

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "pairs", "ours");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 300_000);
        int pairs = options.positive("pairs", 7);
        Optional<IndexPass> ours = OurIndexPass.named(options.text("ours", "json"));
        WorkFolder work = WorkFolder.open();
        Path repodata = GeneratedIndex.repodata(work, records);
        double megabytes = Files.size(repodata) / MEGA;
        System.out.printf(
                Locale.ROOT,
                "%s%n%,d records, %.1f MB, %d warm-ups, %d pairs%n",
                Machine.describe(),
                records,
                megabytes,
                WARM_UPS,
                pairs);
        List<Double> baselineSeconds = new ArrayList<>();
        List<Double> ourSeconds = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = -WARM_UPS; i < pairs; i++) {
            double baseline = seconds(new TokenScan(), repodata, work);
            double our = ours.isPresent() ? seconds(ours.get(), repodata, work) : Double.NaN;
            System.out.println(line(i, baseline, our, megabytes));
            if (i >= 0) {
                baselineSeconds.add(baseline);
                ourSeconds.add(our);
                ratios.add(our / baseline);
            }
        }
        System.out.println("baseline seconds: " + new Samples(baselineSeconds));
        if (ours.isPresent()) {
            System.out.println("ours seconds:     " + new Samples(ourSeconds));
            System.out.println("ours / baseline:  " + new Samples(ratios));
        }
    }

    private static double seconds(IndexPass pass, Path repodata, WorkFolder work) throws Exception {
        Path target = work.empty("index-pass");
        double seconds = Stopwatch.seconds(() -> pass.run(repodata, target));
        WorkFolder.delete(target);
        return seconds;
    }

    private static String line(int index, double baseline, double our, double megabytes) {
        String name = index < 0 ? "warm-up" : "pair " + (index + 1);
        String line =
                String.format(Locale.ROOT, "%-8s baseline %.3f s (%.0f MB/s)", name, baseline, megabytes / baseline);
        return Double.isNaN(our)
                ? line
                : line
                        + String.format(
                                Locale.ROOT,
                                ", ours %.3f s (%.0f MB/s), ratio %.3f",
                                our,
                                megabytes / our,
                                our / baseline);
    }
}
