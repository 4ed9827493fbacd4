package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDownloadTest extends TransportTestBase {

    @Test
    void bringsTheWholeBody() throws Exception {
        DownloadResult.Done done = done("/a");

        assertEquals(BODY, sink.text());
        assertEquals(BODY.length(), done.bytes());
        assertEquals(upstream.uri("/a"), done.finalUri());
        assertTrue(done.validator().etag().orElseThrow().startsWith("\""), "the entity tag keeps its quotes");
        assertTrue(done.validator().lastModified().orElseThrow().endsWith("GMT"));
        assertEquals(1, sink.restarts());
        assertEquals(BODY.length(), observer.length());
        assertEquals(BODY.length(), observer.progress().get(observer.progress().size() - 1));
    }

    @Test
    void asksForBytesAsTheyAreStored() throws Exception {
        done("/a");

        ReceivedRequest request = upstream.requests().get(0);
        assertEquals("GET", request.method());
        assertEquals(Optional.of("identity"), request.header("Accept-Encoding"));
        assertTrue(request.header("User-Agent").orElseThrow().startsWith("channel-mirror/"));
        assertFalse(request.headers().containsKey("Upgrade"));
        assertFalse(request.headers().containsKey("If-None-Match"));
        assertFalse(request.headers().containsKey("If-Modified-Since"));
        assertFalse(request.headers().containsKey("Authorization"));
    }

    @Test
    void keepsEncodedBodiesAsTheyCome() throws Exception {
        fault(Fault.on("/a").status(200, Map.of("Content-Encoding", "gzip")));

        done("/a");

        assertEquals("scripted status 200\n", sink.text());
    }

    @Test
    void keepsNoCookies() throws Exception {
        fault(Fault.on("/a").times(1).status(200, Map.of("Set-Cookie", "id=1; Path=/")));

        done("/a");
        done("/a");

        assertFalse(upstream.requests().get(1).headers().containsKey("Cookie"));
    }

    @Test
    void bringsAnEmptyBody() throws Exception {
        upstream.put("/empty", new byte[0]);

        assertEquals(0, done("/empty").bytes());
        assertArrayEquals(new byte[0], sink.bytes());
        assertEquals(1, sink.restarts());
    }

    @Test
    void sendsPathsAsTheyAreEncoded() throws Exception {
        upstream.put("/x+1!2%3.conda", bytes("odd"));

        done("/x+1!2%253.conda?q=%20");

        assertEquals("odd", sink.text());
        assertEquals("/x+1!2%253.conda?q=%20", upstream.requests().get(0).rawPath());
    }

    @Test
    void acceptsDoubledSlashes() throws Exception {
        upstream.put("//a//b", bytes("slashes"));

        done("//a//b");

        assertEquals("slashes", sink.text());
    }

    @Test
    void bringsNothingThatIsKnown() throws Exception {
        Validator known = done("/a").validator();
        Validator byTag = new Validator(known.etag(), Optional.empty());
        Validator byDate = new Validator(Optional.empty(), known.lastModified());

        for (Validator validator : List.of(known, byTag, byDate)) {
            assertInstanceOf(
                    DownloadResult.NotModified.class,
                    downloader.download(upstream.uri("/a"), validator, sink, observer));
        }

        assertEquals(1, sink.restarts());
        ReceivedRequest both = upstream.requests().get(1);
        assertEquals(known.etag(), both.header("If-None-Match"));
        assertEquals(known.lastModified(), both.header("If-Modified-Since"));
    }

    @Test
    void bringsANewVersion() throws Exception {
        Validator known = done("/a").validator();
        upstream.put("/a", bytes("new"));

        assertInstanceOf(DownloadResult.Done.class, downloader.download(upstream.uri("/a"), known, sink, observer));
        assertEquals("new", sink.text());
    }

    @Test
    void takesABodyThoughItsTagIsKnown() throws Exception {
        fault(Fault.on("/a").status(200, Map.of("ETag", "\"same\"")));
        Validator known = new Validator(Optional.of("\"same\""), Optional.empty());

        assertInstanceOf(DownloadResult.Done.class, downloader.download(upstream.uri("/a"), known, sink, observer));
        assertEquals(1, sink.restarts());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void saysWhatIsAbsentAndAsksOnce(int status) throws Exception {
        fault(Fault.on("/a").status(status));

        assertEquals(new DownloadResult.NotFound(status), get("/a"));
        assertEquals(1, upstream.requests().size());
        assertEquals(0, sink.restarts());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 304, 305, 400, 409, 416})
    void otherAnswersAreFinalFailures(int status) {
        fault(Fault.on("/a").status(status));

        TransferException failure = failure(upstream.uri("/a"));

        assertEquals(OptionalInt.of(status), failure.status());
        assertEquals(1, failure.attempts());
        assertFalse(failure.isRetryable());
        assertEquals(0, sink.restarts());
    }

    @Test
    void usesOneConnectionAgain() throws Exception {
        Validator known = done("/a").validator();
        downloader.download(upstream.uri("/a"), known, sink, observer);
        get("/absent");
        fault(Fault.on("/b").times(1).status(503));
        done("/b");

        assertEquals(5, upstream.requests().size());
        assertEquals(1, upstream.connections());
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() throws Exception {
        upstream.inject(Fault.on(path -> path.equals("/b")).delay(Duration.ofMillis(20)));
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<DownloadResult>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                all.add(threads.submit(() -> downloader.download(
                        upstream.uri("/b"), Validator.NONE, new CollectingSink(), DownloadObserver.NONE)));
            }
            for (Future<DownloadResult> one : all) {
                assertInstanceOf(DownloadResult.Done.class, one.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(4, upstream.maxInFlight());
        assertEquals(4, upstream.connections());
    }
}
