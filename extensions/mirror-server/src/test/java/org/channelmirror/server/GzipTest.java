package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain JSON for those who ask for it compressed. */
final class GzipTest extends ServerTestBase {

    private static final byte[] JSON = "{\"packages\": {}}\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final String FILE = LINUX + "repodata.json";

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate", "br;q=1.0, GZIP;q=0.5"})
    void isSentWithItsOwnTagAndLength(String accepted) throws Exception {
        write(FILE.substring(1), JSON);
        start();
        HttpResponse<byte[]> plain = get(FILE);

        HttpResponse<byte[]> response = get(FILE, "Accept-Encoding", accepted);

        assertEquals("gzip", header(response, "Content-Encoding"));
        assertArrayEquals(JSON, unpacked(response.body()));
        assertEquals("" + response.body().length, header(response, "Content-Length"));
        assertEquals("Accept-Encoding", header(response, "Vary"));
        assertNotEquals(header(plain, "ETag"), header(response, "ETag"));
        assertEquals(header(plain, "Last-Modified"), header(response, "Last-Modified"));
        assertArrayEquals(JSON, plain.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "br", "xgzip"})
    void isPlainForOthers(String accepted) throws Exception {
        write(FILE.substring(1), JSON);
        start();

        HttpResponse<byte[]> response = get(FILE, "Accept-Encoding", accepted);

        assertArrayEquals(JSON, response.body());
        assertEquals("", header(response, "Content-Encoding"));
    }

    @Test
    void eachTagIsValidForItsOwnForm() throws Exception {
        write(FILE.substring(1), JSON);
        start();
        String plain = header(get(FILE), "ETag");
        String packed = header(get(FILE, "Accept-Encoding", "gzip"), "ETag");

        assertStatus(304, FILE, "Accept-Encoding", "gzip", "If-None-Match", packed);
        assertStatus(200, FILE, "Accept-Encoding", "gzip", "If-None-Match", plain);
        assertStatus(304, FILE, "If-None-Match", plain);
        assertStatus(200, FILE, "If-None-Match", packed);
    }

    @Test
    void headAndPartsAreOfThePackedForm() throws Exception {
        write(FILE.substring(1), JSON);
        start();
        byte[] whole = get(FILE, "Accept-Encoding", "gzip").body();

        HttpResponse<byte[]> head = send("HEAD", FILE, "Accept-Encoding", "gzip");
        HttpResponse<byte[]> part = get(FILE, "Accept-Encoding", "gzip", "Range", "bytes=5-");

        assertEquals("" + whole.length, header(head, "Content-Length"));
        assertArrayEquals(Arrays.copyOfRange(whole, 5, whole.length), part.body());
    }

    @Test
    void aNewIndexIsPackedAnew() throws Exception {
        write(FILE.substring(1), JSON);
        start();
        get(FILE, "Accept-Encoding", "gzip");

        for (int i = 0; i < 40; i++) {
            byte[] text = (i + "x".repeat(40_000)).getBytes(StandardCharsets.UTF_8);
            write(FILE.substring(1), text);

            assertTrue(Arrays.equals(
                    text, unpacked(get(FILE, "Accept-Encoding", "gzip").body())));
        }
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
