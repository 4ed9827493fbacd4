package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets for a file. */
final class FilesTest extends ServerTestBase {

    @Test
    void anIndexComesWithAllThatIsSaidOfIt() throws Exception {
        Path file = write("conda/anaconda/linux-64/repodata.json", INDEX);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00.5Z")));
        start();

        HttpResponse<byte[]> response = get(LINUX + "repodata.json");

        assertEquals(200, response.statusCode());
        assertEquals(INDEX, text(response));
        assertEquals("application/json", header(response, "Content-Type"));
        assertEquals("" + INDEX.length(), header(response, "Content-Length"));
        assertEquals("Thu, 01 Jan 2026 00:00:00 GMT", header(response, "Last-Modified"));
        assertEquals("public, max-age=60", header(response, "Cache-Control"));
        assertEquals("Accept-Encoding", header(response, "Vary"));
        assertEquals("bytes", header(response, "Accept-Ranges"));
        assertTrue(header(response, "ETag").matches("\"[!#-~]+\""), header(response, "ETag"));
        assertEquals("", header(response, "Content-Encoding"));
        assertEquals("", header(response, "Server"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-64/a-1.0-0.conda",
                "linux-64/a-1.0-0.tar.bz2",
                "linux-64/5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592.msgpack.zst",
                "linux-64/shards/5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592.msgpack.zst",
                "label/prod/noarch/shards/5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592.msgpack.zst"
            })
    void packagesAndShardsNeverChange(String name) throws Exception {
        write("conda/anaconda/" + name, random(300));
        start();

        HttpResponse<byte[]> response = get("/conda/anaconda/" + name, "Accept-Encoding", "gzip");

        assertArrayEquals(random(300), response.body());
        assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
        assertEquals("application/octet-stream", header(response, "Content-Type"));
        assertEquals("", header(response, "Content-Encoding"));
        assertEquals("", header(response, "Vary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-64/repodata.json.zst",
                "linux-64/repodata.json.bz2",
                "linux-64/current_repodata.json.zst",
                "linux-64/run_exports.json.zst",
                "linux-64/repodata_shards.msgpack.zst",
                "linux-64/repodata_shards_from_packages.msgpack.zst",
                "label/prod/noarch/repodata_shards.msgpack.zst"
            })
    void compressedIndexesAreBytesThatAreSoonStale(String name) throws Exception {
        write("conda/anaconda/" + name, random(300));
        start();

        HttpResponse<byte[]> response = get("/conda/anaconda/" + name, "Accept-Encoding", "gzip, zstd");

        assertArrayEquals(random(300), response.body());
        assertEquals("public, max-age=60", header(response, "Cache-Control"));
        assertEquals("application/octet-stream", header(response, "Content-Type"));
        assertEquals("", header(response, "Content-Encoding"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-64/current_repodata.json",
                "linux-64/run_exports.json",
                "linux-64/patch_instructions.json",
                "channeldata.json",
                "notices.json",
                "label/prod/channeldata.json"
            })
    void otherPlainFilesAreLikeTheIndex(String name) throws Exception {
        write("conda/anaconda/" + name, INDEX);
        start();

        HttpResponse<byte[]> plain = get("/conda/anaconda/" + name);
        HttpResponse<byte[]> packed = get("/conda/anaconda/" + name, "Accept-Encoding", "gzip, zstd");

        assertEquals(INDEX, text(plain));
        assertEquals("application/json", header(plain, "Content-Type"));
        assertEquals("public, max-age=60", header(plain, "Cache-Control"));
        assertEquals("gzip", header(packed, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(packed, "Vary"));
        assertFalse(header(plain, "ETag").equals(header(packed, "ETag")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32 * 1024, 32 * 1024 + 1, 256 * 1024, 20 * 1024 * 1024})
    void everySizeArrivesWholeAndHeadSaysTheSame(int size) throws Exception {
        write("conda/anaconda/linux-64/a-1.0-0.conda", random(size));
        start();

        HttpResponse<byte[]> got = get(LINUX + "a-1.0-0.conda");
        HttpResponse<byte[]> head = send("HEAD", LINUX + "a-1.0-0.conda");

        assertArrayEquals(random(size), got.body());
        assertEquals("" + size, header(got, "Content-Length"));
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertEquals(withoutDate(got), withoutDate(head));
    }

    private static Object withoutDate(HttpResponse<?> response) {
        return response.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equals("date"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-1!2.0+cpu-0.conda", "a-1%212.0%2Bcpu-0.conda", "a-1%212.0%2bcpu%2d0.conda"})
    void epochsAndLocalVersionsAreFoundAsTheyAreWritten(String name) throws Exception {
        write("conda/anaconda/linux-64/a-1!2.0+cpu-0.conda", "it");
        start();

        assertTrue(rawGet(LINUX + name).endsWith("\r\n\r\nit"));
    }

    @Test
    void aPlusIsNoBlank() throws Exception {
        write("conda/anaconda/linux-64/a-1 0-0.conda", "it");
        start();

        assertStatus(404, LINUX + "a-1+0-0.conda");
        assertStatus(200, LINUX + "a-1%200-0.conda");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/conda",
                "/conda/",
                "/conda/anaconda",
                "/conda/anaconda/",
                "/conda/anaconda/linux-64",
                "/conda/anaconda/linux-64/",
                "/conda/anaconda/linux-64/absent.json",
                "/conda/absent/linux-64/repodata.json",
                "/conda/anaconda/linux-64/repodata.json/",
                "/conda/anaconda/label/absent/linux-64/repodata.json",
                "/conda/anaconda/deep/linux-64/repodata.json",
                "/conda/t/repodata.json",
                "/index.html",
                "/api",
                "/metrics/x"
            })
    void whatIsNotThereIsSaidInOneLineOfText(String path) throws Exception {
        write("conda/anaconda/deep/linux-64/repodata.json", INDEX);
        start();

        HttpResponse<byte[]> response = get(path);

        assertEquals(404, response.statusCode());
        assertEquals("404 Not Found\n", text(response));
        assertEquals("text/plain;charset=utf-8", header(response, "Content-Type"));
        assertEquals("14", header(response, "Content-Length"));
    }

    @Test
    void tagsOutliveTheServerAndChangeWithTheContent() throws Exception {
        Path file = write("conda/anaconda/linux-64/a-1.0-0.conda", "one");
        start();
        String tag = header(get(LINUX + "a-1.0-0.conda"), "ETag");
        server.close();
        start();

        assertEquals(tag, header(get(LINUX + "a-1.0-0.conda"), "ETag"));

        FileTime time = Files.getLastModifiedTime(file);
        Path other = Files.writeString(temp.resolve("other"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        HttpResponse<byte[]> response = get(LINUX + "a-1.0-0.conda");

        assertEquals("two", text(response));
        assertNotEquals(tag, header(response, "ETag"));
    }

    @Test
    void aFileThatGoesIsGoneAtOnce() throws Exception {
        Path file = write("conda/anaconda/linux-64/a-1.0-0.conda", random(100_000));
        start();
        assertStatus(200, LINUX + "a-1.0-0.conda");

        Files.delete(file);

        assertStatus(404, LINUX + "a-1.0-0.conda");
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        start();

        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"}) {
            HttpResponse<byte[]> response = send(method, LINUX + "repodata.json");

            assertEquals(405, response.statusCode(), method);
            assertEquals("GET, HEAD", header(response, "Allow"), method);
        }
        assertEquals(INDEX, Files.readString(temp.resolve("mirror" + LINUX + "repodata.json")));
    }

    @Test
    void manyRequestsGoOverOneConnection() throws Exception {
        start();
        String one = "GET " + LINUX + "repodata.json HTTP/1.1\r\nHost: x\r\n\r\n";

        String answers = raw(one + one + one.replace("Host: x", "Host: x\r\nConnection: close"));

        assertEquals(4, answers.split("HTTP/1.1 200 OK", -1).length);
        assertFalse(answers.contains("chunked"));
    }

    @Test
    void aFileBesideTheSubdirsAndOneOfAShardFolderAreServed() throws IOException, InterruptedException {
        write("conda/anaconda/channeldata.json", "{}");
        write("conda/anaconda/linux-64/shards/ab.msgpack.zst", "x");
        start();

        assertStatus(200, "/conda/anaconda/channeldata.json");
        assertStatus(200, LINUX + "shards/ab.msgpack.zst");
    }
}
