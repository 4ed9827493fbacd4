package org.channelmirror.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.testkit.upstream.FakeUpstream;

/**
 * Measures the merge of several overlapping channels into one account, as whole processes: a dry run, then a sync that finds every
 * file in place, verifies it and publishes the index, then one that finds nothing new.
 *
 * <p>Each record is in all channels but one, and one in a hundred lists other bytes in each of them. The sync has to publish as many
 * packages as the channels list together (with {@code --priority strict}: as the plan says).
 */
final class MergeCommand implements Command {

    private static final double KILO = 1024;

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "channels", "priority", "via");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 300_000);
        int channels = options.positive("channels", 3);
        String priority = options.text("priority", "flexible");
        String via = options.text("via", "http");
        if (channels < 2
                || !Set.of("flexible", "strict").contains(priority)
                || !Set.of("http", "file").contains(via)) {
            throw new UsageException(
                    "--channels is 2 or more, --priority is flexible or strict, --via is http or file");
        }
        System.out.println(Machine.describe());
        WorkFolder work = WorkFolder.open();
        Path generated = GeneratedIndex.overlapping(work, records, channels);
        MirrorFolder mirror = new MirrorFolder(work.empty("merge"));
        mirror.linkFiles(generated.resolve("files"));
        System.out.printf(
                Locale.ROOT,
                "%d channels of %,d records each, %,d together, channel_priority %s%n",
                channels,
                records,
                GeneratedIndex.universe(records, channels),
                priority);
        try (FakeUpstream upstream = FakeUpstream.serving(generated).start()) {
            List<URI> urls = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                urls.add(
                        via.equals("http")
                                ? upstream.uri("/" + i + "/")
                                : generated.resolve(i + "/").toUri());
            }
            String lines = "channel_priority: " + priority + "\n";
            measure("dry run", mirror, mirror.sync(urls, lines, List.of("--dry-run")));
            measure("publish", mirror, mirror.sync(urls, lines, List.of()));
            int published = GeneratedIndex.universe(records, channels);
            String report = Files.readString(mirror.log());
            if (priority.equals("flexible") && !report.contains("\"published\":" + published + ",")) {
                throw new IllegalStateException("not what was to be measured: " + report);
            }
            measure("no-op", mirror, mirror.sync(urls, lines, List.of()));
        }
    }

    private static void measure(String name, MirrorFolder mirror, ChildProcess process)
            throws IOException, InterruptedException {
        ChildProcess.Result result = process.run();
        System.out.printf(
                Locale.ROOT,
                "%-8s %.3f s, peak resident %.1f MiB%n  %s%n",
                name,
                result.seconds(),
                result.peakKilobytes() / KILO,
                Files.readString(mirror.log()).strip());
    }
}
