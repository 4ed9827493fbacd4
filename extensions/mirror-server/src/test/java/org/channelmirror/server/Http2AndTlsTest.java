package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The other ways of the same bytes. */
final class Http2AndTlsTest extends ServerTestBase {

    private static final int SIZE = 3_000_000;

    @TempDir
    static Path made;

    private static PemFiles rsa;
    private static PemFiles ec;
    private static PemFiles otherEc;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = PemFiles.make(made.resolve("rsa"), "RSA");
        ec = PemFiles.make(made.resolve("ec"), "EC");
        otherEc = PemFiles.make(made.resolve("other"), "EC");
    }

    private HttpResponse<byte[]> fetch(HttpClient.Builder builder, String file)
            throws IOException, InterruptedException {
        return builder.build()
                .send(
                        HttpRequest.newBuilder(URI.create(server.uri() + "conda/anaconda/linux-64/" + file))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void inTheClear(HttpClient.Version version) throws Exception {
        write("conda/anaconda/linux-64/a-1.0-0.conda", random(SIZE));
        start();

        HttpResponse<byte[]> response = fetch(HttpClient.newBuilder().version(version), "a-1.0-0.conda");

        assertEquals(version, response.version());
        assertArrayEquals(random(SIZE), response.body());
        assertEquals("" + SIZE, header(response, "Content-Length"));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void overTls(HttpClient.Version version) throws Exception {
        write("conda/anaconda/linux-64/a-1.0-0.conda", random(SIZE));
        start(builder -> builder.tls(rsa.certificate(), rsa.key()));

        HttpResponse<byte[]> response =
                fetch(HttpClient.newBuilder().version(version).sslContext(rsa.trusting()), "a-1.0-0.conda");

        assertEquals("https", server.uri().getScheme());
        assertEquals(version, response.version());
        assertArrayEquals(random(SIZE), response.body());
    }

    @Test
    void aNewCertificateIsTakenUpAndABrokenOneIsNot() throws Exception {
        PemFiles first = ec.copyTo(temp.resolve("tls"));
        TlsContext context = new TlsContext(new PemPair(first.certificate(), first.key()));

        Files.writeString(first.certificate(), "no certificate");
        context.refresh();
        assertEquals(1, context.factory().getKeyStore().size());
        assertTrue(context.factory().getKeyStore().getCertificate("server").equals(first.x509()));

        Files.copy(rsa.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(rsa.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
        context.refresh();

        assertEquals(rsa.x509(), context.factory().getKeyStore().getCertificate("server"));
    }

    @Test
    void aRunningServerShowsTheNewCertificate() throws Exception {
        PemFiles first = ec.copyTo(temp.resolve("tls"));
        start(builder -> builder.tls(first.certificate(), first.key()));
        assertEquals(first.x509(), shown(fetch(HttpClient.newBuilder().sslContext(first.trusting()), "repodata.json")));

        Files.copy(otherEc.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(otherEc.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);

        X509Certificate now = null;
        while (!otherEc.x509().equals(now)) {
            try {
                now = shown(fetch(HttpClient.newBuilder().sslContext(otherEc.trusting()), "repodata.json"));
            } catch (IOException e) {
                // It shows the first one still, which this client does not know.
                Thread.onSpinWait();
            }
        }
    }

    private static X509Certificate shown(HttpResponse<?> response) throws IOException {
        return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    @Test
    void filesThatAreNoPairAreRefusedWithWhatToDo() throws Exception {
        Path old = Files.writeString(temp.resolve("old.pem"), """
                -----BEGIN RSA PRIVATE KEY-----
                AAAA
                -----END RSA PRIVATE KEY-----
                """);

        IOException key = assertThrows(IOException.class, () -> start(builder -> builder.tls(rsa.certificate(), old)));
        IOException certificate =
                assertThrows(IOException.class, () -> start(builder -> builder.tls(rsa.key(), rsa.key())));

        assertTrue(key.getMessage().contains("openssl pkcs8 -topk8 -nocrypt"), key.getMessage());
        assertTrue(certificate.getMessage().contains("has no certificate"), certificate.getMessage());
    }
}
