package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords and tokens in a channel's URL reach the server and nothing else. */
class SecretsTest extends SyncTestBase {

    private static final String PASSWORD = "s3cr3t-password";
    private static final String TOKEN = "to-12345-secret-token";

    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void describe() throws Exception {
        ChannelBuilder.at(temp.resolve("up/t/" + TOKEN + "/private"))
                .subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("wrong", "1", "0")
                .damaged(Damage.FLIPPED_BYTE)
                .pkg("absent", "1", "0")
                .damaged(Damage.ABSENT)
                .pkg("broken", "1", "0")
                .write();
    }

    private URI withPassword(URI uri) {
        return URI.create(uri.toString().replace("http://", "http://user:" + PASSWORD + "@"));
    }

    private URI secret() {
        return withPassword(upstream.uri("/t/" + TOKEN + "/private/"));
    }

    private void note(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        seen.add(text.toString());
        if (failure instanceof MirrorException mirror) {
            seen.add(mirror.subject());
        }
    }

    private void assertNoSecrets() throws Exception {
        seen.addAll(events.lines);
        for (String text : seen) {
            assertFalse(text.contains(PASSWORD) || text.contains(TOKEN), text);
        }
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(PASSWORD) || text.contains(TOKEN), file.toString());
                assertFalse(file.toString().contains(TOKEN), file.toString());
            }
        }
    }

    @Test
    void aRunWithEveryKindOfFailureTellsNone() throws Exception {
        upstream.inject(Fault.on(path -> path.contains("broken")).resetAfter(3));
        var report = client.sync(request(secret()).build());
        assertEquals(3, report.failureCount(), report::toString);
        seen.add(report.toString());
        seen.add(client.plan(request(secret()).build()).toString());
        seen.add(client.status(new StatusRequest(storage, AccountName.DEFAULT)).toString());
        assertNoSecrets();
        assertTrue(
                report.failures().stream().anyMatch(failure -> failure.reason().contains("/t/********/private/")),
                report.failures()::toString);
        String expected =
                "Basic " + Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertTrue(
                upstream.requests().stream()
                        .allMatch(request -> request.header("Authorization").equals(Optional.of(expected))),
                "the server is told");
    }

    @Test
    void badIndexesTellNone() throws Exception {
        upstream.put("/t/" + TOKEN + "/private/linux-64/repodata.json", new byte[] {'<'});
        upstream.put(
                "/t/" + TOKEN + "/private/noarch/repodata.json",
                ("{\"info\":{\"base_url\":\"http://u:" + PASSWORD + "@[broken/t/" + TOKEN + "/x\"}}")
                        .getBytes(StandardCharsets.UTF_8));
        seen.add(client.sync(request(secret()).build()).toString());
        assertNoSecrets();
    }

    @Test
    void exceptionsTellNone() throws Exception {
        note(assertThrows(
                MirrorException.class,
                () -> client.sync(request(withPassword(upstream.uri("/t/" + TOKEN + "/none/")))
                        .build())));
        URI secret = secret();
        upstream.inject(Fault.on(path -> true).reset());
        MirrorReport report = client.sync(request(secret).build());
        assertTrue(report.isTotalFailure(), report::toString);
        seen.add(report.toString());
        upstream.close();
        note(assertThrows(
                MirrorException.class, () -> client.sync(request(secret).build())));
        note(assertThrows(
                MirrorException.class, () -> client.plan(request(secret).build())));
        assertNoSecrets();
    }

    @Test
    void anotherHostIsNotTold() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(temp.resolve("up")).start()) {
            ChannelBuilder.at(temp.resolve("up/t/" + TOKEN + "/private"))
                    .subdir("noarch")
                    .baseUrl(other.uri("/pool/").toString())
                    .pkg("n", "1", "0")
                    .write();
            Files.createDirectories(temp.resolve("up/pool"));
            Files.copy(
                    temp.resolve("up/t/" + TOKEN + "/private/noarch/n-1-0.conda"), temp.resolve("up/pool/n-1-0.conda"));
            assertTrue(client.sync(request(secret()).build()).isComplete());
            assertEquals(1, other.requests().size());
            assertTrue(other.requests().get(0).header("Authorization").isEmpty());
            assertFalse(other.requests().get(0).toString().contains(TOKEN));
        }
    }

    @Test
    void aNewTokenIsTheSameUpstream() throws Exception {
        upstream.inject(Fault.on(path -> path.contains("broken")).resetAfter(3));
        ChannelBuilder.at(temp.resolve("up/t/" + TOKEN + "/private"))
                .subdir("noarch")
                .pkg("n", "1", "0")
                .write();
        client.sync(request(secret()).build());
        Files.move(temp.resolve("up/t/" + TOKEN), temp.resolve("up/t/another"));
        upstream.clear();
        assertTrue(client.sync(request(withPassword(upstream.uri("/t/another/private/")))
                        .build())
                .isComplete());
        assertEquals(
                304,
                upstream.requests("/t/another/private/noarch/repodata.json")
                        .get(0)
                        .status());
    }
}
