package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.channelmirror.server.MirrorServer;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.tests.channel.JsonTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the server read all the time, while packages come, are uploaded again and are withdrawn. */
@Timeout(180)
final class ServedWhileSyncedTest {

    private static final int CLIENTS = 3;
    private static final int ROUNDS = 4;

    @TempDir
    Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger read = new AtomicInteger();

    @Test
    void everyIndexTellsTheTruth() throws Exception {
        Path root = temp.resolve("mirror");
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (ChangingUpstream upstream = new ChangingUpstream(temp, 40);
                Mirrors mirrors = new Mirrors(upstream);
                FileSystemStorage storage = new FileSystemStorage(root);
                MirrorServer server = MirrorServer.builder(storage).port(0).start()) {
            assertTrue(mirrors.sync(root, Disk.system()).isComplete());
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String file = i == 0 ? "repodata.json.zst" : "repodata.json";
                clients.add(CompletableFuture.runAsync(() -> readAll(server.uri(), file), threads));
            }
            for (int i = 0; i < ROUNDS; i++) {
                for (UpstreamState state : UpstreamState.values()) {
                    upstream.show(state);
                    assertTrue(mirrors.sync(root, Disk.system()).isComplete());
                }
            }
            enough.set(true);
            for (CompletableFuture<Void> reading : clients) {
                reading.get();
            }
            assertTrue(read.get() > CLIENTS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            enough.set(true);
            threads.shutdownNow();
        }
    }

    private void readAll(URI server, String file) {
        try {
            while (!enough.get()) {
                for (String subdir : UpstreamState.SUBDIRS) {
                    check(server.resolve("conda/anaconda/" + subdir + "/"), file);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What is wrong under an index that has not changed is wrong. */
    private void check(URI folder, String file) throws IOException, InterruptedException {
        HttpResponse<byte[]> before = get(folder.resolve(file));
        while (true) {
            assertEquals(200, before.statusCode(), file + " is never absent");
            List<String> problems = problems(folder, file, before.body());
            read.incrementAndGet();
            if (problems.isEmpty()) {
                return;
            }
            HttpResponse<byte[]> after = get(folder.resolve(file));
            assertFalse(Arrays.equals(before.body(), after.body()), () -> "an index lies: " + problems);
            before = after;
        }
    }

    private List<String> problems(URI folder, String file, byte[] index) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Map<String, @Nullable Object>> record :
                PublishedIndex.records(JsonTree.object(plain(file, index))).entrySet()) {
            HttpResponse<byte[]> response = get(folder.resolve(record.getKey()));
            if (response.statusCode() != 200) {
                problems.add(record.getKey() + ": " + response.statusCode());
                continue;
            }
            Path copy = Files.createTempFile(temp, "got", ".bin");
            Files.write(copy, response.body());
            Optional<String> problem = StoredFile.problem(copy, record.getValue());
            problem.ifPresent(what -> problems.add(record.getKey() + ": " + what));
            Files.delete(copy);
        }
        return problems;
    }

    private static byte[] plain(String file, byte[] index) throws IOException {
        if (!file.endsWith(".zst")) {
            return index;
        }
        try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(index))) {
            return in.readAllBytes();
        }
    }

    private HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
