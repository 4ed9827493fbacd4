package org.channelmirror.benchmarks;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.testkit.upstream.FakeUpstream;

/**
 * Measures a sync from an upstream of which a few packages changed, as a whole process that publishes every default form of the
 * index, beside a process that does no more than to decompress, scan and compress the same index; or, with {@code --lines
 * 'index_formats: [json, bz2]' --beside bz2}, beside one that does no more than to compress it with bzip2.
 */
final class ChangedCommand implements Command {

    private static final double KILO = 1024;
    private static final int ZSTD_LEVEL = 3;

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "changes", "runs", "lines", "beside");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 520_000);
        int changes = options.positive("changes", 30);
        int runs = options.positive("runs", 5);
        String lines = options.text("lines", "");
        boolean isBesideBzip2 = options.text("beside", "zst").equals("bz2");
        System.out.println(Machine.describe());
        WorkFolder work = WorkFolder.open();
        Path channel = GeneratedIndex.channel(work, records);
        Path index = Path.of(GeneratedIndex.SUBDIR.name(), "repodata.json");
        Path changing = work.empty("changed-channel");
        Files.createDirectories(changing.resolve(index).getParent());
        Files.copy(channel.resolve(index), changing.resolve(index));
        compress(changing.resolve(index));
        MirrorFolder mirror = new MirrorFolder(work.empty("changed-mirror"));
        mirror.link(channel);
        try (FakeUpstream upstream = FakeUpstream.serving(changing).start()) {
            List<Double> seconds = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            List<Double> megabytes = new ArrayList<>();
            ChildProcess sync = mirror.sync(List.of(upstream.uri()), lines, List.of());
            System.out.println(line("first", sync.run()));
            for (int i = 1; i <= runs; i++) {
                ShardedCommand.change(channel.resolve(index), changing.resolve(index), changes, "changed " + i + " ");
                Path compressed = compress(changing.resolve(index));
                double baseline = isBesideBzip2
                        ? recode(changing.resolve(index), work, "bz2").run().seconds()
                        : recode(compressed, work, "zst").run().seconds();
                ChildProcess.Result result = sync.run();
                System.out.println(line("run " + i, result)
                        + String.format(
                                Locale.ROOT, ", baseline %.3f s, ratio %.2f", baseline, result.seconds() / baseline));
                seconds.add(result.seconds());
                ratios.add(result.seconds() / baseline);
                megabytes.add(result.peakKilobytes() / KILO);
            }
            System.out.println("seconds:      " + new Samples(seconds));
            System.out.println("ratio:        " + new Samples(ratios));
            System.out.println("resident MiB: " + new Samples(megabytes));
        }
    }

    private static Path compress(Path index) throws IOException {
        Path compressed = index.resolveSibling(index.getFileName() + ".zst");
        Path unfinished = index.resolveSibling("unfinished");
        try (OutputStream out = new ZstdOutputStreamNoFinalizer(Files.newOutputStream(unfinished), ZSTD_LEVEL)) {
            Files.copy(index, out);
        }
        Files.move(unfinished, compressed, StandardCopyOption.REPLACE_EXISTING);
        return compressed;
    }

    private static ChildProcess recode(Path from, WorkFolder work, String to) throws IOException {
        Path folder = work.empty("changed-recoded");
        return new ChildProcess(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmarks.class.getName(),
                        "recode",
                        "--from",
                        from.toString(),
                        "--to",
                        folder.resolve("repodata.json." + to).toString()),
                folder.resolve("log"));
    }

    private static String line(String name, ChildProcess.Result result) {
        return String.format(
                Locale.ROOT,
                "%-8s %.3f s, peak resident %.1f MiB",
                name,
                result.seconds(),
                result.peakKilobytes() / KILO);
    }
}
