package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that no client of conda sends. */
final class HostilePathsTest extends ServerTestBase {

    private static final String SECRET = "nobody may read this";

    @BeforeEach
    void secret() throws IOException {
        write(".mirror/state/secret.json", SECRET);
        write("secret.json", SECRET);
        write("conda/secret.json", SECRET);
        write("conda/anaconda/.hidden/secret.json", SECRET);
        write("conda/anaconda/linux-64/.secret.json", SECRET);
        Files.writeString(temp.resolve("secret.json"), SECRET);
        start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.mirror/state/secret.json",
                "/secret.json",
                "/conda/secret.json",
                "/conda/.mirror/state/secret.json",
                "/conda/../.mirror/state/secret.json",
                "/conda/../secret.json",
                "/conda/anaconda/../secret.json",
                "/conda/anaconda/linux-64/../../secret.json",
                "/conda/anaconda/linux-64/../../../.mirror/state/secret.json",
                "/conda/anaconda/..%2f..%2f.mirror/state/secret.json",
                "/conda/anaconda/%2e%2e/secret.json",
                "/conda/anaconda/%2e%2e/%2e%2e/.mirror/state/secret.json",
                "/conda/anaconda/linux-64/%2e%2e%2f%2e%2e%2fsecret.json",
                "/conda/anaconda/linux-64/..%5c..%5csecret.json",
                "/conda/anaconda/linux-64/..\\..\\secret.json",
                "/conda/anaconda/linux-64/%252e%252e/%252e%252e/secret.json",
                "/conda/anaconda/linux-64/%c0%ae%c0%ae/%c0%ae%c0%ae/secret.json",
                "/conda/anaconda/linux-64/%u002e%u002e/secret.json",
                "/conda/anaconda/linux-64/..;/..;/secret.json",
                "/conda/anaconda;x/../secret.json",
                "/conda/anaconda/label/../../secret.json",
                "/conda/anaconda/label/%2e%2e/linux-64/.secret.json",
                "/conda/anaconda/label/..%2f..%2f..%2f.mirror/linux-64/secret.json",
                "/t/x/conda/../.mirror/state/secret.json",
                "/t/x/.mirror/state/secret.json",
                "/conda/t/../.mirror/state/secret.json",
                "/conda/anaconda/.hidden/secret.json",
                "/conda/anaconda/linux-64/.secret.json",
                "/conda/anaconda/linux-64/%2esecret.json",
                "//.mirror/state/secret.json",
                "/conda//.mirror/state/secret.json",
                "/conda/./secret.json",
                "/conda/anaconda/linux-64/secret.json%00",
                "/conda/anaconda/linux-64/%00",
                "/conda/anaconda/linux-64/%",
                "/conda/anaconda/linux-64/%4",
                "/conda/anaconda/linux-64/%zz",
                "/conda/anaconda/linux-64/%ff",
                "/conda/C:/secret.json",
                "http://x/.mirror/state/secret.json",
                "http://x/conda/../.mirror/state/secret.json",
                "secret.json",
                "*"
            })
    void leadNowhere(String path) throws IOException {
        String answer = rawGet(path);

        assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
        assertFalse(answer.contains(SECRET), answer);
        assertFalse(answer.contains("<"), answer);
    }

    @Test
    void aPathThatIsTooLongIsRefused() throws IOException {
        assertTrue(rawGet("/conda/anaconda/linux-64/" + "a".repeat(5000)).startsWith("HTTP/1.1 404"));
        assertTrue(rawGet("/conda/anaconda/linux-64/" + "a".repeat(9000)).startsWith("HTTP/1.1 4"));
    }

    @Test
    void linksThatLeadOutAreNotFollowed() throws Exception {
        Files.createSymbolicLink(
                temp.resolve("mirror/conda/anaconda/linux-64/a-1.0-0.conda"), temp.resolve("secret.json"));

        assertFalse(rawGet(LINUX + "a-1.0-0.conda").contains(SECRET));
    }

    @Test
    void aHeadHasItsLimits() throws IOException {
        String get = "GET " + LINUX + "repodata.json";

        assertTrue(raw(get + " HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 431 "));
        assertTrue(raw(get + " HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(2_000) + "\r\n")
                .startsWith("HTTP/1.1 431 "));
        assertTrue(raw(get + "?" + "y".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                .startsWith("HTTP/1.1 414 "));
        assertTrue(raw(get + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + "y".repeat(7_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 200 "));
    }

    @Test
    void otherRequestsThatAreMalformedGetAShortAnswer() throws IOException {
        for (String request : new String[] {
            "GET\r\n\r\n",
            "\u0000\u0001\u0002\r\n\r\n",
            "GET " + LINUX + "repodata.json HTTP/1.1\r\n\r\n",
            "GET " + LINUX + "repodata.json HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
            "GET " + LINUX + "repodata.json HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "GET " + LINUX + "repodata.json HTTP/9.9\r\nHost: x\r\n\r\n"
        }) {
            String answer = raw(request);

            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 (4|5)\\d\\d .*"), answer);
            assertFalse(answer.contains("<"), answer);
        }
    }
}
