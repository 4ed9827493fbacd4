package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.OptionalInt;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.channelmirror.api.TransferException;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that no repetition makes reachable. */
class HttpHostTest extends TransportTestBase {

    @Test
    void anUntrustedCertificateIsFinal(@TempDir Path folder) throws Exception {
        try (FakeUpstream secure = FakeUpstream.serving(Map.of("/a", bytes(BODY)))
                .tls(selfSigned(folder))
                .start()) {
            TransferException failure = failure(secure.uri("/a"));

            assertEquals(1, failure.attempts());
            assertFalse(failure.isRetryable());
            assertEquals(OptionalInt.empty(), failure.status());
            assertTrue(failure.getMessage().contains("no trusted TLS connection to 127.0.0.1"), failure::getMessage);
            assertTrue(failure.getMessage().contains("certificate"), failure::getMessage);
            assertEquals(0, secure.requests().size());
        }
    }

    @Test
    void aServerWithoutTlsIsFinal() {
        TransferException failure =
                failure(URI.create("https://" + upstream.uri().getAuthority() + "/a"));

        assertEquals(1, failure.attempts());
        assertFalse(failure.isRetryable());
    }

    @Test
    void refusesAddressesThatAreNotHttp() {
        for (String address : new String[] {"ftp://127.0.0.1/a", "http:///a", "/a"}) {
            TransferException failure = failure(URI.create(address));

            assertEquals(1, failure.attempts());
            assertFalse(failure.isRetryable());
        }
    }

    private static SSLContext selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        char[] password = "changeit".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(password))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
