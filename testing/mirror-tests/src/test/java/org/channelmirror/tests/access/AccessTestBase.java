package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Credential;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Origin;
import org.channelmirror.model.Subdir;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small channel, {@code /c} of a server, that clients with different access mirror. */
@Timeout(120)
abstract class AccessTestBase {

    static final int PACKAGES = 2;

    @TempDir
    Path temp;

    final InMemoryStorage storage = new InMemoryStorage();
    FakeUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        channel("up/c");
        upstream = FakeUpstream.serving(temp.resolve("up")).start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
        storage.close();
    }

    void channel(String folder) throws IOException {
        ChannelBuilder.at(temp.resolve(folder))
                .subdir("noarch")
                .pkg("n", "1", "0")
                .subdir("linux-64")
                .pkg("a", "1", "0")
                .write();
    }

    MirrorReport sync(URI channel, UnaryOperator<MirrorClient.Builder> access) throws MirrorException {
        RetryPolicy oneRetry = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);
        try (MirrorClient client =
                access.apply(MirrorClient.builder().retryPolicy(oneRetry)).build()) {
            return client.sync(SyncRequest.builder(new Channel(channel), storage)
                    .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                    .build());
        }
    }

    /** Syncs with the credentials, and expects everything to arrive. */
    MirrorReport syncAll(URI channel, Credentials credentials) throws MirrorException {
        return assertArrived(sync(channel, client -> client.credentials(credentials)));
    }

    static MirrorReport assertArrived(MirrorReport report) {
        assertTrue(report.isComplete(), report::toString);
        assertEquals(PACKAGES, report.downloaded(), report::toString);
        return report;
    }

    /** Every subdir failed, for this reason. */
    static String assertRefused(MirrorReport report, String reason) {
        assertTrue(report.isTotalFailure(), report::toString);
        String failure = report.subdirs().get(0).failure().orElseThrow();
        assertTrue(failure.contains(reason), failure);
        assertFalse(failure.contains("geheim"), failure);
        return failure;
    }

    static Credentials known(URI server, Credential credential) {
        return Credentials.of(Map.of(Origin.of(server), credential));
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** What a server was told at every request; one value, because all are alike. */
    static Optional<String> told(FakeUpstream server) {
        List<Optional<String>> told = server.requests().stream()
                .map(request -> request.header("Authorization"))
                .distinct()
                .toList();
        assertEquals(1, told.size(), told::toString);
        return told.get(0);
    }
}
