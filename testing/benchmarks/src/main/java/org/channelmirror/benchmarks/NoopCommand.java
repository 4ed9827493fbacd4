package org.channelmirror.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.testkit.upstream.FakeUpstream;

/**
 * Measures a sync that finds nothing new, as a whole process: {@code bin/channel-mirror} from its start to its end. The
 * channel has a real file of some bytes for each record, and a first sync, measured too, fetches them all: the state is the
 * one that a mirror of that many records has. The property {@code benchmarks.launcher} names the launcher.
 */
final class NoopCommand implements Command {

    private static final double KILO = 1024;

    @Override
    public Set<String> optionNames() {
        return Set.of("records", "runs", "via");
    }

    @Override
    public void run(Options options) throws Exception {
        int records = options.positive("records", 300_000);
        int runs = options.positive("runs", 7);
        String via = options.text("via", "http");
        WorkFolder work = WorkFolder.open();
        Path channel = GeneratedIndex.channel(work, records);
        switch (via) {
            case "file" -> measure(work, channel.toUri(), runs);
            case "http" -> {
                try (FakeUpstream upstream = FakeUpstream.serving(channel).start()) {
                    measure(work, upstream.uri(), runs);
                }
            }
            default -> throw new UsageException("--via is file or http, not " + via);
        }
    }

    private static void measure(WorkFolder work, URI channel, int runs) throws Exception {
        Path folder = work.empty("noop");
        Path log = folder.resolve("log");
        ChildProcess sync = new ChildProcess(command(folder, channel), log);
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
        System.out.println("the last run's report: " + Files.readString(log).strip());
    }

    private static List<String> command(Path folder, URI channel) throws IOException {
        Path launcher = Path.of(System.getProperty("benchmarks.launcher", "bin/channel-mirror"));
        Path config = folder.resolve("config.yaml");
        String yaml = "channels: [\"" + channel + "\"]\nplatforms: [" + GeneratedIndex.SUBDIR + "]\n";
        Files.writeString(config, yaml, StandardCharsets.UTF_8);
        return List.of(
                launcher.toString(),
                "--root",
                folder.resolve("root").toString(),
                "--config-file",
                config.toString(),
                "--json",
                "sync");
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
