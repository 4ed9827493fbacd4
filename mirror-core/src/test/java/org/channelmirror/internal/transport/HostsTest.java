package org.channelmirror.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.HttpHost;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.model.Origin;
import org.junit.jupiter.api.Test;

/** A proxy that takes no connection is a host of its own, for all that is behind it. */
class HostsTest {

    private static final Optional<ProxyServer> PROXY =
            Optional.of(new ProxyServer(Origin.parse("http://proxy.example:3128"), Optional.empty()));

    private final AtomicInteger attempts = new AtomicInteger();
    private final Hosts hosts =
            new Hosts(new RetrySchedule(new RetryPolicy(2, Duration.ZERO, Duration.ZERO), Clock.systemUTC()));

    private static HttpTarget target(String uri) throws AttemptFailedException {
        return HttpTarget.of(URI.create(uri));
    }

    private AttemptFailedException askBehindProxy(String uri) throws AttemptFailedException {
        HttpTarget target = target(uri);
        return assertThrows(
                AttemptFailedException.class,
                () -> hosts.reach(target, DownloadObserver.NONE, () -> {
                    attempts.incrementAndGet();
                    throw NetworkFailures.of(
                            new HttpHostConnectException("refused", new HttpHost("Proxy.example", 3128)),
                            target,
                            PROXY,
                            HttpTimeouts.DEFAULT);
                }));
    }

    @Test
    void aProxyIsGivenUpForEveryHostBehindIt() throws Exception {
        AttemptFailedException first = askBehindProxy("https://a.example/x");
        assertEquals(3, attempts.get());
        assertEquals(
                "the proxy proxy.example:3128 refused the connection; it is given up for this run", first.problem());

        askBehindProxy("https://b.example/x");
        assertEquals(4, attempts.get(), "one attempt shows which way it is");
        askBehindProxy("https://a.example/y");
        askBehindProxy("https://b.example/y");
        assertEquals(4, attempts.get());
    }

    @Test
    void aHostIsKnownByNameAndPort() throws Exception {
        assertEquals("a.example:443", target("https://u:p@A.example/x").endpoint());
        assertEquals("a.example:80", target("http://a.example:80/x").endpoint());
        assertEquals("[::1]:8080", target("http://[::1]:8080/x").endpoint());
        assertEquals("[::1]:80", target("http://[::1]/x").endpoint());
        HttpTarget target = target("http://a.example/x");
        AttemptFailedException refused = NetworkFailures.of(
                new HttpHostConnectException("refused", new HttpHost("a.example", 80)),
                target,
                Optional.empty(),
                HttpTimeouts.DEFAULT);
        assertEquals("a.example refused the connection", refused.problem());
        assertEquals("a.example:80", refused.endpoint().orElseThrow());
    }

    @Test
    void anUnknownProxyIsNamed() throws Exception {
        AttemptFailedException unknown = NetworkFailures.of(
                new UnknownHostException("proxy.example: Name or service not known"),
                target("http://a.example/x"),
                PROXY,
                HttpTimeouts.DEFAULT);
        assertTrue(
                unknown.problem().contains("the host name proxy.example of the proxy for a.example cannot be"),
                unknown.problem());
        assertEquals("proxy.example", unknown.endpoint().orElseThrow());
        AttemptFailedException itself = NetworkFailures.of(
                new UnknownHostException("a.example"),
                target("http://a.example/x"),
                Optional.empty(),
                HttpTimeouts.DEFAULT);
        assertEquals("a.example:80", itself.endpoint().orElseThrow());
    }
}
