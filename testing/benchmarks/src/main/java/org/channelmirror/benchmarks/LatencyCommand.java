package org.channelmirror.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.SubdirBuilder;
import org.channelmirror.testkit.upstream.FakeUpstream;

/** Measures a first sync of many small packages from a server that takes its time. */
final class LatencyCommand implements Command {

    private static final int WARM_UPS = 2;

    @Override
    public Set<String> optionNames() {
        return Set.of("packages", "bytes", "millis", "parallel", "runs");
    }

    @Override
    public void run(Options options) throws Exception {
        int packages = options.positive("packages", 200);
        int bytes = options.positive("bytes", 50_000);
        int millis = options.positive("millis", 50);
        int parallel = options.positive("parallel", 8);
        int runs = options.positive("runs", 7);
        WorkFolder work = WorkFolder.open();
        Path channel = channel(work, packages, bytes);
        System.out.printf(
                Locale.ROOT,
                "%s%n%d packages of %,d bytes, %d ms a request, %d at once: no less than %.3f s for the packages%n",
                Machine.describe(),
                packages,
                bytes,
                millis,
                parallel,
                Math.ceil((double) packages / parallel) * millis / 1000);
        List<Double> seconds = new ArrayList<>();
        try (FakeUpstream upstream =
                FakeUpstream.serving(channel).latency(Duration.ofMillis(millis)).start()) {
            for (int i = -WARM_UPS; i < runs; i++) {
                upstream.clear();
                double once = sync(work.empty("latency"), upstream.uri(), parallel, packages);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %.3f s, %d requests, %d at once%n",
                        i < 0 ? "warm-up" : "run " + (i + 1),
                        once,
                        upstream.requests().size(),
                        upstream.maxInFlight());
                if (i >= 0) {
                    seconds.add(once);
                }
            }
        }
        System.out.println("seconds: " + new Samples(seconds));
    }

    private static Path channel(WorkFolder work, int packages, int bytes) throws IOException {
        return work.kept("latency-" + packages + "x" + bytes, folder -> {
            SubdirBuilder subdir = ChannelBuilder.at(folder).subdir("linux-64");
            for (int i = 0; i < packages; i++) {
                subdir.pkg("package-" + i, "1.0", "0").payloadSize(bytes);
            }
            subdir.subdir("noarch").write();
        });
    }

    /** The client is made within the measured time, so that its connections are new. */
    private static double sync(Path root, URI upstream, int parallel, int packages) throws Exception {
        try (ChannelStorage storage = new FileSystemStorage(root)) {
            SyncRequest request = SyncRequest.builder(new Channel(upstream), storage)
                    .subdirs(SubdirSelection.some(List.of(GeneratedIndex.SUBDIR)))
                    .build();
            return Stopwatch.seconds(() -> {
                try (MirrorClient client =
                        MirrorClient.builder().maxParallel(parallel).build()) {
                    check(client.sync(request), packages);
                }
            });
        }
    }

    private static void check(MirrorReport report, int packages) {
        if (!report.isComplete() || report.downloaded() != packages) {
            throw new IllegalStateException("not what was to be measured: " + report);
        }
    }
}
