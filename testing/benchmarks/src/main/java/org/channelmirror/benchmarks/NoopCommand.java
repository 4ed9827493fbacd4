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
 * Measures a sync that finds nothing new, as a whole process: {@code bin/channel-mirror} from its start to its end. The
 * property {@code benchmarks.launcher} names the launcher.
 *
 * <p>The channel has a real file of some bytes for each record, and a first sync, shown too, makes the mirror: the state is
 * the one that any mirror of that many records has. With {@code --prepare link} the files are in place before it, so that it
 * verifies instead of fetching each; with {@code --prepare sync} it fetches them all.
 */
final class NoopCommand implements Command {

    private static final double KILO = 1024;

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "runs", "via", "prepare");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 300_000);
        int runs = options.positive("runs", 7);
        String via = options.text("via", "http");
        String prepare = options.text("prepare", "link");
        if (!Set.of("http", "file").contains(via) || !Set.of("link", "sync").contains(prepare)) {
            throw new UsageException("--via is http or file, and --prepare is link or sync");
        }
        System.out.println(Machine.describe());
        WorkFolder work = WorkFolder.open();
        Path channel = GeneratedIndex.channel(work, records);
        MirrorFolder mirror = new MirrorFolder(work.empty("noop"));
        if (prepare.equals("link")) {
            mirror.link(channel);
        }
        if (via.equals("file")) {
            measure(mirror, channel.toUri(), runs);
            return;
        }
        try (FakeUpstream upstream = FakeUpstream.serving(channel).start()) {
            measure(mirror, upstream.uri(), runs);
        }
    }

    private static void measure(MirrorFolder mirror, URI channel, int runs) throws IOException, InterruptedException {
        ChildProcess sync = mirror.sync(channel);
        System.out.println(line("first", sync.run()));
        List<Double> seconds = new ArrayList<>();
        List<Double> megabytes = new ArrayList<>();
        for (int i = 1; i <= runs; i++) {
            ChildProcess.Result result = sync.run();
            System.out.println(line("no-op " + i, result));
            seconds.add(result.seconds());
            megabytes.add(result.peakKilobytes() / KILO);
        }
        System.out.println("seconds:      " + new Samples(seconds));
        System.out.println("resident MiB: " + new Samples(megabytes));
        System.out.println(
                "the last run's report: " + Files.readString(mirror.log()).strip());
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
