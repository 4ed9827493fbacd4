package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ServeCommandTest {

    private static final Pattern URL = Pattern.compile("at (http\\S+/)conda/");

    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Cancellation cancellation = new Cancellation();
    private final FakeClient client = new FakeClient();

    private CompletableFuture<Integer> serve(String... args) {
        return CompletableFuture.supplyAsync(() -> new CommandRunner(new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        dir,
                        Optional.empty(),
                        0,
                        Clock.systemUTC(),
                        client,
                        cancellation))
                .run(args));
    }

    private URI url(CompletableFuture<Integer> running) {
        while (true) {
            Matcher said = URL.matcher(err.toString(StandardCharsets.UTF_8));
            if (said.find()) {
                return URI.create(said.group(1));
            }
            assertFalse(running.isDone(), err.toString(StandardCharsets.UTF_8));
            Thread.onSpinWait();
        }
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void index() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("mirror/conda/main/noarch"));
        Files.writeString(folder.resolve("repodata.json"), "{}");
    }

    @Test
    void servesUntilItIsStoppedAndLogsToStdout() throws Exception {
        index();
        CompletableFuture<Integer> running = serve("serve", "--port", "0");

        HttpResponse<String> response = get(url(running).resolve("conda/main/noarch/repodata.json"));
        cancellation.cancel();

        assertEquals(200, response.statusCode());
        assertEquals(0, running.get());
        String log = out.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains("\"GET /conda/main/noarch/repodata.json HTTP"), log);
    }

    @Test
    void withJsonTheLogIsOnStderrAndTheReportOnStdout() throws Exception {
        index();
        CompletableFuture<Integer> running = serve("serve", "--port", "0", "--json");

        get(url(running).resolve("conda/main/noarch/repodata.json"));
        cancellation.cancel();

        assertEquals(0, running.get());
        assertEquals(
                dir.resolve("mirror").toString(),
                JsonValue.only(out.toString(StandardCharsets.UTF_8)).at("root"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("\"GET /conda/main/"));
    }

    @Test
    void aConfigurationIsSyncedAndClosesItsAccount() throws Exception {
        index();
        String configuration =
                CliRun.configuration(dir, "visibility: private", "account: main", "on_finish: cat > finished.json");
        CompletableFuture<Integer> running = serve(
                "serve", "--port", "0", "--config-file", configuration, "--sync-every", "1h", "--access-log", "a.log");

        HttpResponse<String> response = get(url(running).resolve("conda/main/noarch/repodata.json"));
        while (client.synced.isEmpty()) {
            Thread.onSpinWait();
        }
        cancellation.cancel();

        assertEquals(401, response.statusCode());
        assertEquals(0, running.get());
        assertEquals("main", client.synced.get(0).account().value());
        assertTrue(client.closed);
        assertEquals(
                "sync",
                JsonValue.only(Files.readString(dir.resolve("finished.json"))).at("command"));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertTrue(Files.readString(dir.resolve("a.log")).contains("\" 401 "));
    }

    private AccountSummary filled(String account, Optional<ConfigurationSource> by) {
        return new AccountSummary(
                new AccountName(account), 1, 1, Optional.of(new AccountOrigin(List.of("file:/x"), by)));
    }

    @Test
    void withoutAConfigurationEveryAccountIsSyncedByTheOneThatFilledIt() throws Exception {
        Path configuration = dir.resolve(CliRun.configuration(dir, "account: main"));
        Path gone = dir.resolve("gone.yaml");
        client.accounts = List.of(
                filled("gone", Optional.of(new ConfigurationSource(gone, dir, new AccountName("gone")))),
                filled("imported", Optional.empty()),
                filled("main", Optional.of(new ConfigurationSource(configuration, dir, new AccountName("main")))));
        CompletableFuture<Integer> running = serve("serve", "--port", "0", "--sync-every", "1h");

        url(running);
        while (client.synced.isEmpty()) {
            Thread.onSpinWait();
        }
        cancellation.cancel();

        assertEquals(0, running.get());
        assertEquals(1, client.synced.size());
        assertEquals("main", client.synced.get(0).account().value());
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("gone.yaml"), said);
        assertTrue(said.contains("account main in " + dir.resolve("mirror") + ": "), said);
    }

    @Test
    void whatMakesNoSenseIsSaidAtOnce() throws Exception {
        String configuration = CliRun.configuration(dir);
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertRefused("cannot listen at 127.0.0.1:" + taken.getLocalPort(), "--port", "" + taken.getLocalPort());
        }
        assertRefused("--sync-every has nothing to sync", "--sync-every", "6h");
        assertRefused("neither an interval", "--sync-every", "often", "--config-file", configuration);
        assertRefused("go together", "--tls-cert", "x.pem");
        assertRefused("x.pem", "--tls-cert", "x.pem", "--tls-key", "y.pem");
        assertRefused("a port is 0 to 65535", "--port", "65536");
    }

    private void assertRefused(String what, String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "serve";
        System.arraycopy(options, 0, args, 1, options.length);

        CliRun run = CliRun.of(dir, client, args);

        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(what), run.err());
    }
}
