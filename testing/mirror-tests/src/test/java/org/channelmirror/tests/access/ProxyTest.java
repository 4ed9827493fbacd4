package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Credential;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.api.TlsTrust;
import org.channelmirror.testkit.upstream.FakeProxy;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel's host has a name that only the proxy can resolve. */
class ProxyTest extends AccessTestBase {

    private static final String HOST = "repo.example.org";

    private static ProxySettings all(FakeProxy proxy, String userAndPassword) {
        String url = proxy.uri().toString().replace("://", "://" + userAndPassword);
        return ProxySettings.builder().proxy("all", ProxyServer.parse(url)).build();
    }

    private FakeUpstream secure(PrivateAuthority authority) throws Exception {
        return FakeUpstream.serving(temp.resolve("up"))
                .tls(authority.server("dns:" + HOST))
                .start();
    }

    @Test
    void plainRequestsAreForwarded() throws Exception {
        try (FakeProxy proxy = FakeProxy.builder()
                .host(HOST, upstream.uri())
                .user("me", "geheim")
                .start()) {
            assertArrived(
                    sync(URI.create("http://" + HOST + "/c/"), client -> client.proxies(all(proxy, "me:geheim@"))));

            assertFalse(proxy.requests().isEmpty());
            for (ReceivedRequest request : proxy.requests()) {
                assertEquals("GET", request.method());
                assertTrue(request.rawPath().startsWith("http://" + HOST + "/c/"), request.rawPath());
                assertEquals(Optional.of(basic("me:geheim")), request.header("Proxy-Authorization"));
            }
            for (ReceivedRequest request : upstream.requests()) {
                assertEquals(Optional.of(HOST), request.header("Host"));
                assertEquals(Optional.empty(), request.header("Authorization"));
            }
        }
    }

    @Test
    void tlsGoesThroughATunnelWhoseEndsKeepTheirSecretsApart() throws Exception {
        PrivateAuthority authority = new PrivateAuthority(temp);
        try (FakeUpstream secure = secure(authority);
                FakeProxy proxy = FakeProxy.builder()
                        .host(HOST, secure.uri())
                        .user("me", "geheim")
                        .start()) {
            URI channel = URI.create("https://" + HOST + "/c/");
            TlsTrust trust = TlsTrust.authorities(authority.bundle());
            assertArrived(sync(
                    channel,
                    client -> client.proxies(all(proxy, "me:geheim@"))
                            .tlsTrust(trust)
                            .credentials(known(channel, new Credential.Bearer("for-the-server")))));

            for (ReceivedRequest request : proxy.requests()) {
                assertEquals("CONNECT " + HOST + ":443", request.method() + " " + request.rawPath());
                assertEquals(Optional.of(basic("me:geheim")), request.header("Proxy-Authorization"));
                assertEquals(Optional.empty(), request.header("Authorization"));
            }
            assertEquals(Optional.of("Bearer for-the-server"), told(secure));
            for (ReceivedRequest request : secure.requests()) {
                assertEquals(Optional.empty(), request.header("Proxy-Authorization"));
            }
        }
    }

    @Test
    void aProxyMaySpeakTlsItself() throws Exception {
        PrivateAuthority authority = new PrivateAuthority(temp);
        try (FakeUpstream secure = secure(authority);
                FakeProxy proxy = FakeProxy.builder()
                        .host(HOST, secure.uri())
                        .tls(authority.server("ip:127.0.0.1"))
                        .start()) {
            TlsTrust trust = TlsTrust.authorities(authority.bundle());
            assertArrived(sync(
                    URI.create("https://" + HOST + "/c/"),
                    client -> client.proxies(all(proxy, "")).tlsTrust(trust)));
            assertEquals("CONNECT", proxy.requests().get(0).method());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatWantsAPasswordSaysWhereToWriteIt(String scheme) throws Exception {
        URI channel = URI.create(scheme + "://" + HOST + "/c/");
        try (FakeProxy proxy = FakeProxy.builder()
                .host(HOST, upstream.uri())
                .user("me", "geheim")
                .start()) {
            String without = assertRefused(
                    sync(channel, client -> client.proxies(all(proxy, ""))), "wants a user and a password");
            assertTrue(without.contains("the proxy " + proxy.uri().getAuthority() + " for " + HOST), without);
            assertTrue(without.contains("\"proxy_servers\""), without);
            assertRefused(
                    sync(channel, client -> client.proxies(all(proxy, "me:geheim2@"))),
                    "does not take the user and password");
            assertEquals(List.of(), upstream.requests());
        }
    }

    @Test
    void aProxysWordDoesNotPassForTheServers() throws Exception {
        for (int status : new int[] {404, 304, 302, 403, 503}) {
            try (FakeProxy proxy = FakeProxy.builder().refusing(status).start()) {
                assertRefused(
                        sync(URI.create("https://" + HOST + "/c/"), client -> client.proxies(all(proxy, ""))),
                        "opens no connection to it (HTTP status " + status + ")");
            }
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        FakeProxy proxy = FakeProxy.builder().start();
        proxy.close();

        MirrorException e = assertThrows(
                MirrorException.class,
                () -> sync(URI.create("http://" + HOST + "/c/"), client -> client.proxies(all(proxy, ""))));

        assertTrue(e.getMessage().contains("the proxy " + proxy.uri().getAuthority() + " refused"), e.getMessage());
    }

    @Test
    void exemptHostsAndOtherSchemesGoDirectly() throws Exception {
        try (FakeProxy proxy = FakeProxy.builder().start()) {
            String url = proxy.uri().toString();
            ProxySettings exempt = ProxySettings.fromEnvironment(Map.of("http_proxy", url, "no_proxy", "127.0.0.0/8"));
            ProxySettings other = ProxySettings.fromEnvironment(Map.of("https_proxy", url));

            assertArrived(sync(upstream.uri("/c/"), client -> client.proxies(exempt)));
            sync(upstream.uri("/c/"), client -> client.proxies(other));

            assertEquals(List.of(), proxy.requests());
        }
    }

    @Test
    void aRedirectIsRoutedAnew() throws Exception {
        try (FakeProxy proxy = FakeProxy.builder().host(HOST, upstream.uri()).start();
                FakeUpstream direct = FakeUpstream.serving(temp.resolve("up")).start()) {
            upstream.inject(Fault.on("/c/noarch/n-1-0.conda")
                    .redirectTo(direct.uri("/c/noarch/n-1-0.conda").toString()));
            ProxySettings onlyOne = ProxySettings.builder()
                    .proxy("http://" + HOST, ProxyServer.parse(proxy.uri().toString()))
                    .build();

            assertArrived(sync(URI.create("http://" + HOST + "/c/"), client -> client.proxies(onlyOne)));

            assertEquals(1, direct.requests().size());
            assertTrue(proxy.requests().stream()
                    .allMatch(request -> request.rawPath().startsWith("http://" + HOST)));
        }
    }
}
