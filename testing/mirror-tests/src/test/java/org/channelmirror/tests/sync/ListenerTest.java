package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.Transfer;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.engine.SyncOperation;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a listener hears, and in which order. */
class ListenerTest extends SyncTestBase {

    private static final PackageSelection WITHOUT_B = PackageSelection.builder()
            .add(
                    FilterStage.REMOVAL,
                    "without b",
                    (record, now) -> record.name().equals("b") ? Decision.reject("it is b") : Decision.accept())
            .build();

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch").pkg("n", "1", "0").subdir(LINUX);
        for (int i = 0; i < 10; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0").payloadSize(20_000);
        }
        channel.subdir(LINUX).pkg("b", "1", "0").pkg("gone", "1", "0").damaged(Damage.ABSENT);
        channel.write();
    }

    @Test
    void everyTransferIsToldFromBeginningToEnd() throws Exception {
        upstream.inject(Fault.on("/c/linux-64/p3-1-0.conda").times(1).resetAfter(10));
        sync(builder -> builder.packages(WITHOUT_B));
        List<String> lines = events.lines;
        assertEquals("operationStarted anaconda", lines.get(0));
        assertEquals("operationFinished anaconda", lines.get(lines.size() - 1));
        assertEquals(
                1, lines.stream().filter("rejected b-1-0.conda it is b"::equals).count());
        assertEquals(1, lines.stream().filter("planReady noarch 1"::equals).count());
        int planned = lines.indexOf("planReady linux-64 11");
        assertTrue(planned > 0, lines::toString);
        for (int i = 0; i < 10; i++) {
            assertTransfer("linux-64/p" + i + "-1-0.conda", "succeeded", planned);
        }
        assertTransfer("linux-64/gone-1-0.conda", "failed", planned);
        assertTransfer("noarch/n-1-0.conda", "succeeded", 0);
        assertTrue(lines.contains("retried linux-64/p3-1-0.conda 1"), lines::toString);
    }

    private void assertTransfer(String path, String end, int after) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < events.lines.size(); i++) {
            String line = events.lines.get(i);
            if (line.contains(" " + path)) {
                assertTrue(i > after, () -> path + " before its plan: " + events.lines);
                told.add(line.substring(0, line.indexOf(' ')));
            }
        }
        assertEquals("started", told.get(0), () -> path + told);
        assertEquals(end, told.get(told.size() - 1), () -> path + told);
        assertTrue(
                Set.of("progressed", "retried", "waits", "quarantined").containsAll(told.subList(1, told.size() - 1)),
                () -> path + told);
    }

    @Test
    void warningsAreToldAsTheyAreReported() throws Exception {
        channel.subdir(LINUX).topLevel("signatures", Map.of()).write();
        MirrorReport report = sync();
        assertEquals(
                report.warnings().stream()
                        .map(warning -> "warning " + warning.message())
                        .toList(),
                events.lines.stream()
                        .filter(line -> line.startsWith("warning "))
                        .toList());
    }

    @Test
    void aListenerThatThrowsIsCountedAndHarmless() throws Exception {
        AtomicLong calls = new AtomicLong();
        upstream.inject(Fault.on("/c/linux-64/p1-1-0.conda").times(1).content(new byte[] {1, 2, 3}));
        upstream.inject(Fault.on("/c/linux-64/p2-1-0.conda").times(1).status(503, Map.of("Retry-After", "1")));
        MirrorListener throwing = (MirrorListener) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MirrorListener.class}, (proxy, method, args) -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("I am broken");
                });
        try (MirrorClient other = MirrorClient.builder()
                .retryPolicy(ONE_RETRY)
                .clock(clock)
                .listener(throwing)
                .build()) {
            MirrorReport report = other.sync(request().build());
            assertEquals(1, report.failureCount());
            assertEquals(12, report.downloaded());
            // The report is made before it is handed to the listener.
            assertEquals(calls.get() - 1, report.listenerErrors());
        }
        published.assertTruthful();
        assertEquals(11, published.names(LINUX).size());
    }

    /** What was told of one package, without its path; progress once. */
    private List<String> told(String path) {
        List<String> told = new ArrayList<>();
        for (String line : events.lines) {
            String event = line.replace(" " + path, "");
            if (line.contains(" " + path) && !(event.equals("progressed") && told.contains(event))) {
                told.add(event);
            }
        }
        return told;
    }

    @Test
    void waitsAndQuarantineAreToldInTheirOrder() throws Exception {
        upstream.inject(Fault.on("/c/linux-64/p1-1-0.conda").times(1).status(503, Map.of("Retry-After", "1")));
        upstream.inject(Fault.on("/c/linux-64/p2-1-0.conda").content(new byte[] {1, 2, 3}));
        sync();
        assertEquals(
                List.of("started", "retried 1", "waits 1000 ms", "progressed", "succeeded"),
                told("linux-64/p1-1-0.conda"));
        String kept = "quarantined .mirror/quarantine/anaconda/linux-64/p2-1-0.conda";
        assertEquals(
                List.of("started", "progressed", kept, "retried 1", kept, "failed"), told("linux-64/p2-1-0.conda"));
    }

    @Test
    void theWaitForAnIndexIsTold() throws Exception {
        upstream.inject(Fault.on("/c/linux-64/repodata.json").times(1).status(503, Map.of("Retry-After", "1")));
        sync();
        assertTrue(
                events.lines.contains(
                        "index waits 1000 ms: " + upstream.uri().getAuthority() + " answered with HTTP status 503"),
                events.lines::toString);
    }

    @Test
    void aWaitEndsWithTheCancellation() throws Exception {
        upstream.inject(Fault.on("/c/linux-64/p1-1-0.conda").status(503, Map.of("Retry-After", "100")));
        Cancellation cancellation = new Cancellation();
        MirrorListener cancelling = new MirrorListener() {
            @Override
            public void transferWaits(Transfer transfer, Duration time, String reason) {
                cancellation.cancel();
            }
        };
        try (MirrorClient other =
                MirrorClient.builder().clock(clock).listener(cancelling).build()) {
            assertThrows(
                    MirrorCancelledException.class,
                    () -> other.sync(request().cancellation(cancellation).build()));
        }
        assertEquals(1, upstream.requests("/c/linux-64/p1-1-0.conda").size());
        published.assertTruthful();
        upstream.heal();
        sync(builder -> builder.packages(WITHOUT_B));
        assertEquals(10, published.names(LINUX).size());
    }

    /** Sizes beyond what an int holds, and an unsigned one. */
    @Test
    void totalsMayBeLarge() throws Exception {
        long size = 5L << 30;
        channel.subdir("noarch")
                .pkg("large", "1", "0")
                .field("size", size)
                .pkg("large2", "1", "0")
                .field("size", size)
                .write();
        storage.usableSpace(1L << 50);
        List<String> told = new CopyOnWriteArrayList<>();
        MirrorListener hears = new MirrorListener() {
            @Override
            public void planReady(SubdirPlan plan) {
                told.add("plan " + plan.subdir() + " " + plan.bytesToFetch());
            }

            @Override
            public void transferProgressed(Transfer transfer, long bytes) {
                told.add(bytes + " of " + transfer.totalBytes().orElse(0));
            }
        };
        try (FileDownloader files = new FileDownloader()) {
            Engine engine = new Engine(new LargeFiles(files, size - 1), clock, hears, 2, List.of());
            MirrorReport report = new SyncOperation(
                            engine, request(temp.resolve("up/c").toUri()).build())
                    .run();
            assertEquals(15, report.failureCount(), report::toString);
        }
        long small = Files.size(temp.resolve("up/c/noarch/n-1-0.conda"));
        assertEquals("plan noarch " + (2 * size + small), told.get(0));
        assertEquals(2, told.stream().filter((size - 1 + " of " + size)::equals).count());
        storage.usableSpace(2 * size);
        MirrorReport refused = sync(builder -> builder.channelChange(ChannelChange.ACCEPT));
        assertTrue(refused.toString().contains("noarch needs 10.7 GB more"), refused::toString);
    }

    /** Brings indexes, and of every package so many bytes, and then not the rest. */
    private record LargeFiles(Downloader indexes, long bytes) implements Downloader {

        @Override
        public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
                throws TransferException, IOException, InterruptedException {
            if (uri.getPath().contains("repodata") || uri.getPath().contains("channeldata")) {
                return indexes.download(uri, known, sink, observer);
            }
            observer.progressed(bytes);
            return new DownloadResult.NotFound(404);
        }

        @Override
        public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
                throws TransferException, InterruptedException {
            return indexes.look(uri, known, observer);
        }

        @Override
        public void close() {}
    }
}
