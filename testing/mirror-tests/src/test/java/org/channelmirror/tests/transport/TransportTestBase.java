package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.HttpAccess;
import org.channelmirror.internal.transport.HttpDownloader;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** One server, one downloader whose waits between attempts are only written down. */
@Timeout(60)
abstract class TransportTestBase {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String BODY = "x".repeat(100_000) + "end";

    final CopyOnWriteArrayList<Duration> slept = new CopyOnWriteArrayList<>();
    final CollectingSink sink = new CollectingSink();
    final RecordingObserver observer = new RecordingObserver();
    FakeUpstream upstream;
    HttpDownloader downloader;

    @BeforeEach
    void start() throws IOException {
        upstream = FakeUpstream.serving(Map.of("/a", bytes(BODY), "/b", bytes("other")))
                .start();
        downloader = downloader(3, HttpTimeouts.DEFAULT);
    }

    @AfterEach
    void stop() throws IOException {
        downloader.close();
        upstream.close();
    }

    /** With random numbers of always 0.5, unless a test wants others. */
    HttpDownloader downloader(int maxRetries, HttpTimeouts timeouts) {
        RetryPolicy policy = new RetryPolicy(maxRetries, Duration.ofMillis(500), Duration.ofSeconds(8));
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return downloader(4, timeouts, new RetrySchedule(policy, clock, () -> 0.5, slept::add));
    }

    static HttpDownloader downloader(int maxParallel, HttpTimeouts timeouts, RetrySchedule retries) {
        return new HttpDownloader(maxParallel, timeouts, retries, HttpAccess.DEFAULT, BandwidthLimit.none());
    }

    void use(HttpDownloader other) {
        downloader.close();
        downloader = other;
    }

    DownloadResult get(String path) throws Exception {
        return downloader.download(upstream.uri(path), Validator.NONE, sink, observer);
    }

    DownloadResult.Done done(String path) throws Exception {
        return assertInstanceOf(DownloadResult.Done.class, get(path));
    }

    TransferException failure(URI uri) {
        return assertThrows(TransferException.class, () -> downloader.download(uri, Validator.NONE, sink, observer));
    }

    void fault(Fault fault) {
        upstream.inject(fault);
    }

    Duration totalSlept() {
        return slept.stream().reduce(Duration.ZERO, Duration::plus);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
