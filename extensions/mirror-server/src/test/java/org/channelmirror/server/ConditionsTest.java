package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests and requests for parts. */
final class ConditionsTest extends ServerTestBase {

    private static final String FILE = LINUX + "a-1.0-0.conda";
    private static final int SIZE = 1_000_000;

    private String tag;

    @BeforeEach
    void file() throws Exception {
        Files.setLastModifiedTime(
                write(FILE.substring(1), random(SIZE)), FileTime.from(Instant.parse("2026-01-01T00:00:00.5Z")));
        start();
        tag = header(get(FILE), "ETag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG", "W/TAG", "\"x\", TAG", "\"x\" , W/TAG,\"y\"", "*"})
    void whoHasTheContentGetsNone(String condition) throws Exception {
        HttpResponse<byte[]> response = get(FILE, "If-None-Match", condition.replace("TAG", tag));

        assertEquals(304, response.statusCode());
        assertEquals(0, response.body().length);
        assertEquals(tag, header(response, "ETag"));
        assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
        assertEquals("", header(response, "Content-Length"));
        assertEquals(304, send("HEAD", FILE, "If-None-Match", tag).statusCode());
    }

    @Test
    void theNextAnswerFollowsAtOnce() throws Exception {
        String get = "GET " + FILE + " HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + tag + "\r\n";

        String both = raw(get + "\r\n" + get + "Connection: close\r\n\r\n");

        assertTrue(both.matches("(?s)HTTP/1.1 304 .*?\r\n\r\nHTTP/1.1 304 .*?\r\n\r\n"), both);
        assertFalse(both.contains("Transfer-Encoding"), both);
    }

    @Test
    void itIsTheSameOverHttp2() throws Exception {
        HttpClient newer =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(FILE))
                .header("If-None-Match", tag)
                .build();
        for (int i = 0; i < 3; i++) {
            HttpResponse<byte[]> response = newer.send(request, HttpResponse.BodyHandlers.ofByteArray());

            assertEquals(304, response.statusCode());
            assertEquals(0, response.body().length);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 01 Jan 2026 00:00:00 GMT | 304",
                "Fri, 02 Jan 2026 00:00:00 GMT | 304",
                "Wed, 31 Dec 2025 23:59:59 GMT | 200",
                "yesterday | 200"
            })
    void datesCountInSeconds(String date, int status) throws Exception {
        assertStatus(status, FILE, "If-Modified-Since", date);
    }

    @Test
    void aTagOutranksADate() throws Exception {
        assertStatus(200, FILE, "If-None-Match", "\"x\"", "If-Modified-Since", "Fri, 02 Jan 2026 00:00:00 GMT");
        assertStatus(304, FILE, "If-None-Match", tag, "If-Modified-Since", "Wed, 31 Dec 2025 23:59:59 GMT");
    }

    @Test
    void aConditionThatDoesNotHoldIsSaid() throws Exception {
        assertStatus(412, FILE, "If-Match", "\"x\"");
        assertStatus(412, FILE, "If-Match", "W/" + tag);
        assertStatus(200, FILE, "If-Match", tag);
        assertStatus(412, FILE, "If-Unmodified-Since", "Wed, 31 Dec 2025 23:59:59 GMT");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-, 0, 1000000",
        "bytes=10-19, 10, 20",
        "bytes=999999-, 999999, 1000000",
        "bytes=999990-5000000, 999990, 1000000",
        "bytes=-10, 999990, 1000000",
        "bytes=-5000000, 0, 1000000",
        "bytes=100000-899999, 100000, 900000"
    })
    void aPartIsJustThatPart(String range, int from, int to) throws Exception {
        HttpResponse<byte[]> response = get(FILE, "Range", range);

        assertEquals(206, response.statusCode());
        assertArrayEquals(Arrays.copyOfRange(random(SIZE), from, to), response.body());
        assertEquals("bytes " + from + "-" + (to - 1) + "/" + SIZE, header(response, "Content-Range"));
        assertEquals("" + (to - from), header(response, "Content-Length"));
        assertEquals(tag, header(response, "ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000000-", "bytes=2000000-3000000", "bytes=-0"})
    void aPartThatIsNotThereIsRefused(String range) throws Exception {
        HttpResponse<byte[]> response = get(FILE, "Range", range);

        assertEquals(416, response.statusCode());
        assertEquals("bytes */" + SIZE, header(response, "Content-Range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-1", "bytes=-", "lines=1-2", "bytes=x-y", "bytes 0-1"})
    void whatIsNoSingleRangeIsPassedOver(String range) throws Exception {
        assertArrayEquals(random(SIZE), get(FILE, "Range", range).body());
    }

    @Test
    void aPartIsOfTheContentThatTheClientKnows() throws Exception {
        String[] part = {"Range", "bytes=5-9"};

        assertStatus(206, FILE, part[0], part[1], "If-Range", tag);
        assertStatus(206, FILE, part[0], part[1], "If-Range", "Thu, 01 Jan 2026 00:00:00 GMT");
        assertStatus(200, FILE, part[0], part[1], "If-Range", "W/" + tag);
        assertStatus(200, FILE, part[0], part[1], "If-Range", "\"x\"");
        assertStatus(200, FILE, part[0], part[1], "If-Range", "Fri, 02 Jan 2026 00:00:00 GMT");
        assertStatus(304, FILE, part[0], part[1], "If-None-Match", tag);
    }

    @Test
    void headHasNoParts() throws Exception {
        HttpResponse<byte[]> response = send("HEAD", FILE, "Range", "bytes=0-1");

        assertEquals(200, response.statusCode());
        assertEquals("" + SIZE, header(response, "Content-Length"));
    }
}
