package org.channelmirror.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://u:p@h/a/b, c, http://u:p@h/a/c",
        "http://u:p@h/a/b, /c?q=1, http://u:p@h/c?q=1",
        "http://u:p@h/a, http://h/c#part, http://u:p@h/c",
        "http://u:p@h/a, http://H:80/c, http://u:p@H:80/c",
        "https://u:p@h:443/a, https://h/c, https://u:p@h/c",
        "http://u:p@h/a, http://h:81/c, http://h:81/c",
        "http://u:p@h/a, https://h/c, https://h/c",
        "http://u:p@h/a, //other/c, http://other/c",
        "http://u:p@h/a, http://x:y@other/c, http://other/c",
        "http://u:p@under_score:8080/a, /c, http://u:p@under_score:8080/c",
        "http://h/a, http://h, http://h/",
    })
    void credentialsStayWithTheirOrigin(String from, String location, String to) throws Exception {
        assertEquals(URI.create(to), target(from).redirected(location).uri());
    }

    @Test
    void isNotLedFromHttpsToHttp() {
        assertThrows(AttemptFailedException.class, () -> target("https://h/a").redirected("http://h/a"));
    }

    @Test
    void anInvalidLocationIsNotRepeated() {
        AttemptFailedException failure = assertThrows(
                AttemptFailedException.class, () -> target("http://h/a").redirected("http://u:secret@h/a b"));

        assertFalse(failure.toString().contains("secret"), failure::toString);
        assertFalse(failure.isRetryable());
    }

    @Test
    void readsUserAndPassword() throws Exception {
        assertEquals(Optional.of("Basic dTpwOnE="), target("http://u:p%3Aq@h/").authorization());
        assertEquals(Optional.of("Basic dTo="), target("http://u@h/").authorization());
        assertEquals(
                Optional.of("Basic dTpwK3E="),
                target("http://u:p+q@under_score/").authorization());
        assertEquals(Optional.empty(), target("http://h/u@x").authorization());
        assertEquals(Optional.empty(), target("http://@h/").authorization());
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/chan/x, https://h/t/tk-1/chan/x",
        "https://u:p@h, https://u:p@h/t/tk-1/",
        "https://h/chan?q=1, https://h/t/tk-1/chan?q=1",
        "https://h/t/other/chan/x, https://h/t/other/chan/x",
        "https://h/conda/t/other/chan/x, https://h/conda/t/other/chan/x",
    })
    void aTokenStandsBeforeThePath(String url, String expected) throws Exception {
        assertEquals(URI.create(expected), target(url).withToken("tk-1").uri());
    }

    private static HttpTarget target(String uri) throws AttemptFailedException {
        return HttpTarget.of(URI.create(uri));
    }
}
