package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.channelmirror.cli.Main;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.upstream.FakeProxy;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line at its most talkative, with a secret in every place that can hold one and with everything going wrong that
 * could make it speak of them.
 */
@Timeout(300)
class PlantedSecretsTest {

    private static final String URL_TOKEN = "plantedUrlToken-1a2b3c";
    private static final String URL_PASSWORD = "plantedUrlPass@w/rd:1";
    private static final String BEARER = "plantedBearer.4d5e6f";
    private static final String PASSWORD = "plantedPassword $7g8h9i";
    private static final String CONDA_TOKEN = "plantedCondaToken-0j1k2l";
    private static final String ALIAS_TOKEN = "plantedAliasToken-3m4n5o";
    private static final String NETRC_PASSWORD = "plantedNetrc 6p7q8r";
    private static final String VARIABLE_PASSWORD = "plantedVariable#9s0t1u";
    private static final String PROXY_PASSWORD = "plantedProxy@2v3w4x";
    private static final String SIGNATURE = "plantedSignature5y6z7a";

    /** As a person writes it into an address. */
    private static final String ENCODED_URL_PASSWORD = URLEncoder.encode(URL_PASSWORD, StandardCharsets.UTF_8);

    private static final String HOST = "repo.example.org";

    private final PlantedSecrets secrets = new PlantedSecrets(
            URL_TOKEN,
            URL_PASSWORD,
            BEARER,
            PASSWORD,
            CONDA_TOKEN,
            ALIAS_TOKEN,
            NETRC_PASSWORD,
            VARIABLE_PASSWORD,
            PROXY_PASSWORD,
            SIGNATURE);

    @TempDir
    Path temp;

    private Path up;
    private Path work;
    private FakeUpstream upstream;
    private FakeProxy proxy;
    private int runs;

