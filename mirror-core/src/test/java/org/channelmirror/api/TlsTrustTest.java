package org.channelmirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustTest {

    @TempDir
    Path dir;

    private void assertRefused(Path file, String problem) {
        IOException e = assertThrows(IOException.class, () -> TlsTrust.authorities(file));
        assertTrue(String.valueOf(e.getMessage()).contains(problem), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
    }

    @Test
    void whatIsNoBundleIsRefusedWithWhatToDo() throws IOException {
        assertRefused(dir.resolve("absent.pem"), "there is no file");
        assertRefused(dir, "is a folder: put the certificates of it into one file");
        assertRefused(Files.writeString(dir.resolve("empty.pem"), "# nothing\n"), "has no certificate");
        assertRefused(
                Files.writeString(
                        dir.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                "certificate 1 of");
    }

    @Test
    void onlyTheTrustInEverybodyWarns() {
        assertEquals(List.of(), TlsTrust.system().warnings());
        assertInstanceOf(TlsTrust.Default.class, TlsTrust.system());
        MirrorWarning warning = TlsTrust.unverified().warnings().get(0);
        assertEquals("ssl_verify", warning.subject());
        assertTrue(warning.message().startsWith("certificates are not checked"), warning.message());
    }

    @Test
    void withoutAuthoritiesThereIsNoTrust() {
        assertThrows(IllegalArgumentException.class, () -> new TlsTrust.Authorities(List.of()));
    }
}
