package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.TlsTrust;
import org.channelmirror.model.Channel;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends AccessTestBase {

    private static final String ADDRESS = "ip:127.0.0.1";

    @TempDir
    static Path folder;

    private static PrivateAuthority authority;
    private static TlsTrust trust;

    @BeforeAll
    static void found() throws Exception {
        authority = new PrivateAuthority(folder);
        trust = TlsTrust.authorities(authority.bundle());
    }

    private MirrorReport sync(SSLContext server, TlsTrust trust) throws Exception {
        try (FakeUpstream secure =
                FakeUpstream.serving(temp.resolve("up")).tls(server).start()) {
            return sync(secure.uri("/c/"), client -> client.tlsTrust(trust));
        }
    }

    @Test
    void aBundleTrustsItsAuthority() throws Exception {
        MirrorReport report = assertArrived(sync(authority.server(ADDRESS), trust));
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void aBundleMayHaveCommentsKeysAndSeveralAuthorities() throws Exception {
        PrivateAuthority other = new PrivateAuthority(Files.createDirectory(temp.resolve("other")));
        Path bundle = Files.writeString(
                temp.resolve("bundle.pem"),
                "# Issuer: caf\u00e9 - and others\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
                        + Files.readString(other.bundle()).replace("\n", "\r\n")
                        + Files.readString(authority.bundle()),
                StandardCharsets.ISO_8859_1);

        assertArrived(sync(authority.server(ADDRESS), TlsTrust.authorities(bundle)));
    }

    @Test
    void aBundleTrustsNobodyElse() throws Exception {
        PrivateAuthority other = new PrivateAuthority(Files.createDirectory(temp.resolve("other")));

        String failure = assertRefused(sync(other.server(ADDRESS), trust), "no trusted TLS connection to 127.0.0.1");
        assertTrue(failure.contains("signed by no authority that is trusted here"), failure);
        assertTrue(failure.contains("\"ssl_verify: ca.pem\""), failure);
    }

    @Test
    void javaDoesNotTrustAPrivateAuthority() throws Exception {
        assertRefused(
                sync(authority.server(ADDRESS), TlsTrust.system()), "signed by no authority that is trusted here");
    }

    @Test
    void aCertificateForAnotherHostIsNamed() throws Exception {
        String failure = assertRefused(sync(authority.server("dns:repo.example.org"), trust), "is for another host");
        assertFalse(failure.contains("ssl_verify"), failure);
    }

    @Test
    void anExpiredCertificateIsNamed() throws Exception {
        assertRefused(sync(authority.expiredServer(ADDRESS), trust), "its certificate has expired");
    }

    @Test
    void aCertificateOfTomorrowIsNamed() throws Exception {
        assertRefused(sync(authority.futureServer(ADDRESS), trust), "its certificate is not valid yet");
    }

    @Test
    void aServerWithoutTlsIsNamed() throws Exception {
        Channel channel = new Channel(URI.create("https://" + upstream.uri().getAuthority() + "/c/"));
        assertRefused(sync(channel.url(), client -> client.tlsTrust(trust)), "does not speak TLS");
    }

    @Test
    void withoutVerificationEveryServerIsBelievedAndEveryRunWarns() throws Exception {
        try (FakeUpstream secure = FakeUpstream.serving(temp.resolve("up"))
                .tls(authority.expiredServer("dns:repo.example.org"))
                .start()) {
            MirrorReport first =
                    assertArrived(sync(secure.uri("/c/"), client -> client.tlsTrust(TlsTrust.unverified())));
            assertEquals(TlsTrust.unverified().warnings(), first.warnings());

            MirrorReport second = sync(secure.uri("/c/"), client -> client.tlsTrust(TlsTrust.unverified()));
            assertEquals(0, second.downloaded());
            assertEquals(TlsTrust.unverified().warnings(), second.warnings());
            assertEquals(TlsTrust.unverified().warnings(), plan(secure).warnings());
        }
    }

    private MirrorPlan plan(FakeUpstream secure) throws Exception {
        try (MirrorClient client =
                MirrorClient.builder().tlsTrust(TlsTrust.unverified()).build()) {
            return client.plan(
                    SyncRequest.builder(new Channel(secure.uri("/c/")), storage).build());
        }
    }
}