    @BeforeEach
    void plant() throws IOException {
        up = temp.resolve("up");
        work = Files.createDirectory(temp.resolve("work"));
        for (String path :
                List.of("c", "t/" + URL_TOKEN + "/c", "t/" + CONDA_TOKEN + "/c", "t/" + ALIAS_TOKEN + "/c")) {
            ChannelBuilder.at(up.resolve(path))
                    .subdir("noarch")
                    .pkg("good", "1", "0")
                    .pkg("signed", "1", "0")
                    .subdir("linux-64")
                    .pkg("wrong", "1", "0")
                    .damaged(Damage.FLIPPED_BYTE)
                    .pkg("absent", "1", "0")
                    .damaged(Damage.ABSENT)
                    .pkg("broken", "1", "0")
                    .pkg("refused", "1", "0")
                    .pkg("forbidden", "1", "0")
                    .pkg("expired", "1", "0")
                    .pkg("mad", "1", "0")
                    .pkg("lost", "1", "0")
                    .write();
        }
        Files.createDirectories(up.resolve("signed"));
        Files.copy(up.resolve("c/noarch/signed-1-0.conda"), up.resolve("signed/good"));
        upstream = misbehaving(FakeUpstream.serving(up).start());
        proxy = FakeProxy.builder()
                .host(HOST, upstream.uri())
                .user("proxyuser", PROXY_PASSWORD)
                .start();
        Files.writeString(
                temp.resolve(".netrc"), "machine 127.0.0.1 login netrcuser password \"" + NETRC_PASSWORD + "\"\n");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private FakeUpstream misbehaving(FakeUpstream server) {
        String query = "?X-Amz-Signature=" + SIGNATURE + "&sig=" + SIGNATURE + "&token=" + SIGNATURE;
        server.inject(Fault.on(path -> path.contains("/broken-")).resetAfter(3));
        server.inject(Fault.on(path -> path.contains("/refused-")).status(401));
        server.inject(Fault.on(path -> path.contains("/forbidden-")).status(403));
        server.inject(Fault.on(path -> path.contains("/signed-")).redirectTo("/signed/good" + query));
        server.inject(Fault.on(path -> path.contains("/expired-")).redirectTo("/signed/expired" + query));
        server.inject(Fault.on(path -> path.startsWith("/signed/expired")).status(403));
        server.inject(Fault.on(path -> path.contains("/lost-")).redirectTo("/signed/lost" + query));
        server.inject(Fault.on(path -> path.startsWith("/signed/lost")).reset());
        server.inject(
                Fault.on(path -> path.contains("/mad-")).redirectTo("http://u:" + SIGNATURE + "@[no/host" + query));
        return server;
    }

    private Map<String, String> environment() {
        return Map.of(
                "HOME",
                temp.toString(),
                "PASSWORD",
                PASSWORD,
                "BEARER",
                BEARER,
                "CHANNEL_MIRROR_USER_LOCALHOST",
                "variableuser",
                "CHANNEL_MIRROR_PASSWORD_LOCALHOST",
                VARIABLE_PASSWORD,
                "http_proxy",
                proxy.uri().toString().replace("://", "://proxyuser:" + PROXY_PASSWORD.replace("@", "%40") + "@"),
                "no_proxy",
                "127.0.0.1,localhost");
    }

    /** Runs the command line, looks at what it printed, and returns it. */
    private String run(String configuration, int expected, String... args) throws IOException {
        Path file = Files.writeString(temp.resolve("c.yaml"), configuration);
        List<String> command = new ArrayList<>(List.of(args));
        command.addAll(List.of(
                "-v",
                "--config-file",
                file.toString(),
                "--root",
                work.resolve("m" + runs).toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                command.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment(),
                work);
        secrets.assertAbsentFrom("stdout", out.toByteArray());
        secrets.assertAbsentFrom("stderr", err.toByteArray());
        String said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        assertEquals(expected, code, said);
        return said;
    }

    /** Plans, syncs and asks for the state in each form; then everything is failing. */
    private void exercise(String configuration) throws IOException {
        String yaml = configuration + "max_retries: 1\nplatforms: linux-64\n";
        runs++;
        run(yaml, 0, "sync", "--dry-run");
        String said = run(yaml, 3, "sync");
        assertTrue(said.contains("8 packages could not be had"), said);
        assertTrue(said.contains("lost-1-0.conda: "), said);
        run(yaml, 3, "sync", "--json");
        run(yaml, 3, "sync", "--reset");
        run(yaml, 0, "status");
        run(yaml, 0, "status", "--json");
        assertTrue(Files.exists(work.resolve("m" + runs + "/.mirror/quarantine")));
        Fault refusal =
                Fault.on(path -> path.contains("repodata.json")).times(12).status(401);
        upstream.inject(refusal);
        runs++;
        assertTrue(run(yaml, 1, "sync").contains("refuses access"));
        run(yaml, 1, "sync", "--json");
    }

    private String channel(String base, String path) {
        return "channels: ['" + base + path + "']\n";
    }

    @Test
    void nothingThatAnybodyCanReadHasASecret() throws IOException {
        String local = upstream.uri().toString();
        String withUser = local.replace("://", "://urluser:" + ENCODED_URL_PASSWORD + "@");
        exercise(channel(withUser, "/t/" + URL_TOKEN + "/c"));
        exercise(channel(local, "/c") + "credentials: {'" + local + "': {bearer: $BEARER}}\n");
        exercise(channel(local, "/c") + "credentials: {'" + local + "': {token: " + CONDA_TOKEN + "}}\n");
        exercise("channels: [c]\nchannel_alias: " + local + "\napi_token: " + ALIAS_TOKEN + "\n");
        exercise(channel("http://" + HOST, "/c") + "credentials:\n  http://" + HOST
                + ":\n    user: configured\n    password: $PASSWORD\n");
        exercise(channel(local.replace("127.0.0.1", "localhost"), "/c"));
        exercise(channel(local, "/c"));
        secrets.assertAbsentBelow(work);

        String told = upstream.requests().toString() + proxy.requests() + decoded();
        secrets.assertAllIn("what the servers were told", told);
    }

    /** What was sent as Basic, as it was before. */
    private String decoded() {
        StringBuilder text = new StringBuilder();
        for (var request : upstream.requests()) {
            request.header("Authorization")
                    .filter(value -> value.startsWith("Basic "))
                    .map(value -> Base64.getDecoder().decode(value.substring(6)))
                    .ifPresent(bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
        }
        return text.toString();
    }

    @Test
    void whatCannotBeReachedIsTracedWithoutSecrets() throws IOException {
        FakeUpstream gone = FakeUpstream.serving(up).start();
        String url = gone.uri().toString().replace("://", "://urluser:" + ENCODED_URL_PASSWORD + "@");
        gone.close();
        String said = run(channel(url, "/t/" + URL_TOKEN + "/c") + "max_retries: 1\n", 1, "sync");
        assertTrue(said.contains("Caused by: "), said);
        assertTrue(said.contains("/t/********/c/noarch/"), said);

        String nowhere = "http://urluser:" + ENCODED_URL_PASSWORD + "@" + "x".repeat(70) + ".invalid";
        run(channel(nowhere, "/t/" + URL_TOKEN + "/c") + "max_retries: 0\nproxy_servers: {http: none}\n", 1, "sync");
        run(channel(upstream.uri().toString(), "/t/" + URL_TOKEN + "/none"), 1, "sync");

        proxy.close();
        run(channel("http://" + HOST, "/c") + "max_retries: 0\n", 1, "sync");
    }

    @Test
    void aProxyThatTakesNoPasswordIsToldWithoutIt() throws IOException {
        try (FakeProxy strict = FakeProxy.builder().user("proxyuser", "another").start()) {
            String url =
                    strict.uri().toString().replace("://", "://proxyuser:" + PROXY_PASSWORD.replace("@", "%40") + "@");
            for (String scheme : List.of("http", "https")) {
                String said =
                        run(channel(scheme + "://" + HOST, "/c") + "proxy_servers: {all: '" + url + "'}\n", 1, "sync");
                assertTrue(said.contains("does not take the user and password"), said);
            }
        }
    }

    @Test
    void aHostileIndexIsToldWithoutSecrets() throws IOException {
        String secret = "http://u:" + SIGNATURE + "@[no/t/" + URL_TOKEN + "/x?sig=" + SIGNATURE;
        Files.writeString(
                up.resolve("t/" + URL_TOKEN + "/c/noarch/repodata.json"),
                "{\"info\":{\"base_url\":\"" + secret + "\"}}");
        run(channel(upstream.uri().toString(), "/t/" + URL_TOKEN + "/c") + "max_retries: 1\n", 3, "sync");
        secrets.assertAbsentBelow(work);
    }

    @Test
    void aBadConfigurationIsToldWithoutSecrets() throws IOException {
        String url = "https://urluser:" + ENCODED_URL_PASSWORD + "@h/t/" + URL_TOKEN + "/c";
        for (String yaml : List.of(
                "channels: ['" + url + "?sig=" + SIGNATURE + "']\n",
                "channels: ['https://urluser:" + URL_PASSWORD + "@h/t/" + URL_TOKEN + "/c d']\n",
                "chanels: ['" + url + "']\n",
                "channels: r\ncredentials: {h: {bearer: " + BEARER + ", token: x}}\n",
                "channels: r\ncredentials: {h: {baerer: " + BEARER + "}}\n",
                "channels: r\ncredentials:\n  h: {user: a, password: '" + PASSWORD + "'\n",
                "channels: r\napi_token: [" + ALIAS_TOKEN + "]\n",
                "channels: r\napi_tokens: " + ALIAS_TOKEN + "\n",
                "channels: r\nproxy_servers: {https: 'socks5://u:" + PROXY_PASSWORD + "@p'}\n",
                "channels: r\nurl_mapping: {'" + url + "': 'ftp://u:" + URL_PASSWORD + "@h/t/" + URL_TOKEN
                        + "/c'}\n")) {
            run(yaml, 2, "sync");
            run(yaml, 2, "sync", "--json");
        }
    }

    @Test
    void theSearchFindsWhatIsThere() {
        String pair = Base64.getEncoder().encodeToString(("u:" + BEARER + "x").getBytes(StandardCharsets.UTF_8));
        for (String text : List.of("a" + PASSWORD, ENCODED_URL_PASSWORD + "b", pair)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThrows(AssertionError.class, () -> secrets.assertAbsentFrom("text", bytes));
        }
        assertFalse(URI.create("x:" + ENCODED_URL_PASSWORD).toString().contains(URL_PASSWORD));
    }
}
