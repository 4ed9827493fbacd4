package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that say what they want byte by byte, so that their connection is never idle; and those that only take their time. */
final class SlowClientsTest extends ServerTestBase {

    private static final String FILE = "a-1-0.conda";
    private static final int PAUSE_MILLIS = 20;
    private static final String REQUEST = "GET " + LINUX + "repodata.json HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
    private static final String LONG_HEADERS_FRAME = "\0\40\0\1\5\0\0\0\1";

    @BeforeEach
    void startImpatiently() throws IOException {
        start(builder -> builder.headTimeout(Duration.ofMillis(300)).idleTimeout(Duration.ofSeconds(50)));
    }

    private Socket connect(String begin) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PAUSE_MILLIS);
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Says one letter after the other until the server has hung up; answers what it said before it did. */
    private static String trickle(Socket socket) throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        try (socket;
                InputStream in = socket.getInputStream()) {
            while (true) {
                try {
                    int next = in.read();
                    if (next < 0) {
                        return got.toString(StandardCharsets.ISO_8859_1);
                    }
                    got.write(next);
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write('y');
                }
            }
        } catch (SocketException e) {
            // It hung up while we spoke.
            return got.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "GET /x HTTP/1.1\r\nHost: x\r\nX: ", "\r\n", PREFACE + LONG_HEADERS_FRAME})
    void aHeadThatNeverEndsIsNotWaitedFor(String begin) throws Exception {
        String got = trickle(connect(begin));

        assertTrue(!got.contains("HTTP/1.1 200"), got);
        assertStatus(200, LINUX + "repodata.json");
    }

    @Test
    void norIsTheHeadOfALaterRequest() throws Exception {
        String got = trickle(connect(REQUEST));

        assertTrue(got.startsWith("HTTP/1.1 200 OK\r\n"), got);
        assertTrue(got.endsWith("\r\n\r\n" + INDEX), got);
    }

    @Test
    void norIsAnyOfItOverTls() throws Exception {
        server.close();
        PemFiles pem = PemFiles.make(temp.resolve("tls"), "EC");
        start(builder -> builder.tls(pem.certificate(), pem.key())
                .headTimeout(Duration.ofSeconds(2))
                .idleTimeout(Duration.ofSeconds(50)));

        String greeting = trickle(connect("\26\3\1\2\0\1\0\1\374\3\3"));
        assertTrue(greeting.length() < 100, greeting);

        SSLSocket socket = (SSLSocket)
                pem.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
        socket.startHandshake();
        socket.setSoTimeout(PAUSE_MILLIS);
        socket.getOutputStream().write("GET ".getBytes(StandardCharsets.US_ASCII));
        assertEquals("", trickle(socket));
    }

    @Test
    void whoOnlyTakesSlowlyIsWaitedFor() throws Exception {
        byte[] content = random(20_000_000);
        write("conda/anaconda/linux-64/" + FILE, content);
        Socket slow = connect("GET " + LINUX + FILE + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Socket idle = connect(REQUEST);

        trickle(connect("GET "));
        trickle(connect("GET "));

        slow.setSoTimeout(20_000);
        byte[] got = slow.getInputStream().readAllBytes();
        assertArrayEquals(content, Arrays.copyOfRange(got, got.length - content.length, got.length));
        idle.setSoTimeout(20_000);
        idle.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        String twice = new String(idle.getInputStream().readNBytes(2 * answerLength()), StandardCharsets.US_ASCII);
        assertEquals(2, twice.split(Pattern.quote(INDEX), -1).length - 1, twice);
        slow.close();
        idle.close();
    }

    private int answerLength() throws IOException {
        return rawGet(LINUX + "repodata.json").length() - "Connection: close\r\n".length();
    }
}
