package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRedirectTest extends TransportTestBase {

    /** {@code user:p@ss/word} in Base64, and as it stands in an address. */
    private static final String BASIC = "Basic dXNlcjpwQHNzL3dvcmQ=";

    private static final String USER_INFO = "user:p%40ss%2Fword";

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsRedirects(int status) throws Exception {
        fault(Fault.on("/old/x").status(status, Map.of("Location", "../b?v=1")));

        DownloadResult.Done done = done("/old/x");

        assertEquals("other", sink.text());
        assertEquals(upstream.uri("/b?v=1"), done.finalUri());
        assertEquals(1, upstream.connections());
    }

    @Test
    void followsTenRedirectsAndNoMore() throws Exception {
        for (int i = 0; i < 11; i++) {
            fault(Fault.on("/hop" + i).redirectTo(i == 10 ? "/b" : "/hop" + (i + 1)));
        }

        done("/hop1");
        assertEquals("other", sink.text());
        upstream.clear();

        TransferException failure = failure(upstream.uri("/hop0"));
        assertEquals(11, upstream.requests().size());
        assertFalse(failure.isRetryable());
        assertTrue(failure.getMessage().contains("more than 10 redirects"), failure::getMessage);
    }

    @Test
    void namesTheKnownVersionBehindARedirectToo() throws Exception {
        Validator known = done("/b").validator();
        fault(Fault.on("/old").redirectTo("/b"));

        assertEquals(
                new DownloadResult.NotModified(), downloader.download(upstream.uri("/old"), known, sink, observer));
    }

    @Test
    void repeatsWhatFailsBehindARedirect() throws Exception {
        fault(Fault.on("/old").redirectTo("/b"));
        fault(Fault.on("/b").times(1).status(503));

        done("/old");

        assertEquals(2, upstream.requests("/old").size());
        assertEquals("other", sink.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "http:///x", "http://[bad"})
    void refusesRedirectsThatLeadNowhere(String location) {
        fault(Fault.on("/a").redirectTo(location));

        TransferException failure = failure(upstream.uri("/a"));

        assertFalse(failure.isRetryable());
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void refusesARedirectWithoutAddress() {
        fault(Fault.on("/a").status(302));

        TransferException failure = failure(upstream.uri("/a"));

        assertTrue(failure.getMessage().contains("does not say where to"), failure::getMessage);
    }

    @Test
    void sendsTheUserOfTheAddress() throws Exception {
        DownloadResult.Done done =
                (DownloadResult.Done) downloader.download(withUser("/b"), Validator.NONE, sink, observer);

        ReceivedRequest request = upstream.requests().get(0);
        assertEquals(Optional.of(BASIC), request.header("Authorization"));
        assertEquals(Optional.of(upstream.uri().getAuthority()), request.header("Host"));
        assertEquals(withUser("/b"), done.finalUri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b", "absolute"})
    void keepsTheUserOnTheSameHost(String location) throws Exception {
        fault(Fault.on("/old")
                .redirectTo(location.equals("absolute") ? upstream.uri("/b").toString() : location));

        DownloadResult.Done done =
                (DownloadResult.Done) downloader.download(withUser("/old"), Validator.NONE, sink, observer);

        assertEquals(Optional.of(BASIC), upstream.requests("/b").get(0).header("Authorization"));
        assertEquals(withUser("/b"), done.finalUri());
    }

    @Test
    void sendsTheUserToNoOtherHost() throws Exception {
        try (FakeUpstream other =
                FakeUpstream.serving(Map.of("/c", bytes("elsewhere"))).start()) {
            fault(Fault.on("/old").redirectTo(other.uri("/c").toString()));

            DownloadResult.Done done =
                    (DownloadResult.Done) downloader.download(withUser("/old"), Validator.NONE, sink, observer);

            assertEquals("elsewhere", sink.text());
            assertEquals(Optional.of(BASIC), upstream.requests("/old").get(0).header("Authorization"));
            assertEquals(Optional.empty(), other.requests("/c").get(0).header("Authorization"));
            assertEquals(other.uri("/c"), done.finalUri());
        }
    }

    @Test
    void failuresHideSecrets() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(Map.<String, byte[]>of()).start()) {
            fault(Fault.on("/t/token123/a?sig=abc").times(1).status(503));
            fault(Fault.on("/t/token123/a?sig=abc")
                    .redirectTo("http://u:leak@" + other.uri().getAuthority() + "/t/tk9/x?sig=abc"));
            other.inject(Fault.on("/t/tk9/x?sig=abc").status(403));

            TransferException failure = failure(withUser("/t/token123/a?sig=abc"));

            String said = failure + " " + failure.subject() + observer.retries();
            for (String secret : new String[] {"p%40ss", "p@ss", "token123", "abc", "leak", "tk9", "user:"}) {
                assertFalse(said.contains(secret), () -> secret + " is in " + said);
            }
            assertTrue(said.contains(other.uri().getAuthority() + " refuses access"), said);
        }
    }

    @Test
    void tooManyRedirectsHideSecrets() {
        fault(Fault.on(path -> true).redirectTo("/t/token123/again?sig=abc"));

        TransferException failure = failure(withUser("/a"));

        assertFalse(failure.getMessage().contains("token123"), failure::getMessage);
        assertFalse(failure.getMessage().contains("abc"), failure::getMessage);
        assertFalse(failure.getMessage().contains("p%40ss"), failure::getMessage);
    }

    private URI withUser(String path) {
        return URI.create("http://" + USER_INFO + "@" + upstream.uri().getAuthority() + path);
    }
}
