package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.Credential;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.TlsTrust;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Origin;
import org.channelmirror.model.Subdir;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCredentialsTest extends AccessTestBase {

    private static final Credential BASIC = new Credential.Basic("me", "geheim");
    private static final Credential BEARER = new Credential.Bearer("geheim");
    private static final Credential TOKEN = new Credential.CondaToken("geheim-1");

    private URI withUser(String user) {
        return URI.create(upstream.uri("/c/").toString().replace("://", "://" + user + "@"));
    }

    private void want(FakeUpstream server, String authorization) {
        server.inject(Fault.on(path -> true)
                .unlessSent("Authorization", authorization)
                .status(401, Map.of("WWW-Authenticate", "Basic realm=\"r\"")));
    }

    @Test
    void aUserAndAPasswordAreSent() throws Exception {
        want(upstream, basic("me:geheim"));
        syncAll(upstream.uri("/c/"), known(upstream.uri(), BASIC));
    }

    @Test
    void aBearerTokenIsSent() throws Exception {
        want(upstream, "Bearer geheim");
        syncAll(upstream.uri("/c/"), known(upstream.uri(), BEARER));
    }

    @Test
    void aCondaTokenStandsBeforeEveryPath() throws Exception {
        channel("up/t/geheim-1/private");
        MirrorReport report = syncAll(upstream.uri("/private/"), known(upstream.uri(), TOKEN));

        assertTrue(
                upstream.requests().stream()
                        .allMatch(request -> request.rawPath().startsWith("/t/geheim-1/private/")),
                upstream.requests()::toString);
        assertFalse(report.toString().contains("geheim"), report::toString);
    }

    @Test
    void aTokenInTheUrlIsSentAsItIs() throws Exception {
        ChannelBuilder.at(temp.resolve("up/t/geheim-2/private"))
                .indexes(IndexFile.JSON, IndexFile.ZST)
                .subdir("noarch")
                .pkg("n", "1", "0")
                .subdir("linux-64")
                .pkg("a", "1", "0")
                .write();
        syncAll(upstream.uri("/t/geheim-2/private/"), known(upstream.uri(), TOKEN));
        upstream.clear();
        MirrorReport second = sync(upstream.uri("/t/geheim-2/private/"), client -> client);

        assertTrue(second.isComplete(), second::toString);
        assertTrue(
                upstream.requests().stream()
                        .noneMatch(request -> request.method().equals("HEAD")
                                && request.rawPath().endsWith(".zst")),
                upstream.requests()::toString);
    }

    @Test
    void aNetrcIsUsed() throws Exception {
        want(upstream, basic("me:geheim"));
        syncAll(
                upstream.uri("/c/"),
                Credentials.netrc(
                        Files.writeString(temp.resolve("netrc"), "machine 127.0.0.1 login me password geheim\n")));
    }

    @Test
    void mistakesInANetrcAreInTheReport() throws Exception {
        MirrorReport report = syncAll(
                upstream.uri("/c/"),
                Credentials.netrc(Files.writeString(temp.resolve("netrc"), "machine 127.0.0.1 login\n")));

        assertEquals(1, report.warnings().size());
        assertTrue(report.warnings().get(0).subject().endsWith("netrc:2"), report::toString);
    }

    @Test
    void theUrlComesFirst() throws Exception {
        want(upstream, basic("url:geheim"));
        syncAll(withUser("url:geheim"), known(upstream.uri(), BASIC));
    }

    @Test
    void anotherPortIsAnotherServer() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(temp.resolve("up")).start()) {
            syncAll(upstream.uri("/c/"), known(other.uri(), BASIC));
            assertEquals(Optional.empty(), told(upstream));
        }
    }

    @Test
    void aRedirectTakesThemToNoOtherServer() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(temp.resolve("up")).start()) {
            for (Credential credential : List.of(BASIC, BEARER)) {
                for (URI from : List.of(upstream.uri("/c/"), withUser("url:geheim"))) {
                    upstream.inject(Fault.on(path -> path.endsWith(".conda"))
                            .redirectTo(other.uri("/c/noarch/n-1-0.conda?X-Amz-Signature=geheim")
                                    .toString()));
                    sync(from, client -> client.credentials(known(upstream.uri(), credential)));
                }
            }
            assertFalse(other.requests().isEmpty());
            assertEquals(Optional.empty(), told(other));
            assertFalse(other.requests().toString().contains("Bearer"));
        }
    }

    @Test
    void aRedirectMayLeadToAServerWithCredentialsOfItsOwn() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(temp.resolve("up")).start()) {
            want(other, "Bearer geheim");
            upstream.inject(Fault.on("/c/noarch/n-1-0.conda")
                    .redirectTo(other.uri("/c/noarch/n-1-0.conda").toString()));
            syncAll(
                    upstream.uri("/c/"),
                    Credentials.of(Map.of(Origin.of(upstream.uri()), BASIC, Origin.of(other.uri()), BEARER)));
            assertEquals(Optional.of(basic("me:geheim")), told(upstream));
        }
    }

    @Test
    void aCondaTokenFollowsNoRedirect() throws Exception {
        channel("up/t/geheim-1/private");
        upstream.inject(Fault.on("/t/geheim-1/private/noarch/n-1-0.conda").redirectTo("/c/noarch/n-1-0.conda"));
        syncAll(upstream.uri("/private/"), known(upstream.uri(), TOKEN));

        assertEquals(1, upstream.requests("/c/noarch/n-1-0.conda").size());
    }

    @Test
    void whatIsForHttpsIsNotSentWithout() throws Exception {
        Origin secure = new Origin("https", "127.0.0.1", upstream.uri().getPort());
        syncAll(upstream.uri("/c/"), Credentials.of(Map.of(secure, BASIC)));
        assertEquals(Optional.empty(), told(upstream));
    }

    @Test
    void anHttpsServerCannotLeadThemToPlainHttp() throws Exception {
        PrivateAuthority authority = new PrivateAuthority(temp);
        TlsTrust trust = TlsTrust.authorities(authority.bundle());
        try (FakeUpstream secure = FakeUpstream.serving(temp.resolve("up"))
                .tls(authority.server("ip:127.0.0.1"))
                .start()) {
            secure.inject(Fault.on(path -> path.endsWith(".conda"))
                    .redirectTo(upstream.uri("/c/noarch/n-1-0.conda").toString()));
            MirrorReport report =
                    sync(secure.uri("/c/"), client -> client.tlsTrust(trust).credentials(known(secure.uri(), BASIC)));

            assertEquals(2, report.failureCount(), report::toString);
            assertEquals(List.of(), upstream.requests());
            assertEquals(Optional.of(basic("me:geheim")), told(secure));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalNamesTheServerAndWhatToDo(int status) throws Exception {
        upstream.inject(Fault.on(path -> true).status(status));
        String server = upstream.uri().getAuthority();

        String without = assertRefused(
                sync(upstream.uri("/c/"), client -> client), server + " refuses access (HTTP status " + status + ")");
        assertTrue(without.contains("name \"http://" + server + "\" under \"credentials\""), without);
        assertTrue(without.contains("machine 127.0.0.1 to ~/.netrc"), without);

        assertRefused(
                sync(upstream.uri("/c/"), client -> client.credentials(known(upstream.uri(), BASIC))),
                "with the user and password known for " + upstream.uri() + ": it may have expired");
        assertRefused(
                sync(upstream.uri("/c/"), client -> client.credentials(known(upstream.uri(), BEARER))),
                "with the bearer token known for " + upstream.uri() + ": it may have expired");
        assertRefused(
                sync(upstream.uri("/c/"), client -> client.credentials(known(upstream.uri(), TOKEN))),
                "with the conda token known for " + upstream.uri() + ": it may have expired");
        assertRefused(sync(withUser("url:geheim"), client -> client), "with the user and password in the URL: it may");
        assertRefused(sync(upstream.uri("/t/geheim/c/"), client -> client), "with the token in the URL: it may have");
    }

    @Test
    void onlyTheServerThatRefusedIsNamed() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(temp.resolve("up")).start()) {
            upstream.inject(Fault.on(path -> path.endsWith("n-1-0.conda"))
                    .redirectTo(other.uri("/t/geheim/x").toString()));
            other.inject(Fault.on(path -> true).status(403));
            MirrorReport report = sync(upstream.uri("/c/"), client -> client);

            String reason = report.failures().get(0).reason();
            assertTrue(reason.contains(other.uri().getAuthority() + " refuses access"), reason);
            assertFalse(reason.contains("geheim"), reason);
        }
    }

    @Test
    void aNewTokenFetchesNothingAgain() throws Exception {
        channel("up/t/old-1/private");
        syncAll(upstream.uri("/private/"), known(upstream.uri(), new Credential.CondaToken("old-1")));
        Files.move(temp.resolve("up/t/old-1"), temp.resolve("up/t/new-2"));

        assertNothingNew(upstream.uri("/private/"), known(upstream.uri(), new Credential.CondaToken("new-2")));
        assertNothingNew(upstream.uri("/t/new-2/private/"), Credentials.NONE);
        Files.move(temp.resolve("up/t/new-2/private"), temp.resolve("up/private"));
        assertNothingNew(upstream.uri("/private/"), known(upstream.uri(), BASIC));
    }

    private void assertNothingNew(URI channel, Credentials credentials) throws Exception {
        upstream.clear();
        MirrorReport report = sync(channel, client -> client.credentials(credentials));
        assertTrue(report.isComplete(), report::toString);
        assertEquals(0, report.downloaded());
        assertEquals(
                List.of(304),
                upstream.requests().stream()
                        .map(ReceivedRequest::status)
                        .distinct()
                        .toList(),
                upstream.requests()::toString);
    }

    @Test
    void whatATokenDidNotShowIsAskedForAgainWithTheNext() throws Exception {
        channel("up/t/good/c");
        Files.createDirectories(temp.resolve("up/t/bad"));
        Files.createSymbolicLink(temp.resolve("up/t/bad/c"), temp.resolve("up/t/good/c"));
        ChannelBuilder hidden = ChannelBuilder.at(temp.resolve("up/t/good/hidden"));
        hidden.subdir("noarch").pkg("h", "1", "0").write();

        assertThrows(ChannelNotFoundException.class, () -> syncBoth("bad"));
        assertEquals(PACKAGES + 1, syncBoth("good").downloaded());
        hidden.subdir("linux-64").pkg("h", "2", "0").write();
        assertFalse(syncBoth("bad").isComplete());
        MirrorReport report = syncBoth("good");
        assertTrue(report.isComplete(), report::toString);
        assertEquals(1, report.downloaded());
    }

    private MirrorReport syncBoth(String token) throws MirrorException {
        List<Channel> channels = List.of(new Channel(upstream.uri("/c/")), new Channel(upstream.uri("/hidden/")));
        try (MirrorClient client = MirrorClient.builder()
                .credentials(known(upstream.uri(), new Credential.CondaToken(token)))
                .build()) {
            return client.sync(SyncRequest.builder(channels, storage)
                    .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                    .build());
        }
    }
}
