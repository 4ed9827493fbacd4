package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRetryTest extends TransportTestBase {

    private static final HttpTimeouts SHORT = new HttpTimeouts(Duration.ofSeconds(30), Duration.ofMillis(200));

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void repeatsWhatMayPass(int status) throws Exception {
        fault(Fault.on("/a").times(2).status(status));

        done("/a");

        assertEquals(BODY, sink.text());
        assertEquals(3, upstream.requests().size());
        assertEquals(2, observer.retries().size());
        assertTrue(observer.retries().get(0).startsWith("1: "), observer.retries()::toString);
        assertTrue(observer.retries().get(1).contains("status " + status), observer.retries()::toString);
    }

    @Test
    void repeatsAfterAResetBeforeTheAnswer() throws Exception {
        fault(Fault.on("/a").times(2).reset());

        done("/a");

        assertEquals(BODY, sink.text());
        assertEquals(3, upstream.requests().size());
    }

    @Test
    void beginsAgainAfterAResetInTheBody() throws Exception {
        fault(Fault.on("/a").times(2).resetAfter(50_000));

        done("/a");

        assertEquals(BODY, sink.text());
        assertEquals(3, upstream.requests().size());
    }

    @Test
    void beginsAgainAfterAShortBody() throws Exception {
        fault(Fault.on("/a").times(2).truncateAfter(50_000));

        done("/a");

        assertEquals(BODY, sink.text());
        assertEquals(3, sink.restarts());
        assertEquals(3, upstream.requests().size());
        assertTrue(
                observer.progress().stream().filter(bytes -> bytes == 50_000).count() <= 2,
                "progress starts again with the body");
    }

    @Test
    void aShortBodyIsNeverAWholeOne() {
        fault(Fault.on("/a").truncateAfter(BODY.length() - 1));

        TransferException failure = failure(upstream.uri("/a"));

        assertEquals(4, failure.attempts());
        assertEquals(4, upstream.requests().size());
        assertTrue(failure.isRetryable());
        assertEquals(OptionalInt.empty(), failure.status());
    }

    @Test
    void aStalledBodyTimesOut() throws Exception {
        // A busy machine may be late more than once.
        use(downloader(20, SHORT));
        fault(Fault.on("/a").times(1).stallAfter(50_000));

        done("/a");

        assertEquals(BODY, sink.text());
        assertTrue(sink.restarts() >= 2, "the body begins again");
        assertTrue(observer.retries().get(0).contains("sent nothing for 200 ms"), observer.retries()::toString);
    }

    @Test
    void aLateAnswerTimesOut() {
        use(downloader(0, SHORT));
        fault(Fault.on("/a").delay(Duration.ofMinutes(5)));

        TransferException failure = failure(upstream.uri("/a"));

        assertTrue(failure.getMessage().contains("sent nothing for 200 ms"), failure::getMessage);
        assertTrue(failure.isRetryable());
    }

    @Test
    void repeatsARefusedConnection() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        TransferException failure = failure(URI.create("http://127.0.0.1:" + free + "/a"));

        assertEquals(4, failure.attempts());
        assertTrue(failure.getMessage().contains("127.0.0.1:" + free + " refused the connection"), failure::getMessage);
    }

    @Test
    void givesUpAfterTheLastRepetition() {
        fault(Fault.on("/a").status(503));

        TransferException failure = failure(upstream.uri("/a"));

        assertEquals(4, upstream.requests().size());
        assertEquals(4, failure.attempts());
        assertEquals(OptionalInt.of(503), failure.status());
        assertTrue(failure.isRetryable());
        assertEquals(3, observer.retries().size());
    }

    @Test
    void canBeToldNotToRepeat() {
        use(downloader(0, HttpTimeouts.DEFAULT));
        fault(Fault.on("/a").status(503));

        assertEquals(1, failure(upstream.uri("/a")).attempts());
        assertEquals(1, upstream.requests().size());
        assertEquals(List.of(), slept);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusalsAreFinalAndSayWhatIsNeeded(int status) {
        fault(Fault.on("/a").status(status, Map.of("WWW-Authenticate", "Basic realm=\"x\"")));

        TransferException failure = failure(upstream.uri("/a"));

        assertEquals(1, upstream.requests().size());
        assertEquals(OptionalInt.of(status), failure.status());
        assertFalse(failure.isRetryable());
        assertTrue(
                failure.getMessage().contains(upstream.uri().getAuthority() + " refuses access"), failure::getMessage);
        assertTrue(failure.getMessage().contains("credentials"), failure::getMessage);
    }

    @Test
    void waitsADoublingTimeUpToItsLimit() {
        use(downloader(7, HttpTimeouts.DEFAULT));
        fault(Fault.on("/a").status(500));

        failure(upstream.uri("/a"));

        // Half of 0.5, 1, 2, 4, 8, 8 and 8 seconds.
        assertEquals(Duration.ofMillis(15_750), totalSlept());
    }

    @Test
    void waitsARandomPartOfTheBound() {
        RetryPolicy policy = new RetryPolicy(1, Duration.ofSeconds(8), Duration.ofSeconds(8));
        for (double part : new double[] {0, 0.25, 0.999}) {
            slept.clear();
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            use(downloader(1, HttpTimeouts.DEFAULT, new RetrySchedule(policy, clock, () -> part, slept::add)));
            fault(Fault.on("/a").status(500));

            failure(upstream.uri("/a"));

            assertEquals(Duration.ofMillis((long) (8000 * part)), totalSlept());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7000",
                "Sun, 01 Mar 2026 12:00:30 GMT | 30000",
                "Sun, 01 Mar 2026 11:59:00 GMT | 250",
                "3600 | 120000",
                "99999999999999999999 | 120000",
                "Sun, 01 Mar 2026 14:00:00 GMT | 120000",
                "0 | 250",
                "-5 | 250",
                "soon | 250"
            })
    void waitsAsLongAsTheServerAsksWithinReason(String header, long millis) throws Exception {
        fault(Fault.on("/a").times(1).status(429, Map.of("Retry-After", header)));

        done("/a");

        assertEquals(Duration.ofMillis(millis), totalSlept());
    }
}
