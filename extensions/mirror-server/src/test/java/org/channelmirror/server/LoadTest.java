package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Many clients, slow ones, and the end. */
final class LoadTest extends ServerTestBase {

    private static final String BIG = "a-1.0-0.conda";

    private Socket ask(String file) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + LINUX + file + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static byte[] rest(Socket socket) throws IOException {
        try (socket;
                InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    @Test
    void aThousandConnectionsAtOnceAllGetTheirAnswer() throws Exception {
        start();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        }
        byte[] request = ("GET " + LINUX + "repodata.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (Socket socket : sockets) {
            socket.getOutputStream().write(request);
        }
        for (Socket socket : sockets) {
            assertTrue(new String(rest(socket), StandardCharsets.US_ASCII).endsWith("\r\n\r\n" + INDEX));
        }
    }

    @Test
    void clientsThatTakeNothingHoldNobodyUp() throws Exception {
        write("conda/anaconda/linux-64/" + BIG, random(20_000_000));
        start();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(ask(BIG));
        }

        for (int i = 0; i < 20; i++) {
            assertStatus(200, LINUX + "repodata.json");
        }

        byte[] got = rest(slow.get(0));
        assertArrayEquals(random(20_000_000), Arrays.copyOfRange(got, got.length - 20_000_000, got.length));
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void whoSaysNothingIsHungUpOn() throws Exception {
        start(builder -> builder.idleTimeout(Duration.ofMillis(200)));

        assertEquals("", raw(""));
        String half = raw("GET " + LINUX + "repodata.json HTTP/1.1\r\nHo");
        assertTrue(half.isEmpty() || half.startsWith("HTTP/1.1 4"), half);
    }

    @Test
    void whatIsBeingSentIsSentToItsEnd() throws Exception {
        write("conda/anaconda/linux-64/" + BIG, random(20_000_000));
        start(builder -> builder.drainTime(Duration.ofSeconds(30)));
        Socket socket = ask(BIG);
        int first = socket.getInputStream().read();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        byte[] got = rest(socket);

        assertEquals('H', first);
        assertArrayEquals(random(20_000_000), Arrays.copyOfRange(got, got.length - 20_000_000, got.length));
        closing.join();
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        start();
        int port = server.port();

        IOException failure = assertThrows(
                IOException.class,
                () -> MirrorServer.builder(storage).port(port).start());

        assertTrue(failure.getMessage().startsWith("cannot listen at 127.0.0.1:" + port), failure.getMessage());
    }

    @Test
    void eachRequestIsALineInTheCombinedFormat() throws Exception {
        startLogged();
        get(LINUX + "repodata.json", "User-Agent", "a \"b\"\\ \u00e9", "Referer", "http://u:p@h/x");
        get("/absent");

        List<String> lines = logged().lines().toList();

        assertTrue(
                lines.get(0)
                        .matches("127\\.0\\.0\\.1 - - \\[0[123]/Jan/2026:\\d\\d:\\d\\d:05 [+-]\\d{4}] \"GET "
                                + LINUX + "repodata\\.json HTTP/1\\.1\" 200 " + INDEX.length()
                                + " \"http://\\*{8}@h/x\" \"a \\\\x22b\\\\x22\\\\x5C .*\""),
                lines.get(0));
        assertTrue(lines.get(1).contains("\"GET /absent HTTP/1.1\" 404 14 \"-\" "), lines.get(1));
        assertEquals(2, lines.size());
    }

    @Test
    void requestsAreCountedByKindAndStatus() throws Exception {
        write("conda/anaconda/linux-64/" + BIG, random(100));
        start();
        get(LINUX + BIG);
        get(LINUX + BIG, "If-None-Match", "*");
        get(LINUX + "absent.conda");
        get(LINUX + "repodata.json");

        String metrics = text(get("/metrics"));

        for (String line : new String[] {
            "channel_mirror_requests_total{kind=\"package\",status=\"200\"} 1.0",
            "channel_mirror_requests_total{kind=\"package\",status=\"304\"} 1.0",
            "channel_mirror_requests_total{kind=\"package\",status=\"404\"} 1.0",
            "channel_mirror_requests_total{kind=\"index\",status=\"200\"} 1.0",
            "channel_mirror_hits_total{kind=\"package\"} 2.0",
            "channel_mirror_response_bytes_total{kind=\"index\"} " + INDEX.length() + ".0"
        }) {
            assertTrue(metrics.contains(line), line + " in " + metrics);
        }
    }
}
