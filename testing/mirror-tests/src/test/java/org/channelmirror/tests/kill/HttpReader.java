package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.channelmirror.tests.channel.JsonTree;
import org.jspecify.annotations.Nullable;

/** A client that reads one channel's indexes and every file they name, again and again, over HTTP. */
final class HttpReader {

    /** How the client comes by an index. */
    enum Way {
        PLAIN("repodata.json", HttpClient.Version.HTTP_1_1),
        GZIP("repodata.json", HttpClient.Version.HTTP_1_1),
        ZST("repodata.json.zst", HttpClient.Version.HTTP_2);

        private final String file;
        private final HttpClient.Version version;

        Way(String file, HttpClient.Version version) {
            this.file = file;
            this.version = version;
        }
    }

    private final URI channel;
    private final Way way;
    private final Path folder;
    private final HttpClient client;
    private final AtomicBoolean enough = new AtomicBoolean();
    private final Phaser rounds = new Phaser(1);
    private final CompletableFuture<Void> reading = new CompletableFuture<>();

    private HttpReader(URI channel, Way way, Path folder) {
        this.channel = channel;
        this.way = way;
        this.folder = folder;
        this.client = HttpClient.newBuilder().version(way.version).build();
    }

    static HttpReader of(URI channel, Way way, Path folder) {
        HttpReader reader = new HttpReader(channel, way, folder);
        Thread thread = new Thread(reader::read, "reader-" + way);
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /** Waits until it has come to the end of what it reads just now, from the indexes to the last file. */
    void finishRound() {
        rounds.awaitAdvance(rounds.getPhase());
    }

    /** Ends the reading; fails if the server lied meanwhile. */
    void stop() throws InterruptedException {
        enough.set(true);
        try {
            reading.get();
        } catch (ExecutionException e) {
            throw new AssertionError(
                    way + " of " + channel + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    private void read() {
        try {
            while (!enough.get()) {
                for (String subdir : UpstreamState.SUBDIRS) {
                    check(channel.resolve(subdir + "/"));
                }
                rounds.arrive();
            }
            reading.complete(null);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            reading.completeExceptionally(e);
        } finally {
            rounds.forceTermination();
        }
    }

    /** A file may differ only after the indexes that named it did: what is wrong under an index that has not changed is wrong. */
    private void check(URI subdir) throws IOException, InterruptedException {
        byte[] before = index(subdir);
        while (true) {
            List<String> problems = problems(subdir, before);
            if (problems.isEmpty()) {
                return;
            }
            byte[] after = index(subdir);
            assertFalse(Arrays.equals(before, after), () -> "an index lies: " + problems);
            before = after;
        }
    }

    private byte[] index(URI subdir) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(subdir.resolve(way.file));
        if (way == Way.GZIP) {
            request.header("Accept-Encoding", "gzip");
        }
        HttpResponse<byte[]> response = get(request.build());
        assertEquals(200, response.statusCode(), "an index is never absent");
        try (InputStream in = decoded(response)) {
            return in.readAllBytes();
        }
    }

    private InputStream decoded(HttpResponse<byte[]> response) throws IOException {
        InputStream in = new ByteArrayInputStream(response.body());
        boolean isGzip = response.headers().firstValue("Content-Encoding").isPresent();
        assertEquals(way == Way.GZIP, isGzip, "gzip is for those who ask");
        return switch (way) {
            case PLAIN -> in;
            case GZIP -> new GZIPInputStream(in);
            case ZST -> new ZstdInputStream(in);
        };
    }

    /** What is wrong with the files that an index names. That one is gone is wrong whatever the index is by now. */
    private List<String> problems(URI subdir, byte[] index) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Map<String, @Nullable Object>> record :
                PublishedIndex.records(JsonTree.object(index)).entrySet()) {
            HttpResponse<byte[]> response =
                    get(HttpRequest.newBuilder(subdir.resolve(record.getKey())).build());
            assertEquals(200, response.statusCode(), record.getKey() + " was listed");
            Path copy = folder.resolve(way + "-" + Thread.currentThread().getId());
            Files.write(copy, response.body());
            StoredFile.problem(copy, record.getValue())
                    .ifPresent(what -> problems.add(record.getKey() + " is " + what));
        }
        return problems;
    }

    private HttpResponse<byte[]> get(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
