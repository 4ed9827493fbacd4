package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mirror that is in no folder. */
@Timeout(60)
final class OtherStorageTest {

    private static final StoragePath PATH = new StoragePath("conda/anaconda/linux-64/a-1.0-0.conda");
    private static final int SIZE = 500_000;

    private final HttpClient client = HttpClient.newHttpClient();

    private static void put(InMemoryStorage storage, byte[] bytes) throws IOException {
        try (StagedWrite staged = storage.stage(new StageKey("x"))) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, PATH)));
        }
    }

    private HttpResponse<byte[]> get(MirrorServer server, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + PATH.value()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void isStreamed() throws Exception {
        byte[] bytes = ServerTestBase.random(SIZE);
        try (InMemoryStorage storage = new InMemoryStorage();
                MirrorServer server = MirrorServer.builder(storage).port(0).start()) {
            assertEquals(404, get(server).statusCode());
            put(storage, bytes);

            HttpResponse<byte[]> whole = get(server);
            HttpResponse<byte[]> part = get(server, "Range", "bytes=-70000");

            assertArrayEquals(bytes, whole.body());
            assertEquals("" + SIZE, whole.headers().firstValue("Content-Length").orElse(""));
            assertArrayEquals(Arrays.copyOfRange(bytes, SIZE - 70_000, SIZE), part.body());
            String tag = whole.headers().firstValue("ETag").orElse("");
            assertEquals(304, get(server, "If-None-Match", tag).statusCode());

            put(storage, ServerTestBase.random(10));

            assertArrayEquals(
                    ServerTestBase.random(10), get(server, "If-None-Match", tag).body());
        }
    }
}
