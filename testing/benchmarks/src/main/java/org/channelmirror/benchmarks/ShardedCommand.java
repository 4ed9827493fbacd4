package org.channelmirror.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.ReceivedRequest;

/**
 * Measures a sync from a sharded upstream of which a few packages changed, as a whole process. The upstream is a mirror, too, which is
 * brought up to date before; both have every file in place. Each run changes one field of so many records, spread over the index.
 */
final class ShardedCommand implements Command {

    private static final double KILO = 1024;
    private static final byte[] FIELD = "\"license\":\"".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "changes", "runs");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 520_000);
        int changes = options.positive("changes", 30);
        int runs = options.positive("runs", 5);
        System.out.println(Machine.describe());
        WorkFolder work = WorkFolder.open();
        Path channel = GeneratedIndex.channel(work, records);
        Path index = Path.of(GeneratedIndex.SUBDIR.name(), "repodata.json");
        Path changing = work.empty("sharded-channel");
        Files.createDirectories(changing.resolve(index).getParent());
        Files.copy(channel.resolve(index), changing.resolve(index));
        MirrorFolder parent = new MirrorFolder(work.empty("sharded-parent"));
        MirrorFolder child = new MirrorFolder(work.empty("sharded-child"));
        parent.link(channel);
        child.link(channel);
        try (FakeUpstream upstream = FakeUpstream.serving(changing).start();
                FakeUpstream shards = FakeUpstream.serving(parent.channel()).start()) {
            parent.sync(upstream.uri()).run();
            System.out.println(line("first", child.sync(shards.uri()).run()));
            List<Double> seconds = new ArrayList<>();
            List<Double> megabytes = new ArrayList<>();
            for (int i = 1; i <= runs; i++) {
                change(channel.resolve(index), changing.resolve(index), changes, "changed " + i + " ");
                parent.sync(upstream.uri()).run();
                shards.clear();
                ChildProcess.Result result = child.sync(shards.uri()).run();
                System.out.println(line("run " + i, result) + ", " + requests(shards));
                seconds.add(result.seconds());
                megabytes.add(result.peakKilobytes() / KILO);
            }
            System.out.println("seconds:      " + new Samples(seconds));
            System.out.println("resident MiB: " + new Samples(megabytes));
            System.out.println(
                    "the last run's report: " + Files.readString(child.log()).strip());
        }
    }

    /** Copies an index with something before the text of some licences. */
    static void change(Path from, Path to, int changes, String mark) throws IOException {
        long step = Files.size(from) / changes;
        long due = 0;
        long position = 0;
        int matched = 0;
        Path unfinished = to.resolveSibling("unfinished");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from), 1 << 17);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 17)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                out.write(b);
                position++;
                matched = b == FIELD[matched] ? matched + 1 : b == FIELD[0] ? 1 : 0;
                if (matched == FIELD.length) {
                    matched = 0;
                    if (position >= due) {
                        out.write(mark.getBytes(StandardCharsets.US_ASCII));
                        due += step;
                    }
                }
            }
        }
        Files.move(unfinished, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String requests(FakeUpstream upstream) {
        List<String> paths = upstream.requests().stream()
                .filter(request -> request.status() == 200)
                .map(ReceivedRequest::rawPath)
                .toList();
        long ofShards = paths.stream().filter(path -> path.contains("/shards/")).count();
        long whole =
                paths.stream().filter(path -> path.contains("repodata.json")).count();
        return ofShards + " shards and " + whole + " whole indexes fetched";
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
