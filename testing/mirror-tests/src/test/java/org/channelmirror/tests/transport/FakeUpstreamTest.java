package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.channelmirror.testkit.upstream.Validators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server, asked by a client that is not ours. */
@Timeout(60)
class FakeUpstreamTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private FakeUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("noarch"));
        Files.writeString(folder.resolve("noarch/a+b%c d"), "content");
        upstream = FakeUpstream.serving(folder).start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    @Test
    void servesAFolder() throws Exception {
        HttpResponse<String> answer = get("/noarch/a+b%25c%20d");

        assertEquals(200, answer.statusCode());
        assertEquals("content", answer.body());
        assertTrue(answer.headers().firstValue("ETag").isPresent());
        assertTrue(answer.headers().firstValue("Last-Modified").isPresent());
        assertEquals(404, get("/noarch").statusCode());
        assertEquals(404, get("/absent").statusCode());
        assertEquals(404, get("/%00").statusCode());
    }

    @Test
    void servesNothingOutsideTheFolder() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(folder.resolve("inner-secret"), "secret");
        try (FakeUpstream server = FakeUpstream.serving(inner).start()) {
            for (String path :
                    List.of("/../inner-secret", "/%2e%2e/inner-secret", "//inner-secret", "/..%2Finner-secret")) {
                assertTrue(raw(server, "GET " + path + " HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 404"), path);
            }
        }
    }

    @Test
    void answersHeadAndConditions() throws Exception {
        HttpResponse<String> answer = get("/noarch/a+b%25c%20d");
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        String date = answer.headers().firstValue("Last-Modified").orElseThrow();

        HttpResponse<String> head =
                send(request("/noarch/a+b%25c%20d").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals("", head.body());
        assertEquals(7, head.headers().firstValueAsLong("Content-Length").orElseThrow());
        assertEquals(304, conditional("If-None-Match", "\"x\", W/" + etag));
        assertEquals(304, conditional("If-None-Match", "*"));
        assertEquals(200, conditional("If-None-Match", "\"x\""));
        assertEquals(304, conditional("If-Modified-Since", date));
        assertEquals(200, conditional("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"));
        assertEquals(200, conditional("If-Modified-Since", "yesterday"));
        assertEquals(
                405,
                send(request("/noarch").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void whatIsPutHidesTheFolder() throws Exception {
        upstream.put("/noarch/a+b%c d", "mine".getBytes(StandardCharsets.UTF_8), Instant.parse("2020-01-02T03:04:05Z"));
        HttpResponse<String> mine = get("/noarch/a+b%25c%20d");
        assertEquals("mine", mine.body());
        assertEquals(
                Optional.of("Thu, 02 Jan 2020 03:04:05 GMT"), mine.headers().firstValue("Last-Modified"));

        upstream.remove("/noarch/a+b%c d");
        assertEquals(404, get("/noarch/a+b%25c%20d").statusCode());
        assertThrows(IllegalArgumentException.class, () -> upstream.put("relative", new byte[0]));
    }

    @Test
    void remembersRequests() throws Exception {
        send(request("/absent?q=1").header("X-Test", "yes"));
        get("/noarch/a+b%25c%20d");

        ReceivedRequest first = upstream.requests("/absent?q=1").get(0);
        assertEquals("GET", first.method());
        assertEquals(404, first.status());
        assertEquals(Optional.of("yes"), first.header("x-TEST"));
        assertEquals(2, upstream.requests().size());
        assertEquals(1, upstream.connections());
        assertEquals(1, upstream.maxInFlight());
        upstream.clear();
        assertEquals(List.of(), upstream.requests());
    }

    @Test
    void faultsHappenInTheirOrderAndAsOftenAsTold() throws Exception {
        upstream.inject(Fault.on("/x").times(2).status(503, Map.of("Retry-After", "9")));
        upstream.inject(Fault.on("/x").times(1).content(new byte[] {1, 2}));
        upstream.inject(Fault.on("/x").times(1).redirectTo("/elsewhere"));

        HttpResponse<String> first = get("/x");
        assertEquals(503, first.statusCode());
        assertEquals(Optional.of("9"), first.headers().firstValue("Retry-After"));
        assertEquals(503, get("/x").statusCode());
        assertArrayEquals(new byte[] {1, 2}, get("/x").body().getBytes(StandardCharsets.ISO_8859_1));
        HttpResponse<String> redirect = get("/x");
        assertEquals(302, redirect.statusCode());
        assertEquals(Optional.of("/elsewhere"), redirect.headers().firstValue("Location"));
        assertEquals(404, get("/x").statusCode());
        assertThrows(IllegalArgumentException.class, () -> Fault.on("/x").times(0));
    }

    @Test
    void resetsForReal() throws Exception {
        upstream.inject(Fault.on("/x").reset());

        SocketException reset = assertThrows(SocketException.class, () -> raw(upstream, "GET /x HTTP/1.1\r\n\r\n"));

        assertTrue(reset.getMessage().contains("reset"), reset::getMessage);
        assertEquals(0, upstream.requests().get(0).status());
    }

    @Test
    void cutsBodiesShort() throws Exception {
        upstream.put("/x", "0123456789".getBytes(StandardCharsets.UTF_8));
        upstream.inject(Fault.on("/x").truncateAfter(4));

        String answer = raw(upstream, "GET /x HTTP/1.1\r\n\r\n");

        assertTrue(answer.contains("Content-Length: 10\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n0123"), answer);
    }

    @Test
    void stallsUntilReleasedWhileOthersAreServed() throws Exception {
        upstream.put("/x", "0123456789".getBytes(StandardCharsets.UTF_8));
        upstream.inject(Fault.on("/x").stallAfter(4));
        CompletableFuture<HttpResponse<String>> stalled =
                client.sendAsync(request("/x").build(), HttpResponse.BodyHandlers.ofString());
        upstream.awaitStalled(Duration.ofSeconds(30));

        assertEquals("content", get("/noarch/a+b%25c%20d").body());
        assertEquals(2, upstream.maxInFlight());
        upstream.release();

        assertEquals("0123456789", stalled.get().body());
    }

    @Test
    void servesRanges() throws Exception {
        upstream.put("/x", "0123456789".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
        String etag = get("/x").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> rest = range("bytes=4-", "If-Range", etag);
        assertEquals(206, rest.statusCode());
        assertEquals("456789", rest.body());
        assertEquals(Optional.of("bytes 4-9/10"), rest.headers().firstValue("Content-Range"));
        assertEquals("45", range("bytes=4-5", "X", "y").body());
        assertEquals(
                206,
                range("bytes=4-", "If-Range", "Thu, 01 Jan 1970 00:00:00 GMT").statusCode());
        assertEquals(200, range("bytes=4-", "If-Range", "\"other\"").statusCode());
        assertEquals(200, range("bytes=4-", "If-Range", "W/" + etag).statusCode());
        assertEquals(200, range("bytes=-3", "X", "y").statusCode(), "only one form counts");
        HttpResponse<String> beyond = range("bytes=10-", "If-Range", etag);
        assertEquals(416, beyond.statusCode());
        assertEquals(Optional.of("bytes */10"), beyond.headers().firstValue("Content-Range"));
    }

    @Test
    void misservesRanges() throws Exception {
        upstream.put("/x", "0123456789".getBytes(StandardCharsets.UTF_8));
        upstream.inject(Fault.on("/x").times(1).ignoreRange());
        upstream.inject(Fault.on("/x").times(2).contentRange("bytes 0-5/6"));
        upstream.inject(Fault.on("/x").times(1).contentRange(""));

        assertEquals("0123456789", range("bytes=4-", "X", "y").body());
        HttpResponse<String> wrong = range("bytes=4-", "X", "y");
        assertEquals("456789", wrong.body());
        assertEquals(Optional.of("bytes 0-5/6"), wrong.headers().firstValue("Content-Range"));
        assertEquals(200, get("/x").statusCode());
        assertEquals(Optional.empty(), range("bytes=4-", "X", "y").headers().firstValue("Content-Range"));
    }

    @Test
    void sendsTheValidatorsThatItIsToldTo() throws Exception {
        for (Validators validators : Validators.values()) {
            try (FakeUpstream server =
                    FakeUpstream.serving(folder).validators(validators).start()) {
                String answer = raw(server, "HEAD /noarch/a+b%25c%20d HTTP/1.0\r\n\r\n");
                assertEquals(validators == Validators.STRONG, answer.contains("ETag: \""), answer);
                assertEquals(validators == Validators.WEAK, answer.contains("ETag: W/\""), answer);
                assertEquals(validators != Validators.NONE, answer.contains("Last-Modified: "), answer);
            }
        }
    }

    @Test
    void tricklesTheRest() throws Exception {
        upstream.put("/x", "0123456789".getBytes(StandardCharsets.UTF_8));
        upstream.inject(Fault.on("/x").times(1).trickleAfter(4, Duration.ofMillis(1)));

        assertEquals("0123456789", get("/x").body());
        assertEquals("0123456789", get("/x").body());
    }

    @Test
    void refusesUntilItAcceptsAgain() throws Exception {
        upstream.inject(Fault.on("/x").times(1).refuse());
        assertThrows(IOException.class, () -> get("/x"));
        assertThrows(ConnectException.class, () -> get("/noarch/a+b%25c%20d"));

        upstream.accept();
        upstream.accept();
        assertEquals("content", get("/noarch/a+b%25c%20d").body());
    }

    @Test
    void faultsCanBeTakenBack() throws Exception {
        upstream.inject(Fault.on(path -> true).status(500));
        assertEquals(500, get("/x").statusCode());
        upstream.heal();
        assertEquals(404, get("/x").statusCode());
    }

    @Test
    void servesLargeFilesWhole() throws Exception {
        byte[] large = new byte[1_000_003];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 / 8);
        }
        Files.write(folder.resolve("large"), large);

        assertArrayEquals(
                large,
                client.send(request("/large").build(), HttpResponse.BodyHandlers.ofByteArray())
                        .body());
    }

    private int conditional(String header, String value) throws Exception {
        return send(request("/noarch/a+b%25c%20d").header(header, value)).statusCode();
    }

    private HttpResponse<String> range(String range, String header, String value) throws Exception {
        return send(request("/x").header("Range", range).header(header, value));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(upstream.uri() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(FakeUpstream server, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
