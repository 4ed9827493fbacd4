package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelResolverTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "conda-forge, https://conda.anaconda.org/conda-forge/",
        "conda-forge/, https://conda.anaconda.org/conda-forge/",
        "conda-forge/label/dev, https://conda.anaconda.org/conda-forge/label/dev/",
        "pkgs/main, https://conda.anaconda.org/pkgs/main/",
        "https://repo.anaconda.com/pkgs/main, https://repo.anaconda.com/pkgs/main/",
        "HTTPS://repo.anaconda.com, https://repo.anaconda.com/",
        "http://127.0.0.1:8900/x, http://127.0.0.1:8900/x/",
        "file:///srv/x, file:///srv/x/",
        "file:/srv/x, file:///srv/x/",
        "file://localhost/srv/x, file:///srv/x/",
        "file:///srv/my drive, file:///srv/my%20drive/",
        "/srv/my drive, file:///srv/my%20drive/",
        "/srv/a%20b, file:///srv/a%2520b/",
        "' r ', https://conda.anaconda.org/r/",
    })
    void resolves(String text, String url) {
        assertEquals(url, resolve(text));
    }

    @Test
    void relativePathsAreBelowTheWorkingDirectory() {
        assertEquals(folder.toUri() + "r/", resolve("./r"));
        assertEquals(folder.getParent().toUri() + "r/", resolve("../r"));
        assertEquals(folder.toUri().toString(), resolve("."));
    }

    @Test
    void aNameWithASlashIsAFolderIfThereIsOne() throws IOException {
        Files.createDirectories(folder.resolve("mirror/pkgs"));
        Files.createDirectories(folder.resolve("conda-forge/label/dev"));
        Files.createDirectories(folder.resolve("r"));

        assertEquals(folder.toUri() + "mirror/pkgs/", resolve("mirror/pkgs"));
        assertEquals("https://conda.anaconda.org/conda-forge/label/dev/", resolve("conda-forge/label/dev"));
        assertEquals("https://conda.anaconda.org/r/", resolve("r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "conda forge",
                "a//b",
                "a/../b",
                "https:/x",
                "s3://bucket/x",
                "https://",
                "https:///x",
                "https://host/a b",
                "https://host/x?y",
                "https://host/x#y",
                "file://data/x",
                "file:x",
                "file:///x?y",
                "~/x",
                "a:b"
            })
    void refuses(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> resolve(text));
        assertTrue(String.valueOf(e.getMessage()).length() > text.length() + 10, e.getMessage());
    }

    @Test
    void aRelativeFileUrlSaysWhatToWrite() {
        assertTrue(refusal("file://data/x").contains("names the host \"data\": write file:/// with three slashes"));
    }

    @Test
    void refusalsHideSecrets() {
        assertFalse(refusal("https://user:geheim@host/a b").contains("geheim"));
        assertFalse(refusal("t/geheim/a b").contains("geheim"));
    }

    @Test
    void theAliasIsPutBeforeNames() {
        ChannelResolver resolver = new ChannelResolver("https://repo.example.org/conda", Map.of(), folder);

        assertEquals(
                "https://repo.example.org/conda/r/", resolver.resolve("r").url().toString());
    }

    @Test
    void theLongestPrefixWinsAndEndsWithASegment() {
        ChannelResolver resolver = new ChannelResolver(
                "https://conda.anaconda.org",
                Map.of(
                        "https://conda.anaconda.org/", "https://parent/all",
                        "https://conda.anaconda.org/r", "https://parent/r-channel",
                        "https://conda.anaconda.org/conda-forge/label", "here"),
                folder);

        assertEquals("https://parent/r-channel/", resolver.resolve("r").url().toString());
        assertEquals("https://parent/all/r-x/", resolver.resolve("r-x").url().toString());
        assertEquals(
                folder.toUri() + "here/dev/",
                resolver.resolve("conda-forge/label/dev").url().toString());
        assertEquals(
                "https://other/r/", resolver.resolve("https://other/r").url().toString());
    }

    @Test
    void credentialsStayWithTheirHost() {
        ChannelResolver resolver =
                new ChannelResolver("https://a", Map.of("https://a", "https://me:mine@parent/x"), folder);

        assertEquals(
                "https://me:mine@parent/x/chan/",
                resolver.resolve("https://user:geheim@a/t/abc/chan").url().toString());
        assertEquals(
                "https://user:geheim@b/t/abc/chan/",
                resolver.resolve("https://user:geheim@b/t/abc/chan").url().toString());
    }

    private String resolve(String text) {
        return new ChannelResolver(folder).resolve(text).url().toString();
    }

    private String refusal(String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> resolve(text))
                .getMessage());
    }
}
