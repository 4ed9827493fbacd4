package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.channelmirror.storage.FileSystemStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mirror in a folder and a server over it. */
@Timeout(60)
abstract class ServerTestBase {

    static final String INDEX = "{\"info\":{\"subdir\":\"linux-64\"},\"packages\":{},\"packages.conda\":{}}";
    static final String LINUX = "/conda/anaconda/linux-64/";

    /** The idle connections of a client last until this is over. */
    private static final Duration DRAIN_TIME = Duration.ofMillis(10);

    @TempDir
    Path temp;

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    FileSystemStorage storage;
    MirrorServer server;

    @BeforeEach
    void openStorage() throws IOException {
        storage = new FileSystemStorage(temp.resolve("mirror"));
        write("conda/anaconda/linux-64/repodata.json", INDEX);
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        storage.close();
    }

    MirrorServer start() throws IOException {
        return start(builder -> builder);
    }

    MirrorServer start(UnaryOperator<MirrorServerBuilder> change) throws IOException {
        server = change.apply(MirrorServer.builder(storage)
                        .port(0)
                        .clock(clock)
                        .accessLog(log)
                        .drainTime(DRAIN_TIME))
                .start();
        return server;
    }

    /** With time enough to write the last line of the log before it stops. */
    MirrorServer startLogged() throws IOException {
        return start(builder -> builder.drainTime(Duration.ofMillis(100)));
    }

    Path write(String path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String path, byte[] bytes) throws IOException {
        Path file = temp.resolve("mirror").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.uri().toString().replaceFirst("/$", "") + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    void assertStatus(int expected, String path, String... headers) throws IOException, InterruptedException {
        assertEquals(expected, get(path, headers).statusCode(), path);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Sends bytes as they are, and returns all that comes until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }

    String rawGet(String path) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    /** The lines of the access log, when the server has stopped. */
    String logged() throws IOException {
        server.close();
        return log.toString(StandardCharsets.US_ASCII);
    }
}
