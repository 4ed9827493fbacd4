package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Credential;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.config.UpstreamAccess;
import org.channelmirror.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentAccessTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun sync(Map<String, String> environment, String... configuration) throws IOException {
        return CliRun.of(dir, client, environment, "sync", "--config-file", CliRun.configuration(dir, configuration));
    }

    private Optional<Credential> known(String server) {
        return client.access.credentials().find(Origin.parse(server));
    }

    private static Optional<Credential> password(String password) {
        return Optional.of(new Credential.Basic("me", password));
    }

    @Test
    void theConfigurationComesBeforeVariablesAndTheseBeforeTheNetrc() throws IOException {
        Files.writeString(
                dir.resolve(".netrc"),
                "machine a login me password netrc\nmachine b login me password netrc\nmachine c login me password netrc");
        sync(
                Map.of(
                        "HOME",
                        dir.toString(),
                        "CHANNEL_MIRROR_USER_A",
                        "me",
                        "CHANNEL_MIRROR_PASSWORD_A",
                        "variable",
                        "CHANNEL_MIRROR_USER_B",
                        "me",
                        "CHANNEL_MIRROR_PASSWORD_B",
                        "variable"),
                "credentials: {a: {user: me, password: configuration}}");

        assertEquals(password("configuration"), known("a"));
        assertEquals(password("variable"), known("b"));
        assertEquals(password("netrc"), known("c"));
        assertEquals(Optional.empty(), known("d"));
    }

    @Test
    void aNetrcThatIsNamedIsReadInsteadOfTheUsualOne() throws IOException {
        Files.writeString(dir.resolve(".netrc"), "machine a login me password usual");
        Files.writeString(dir.resolve("named"), "machine a login me password named");
        sync(Map.of("HOME", dir.toString(), "NETRC", "named"));
        assertEquals(password("named"), known("a"));

        CliRun run = sync(Map.of("HOME", dir.toString(), "NETRC", "absent"));
        assertEquals(0, run.code());
        assertTrue(run.err().contains("there is no such file"), run.err());
        assertEquals(Optional.empty(), known("a"));
    }

    @Test
    void theNetrcOfWindowsIsFound() throws IOException {
        Files.writeString(dir.resolve("_netrc"), "machine a login me password windows");
        sync(Map.of("USERPROFILE", dir.toString()));
        assertEquals(password("windows"), known("a"));
    }

    @Test
    void withoutAnyOfThemThereIsNothing() throws IOException {
        CliRun run = sync(Map.of("HOME", dir.resolve("nowhere").toString()));
        assertFalse(run.err().contains("netrc"), run.err());
        assertEquals(Optional.empty(), known("a"));
        assertEquals(Optional.empty(), client.access.proxies().find(Origin.parse("a")));
    }

    @Test
    void proxiesOfVariablesAreUsedWhereTheConfigurationNamesNone() throws IOException {
        sync(
                Map.of("https_proxy", "variable:1", "HTTP_PROXY", "variable:2", "no_proxy", "exempt"),
                "proxy_servers: {https: 'configuration:1'}");

        assertEquals("https://h by http://configuration:1", route("https://h"));
        assertEquals("http://h by http://variable:2", route("http://h"));
        assertEquals("https://exempt by nothing", route("https://exempt"));
    }

    private String route(String server) {
        Optional<ProxyServer> proxy = client.access.proxies().find(Origin.parse(server));
        return server + " by " + proxy.map(ProxyServer::toString).orElse("nothing");
    }

    @Test
    void aVariableThatCannotBeUsedIsAUsageError() throws IOException {
        CliRun run = sync(Map.of("ALL_PROXY", "socks5://me:geheim@proxy"));
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("error: ALL_PROXY cannot be used"), run.err());
        assertTrue(run.err().contains("hint: correct the variable, or unset it"), run.err());
        assertFalse(run.err().contains("geheim"), run.err());
    }

    @Test
    void foldersAreReadWithoutTheEnvironment() throws IOException {
        Files.writeString(dir.resolve("c.yaml"), "channels: [./c]\n");
        CliRun run = CliRun.of(dir, client, Map.of("ALL_PROXY", "socks5://proxy"), "sync", "--config-file", "c.yaml");
        assertEquals(0, run.code(), run.err());
        assertEquals(UpstreamAccess.DEFAULT, client.access);
    }

    @Test
    void uncheckedCertificatesAreAWarningOfEveryRunOnce() throws IOException {
        for (String[] options : new String[][] {{}, {"--json"}, {"-q"}, {"--dry-run"}}) {
            String[] args = new String[options.length + 3];
            System.arraycopy(options, 0, args, 3, options.length);
            args[0] = "sync";
            args[1] = "--config-file";
            args[2] = CliRun.configuration(dir, "ssl_verify: false");
            CliRun run = CliRun.of(dir, client, args);

            assertEquals(0, run.code(), run.err());
            assertEquals(2, run.err().split("certificates are not checked", -1).length, run.err());
        }
    }

    @Test
    void aNetrcMistakeIsAWarningWithItsLine() throws IOException {
        Files.writeString(dir.resolve(".netrc"), "\nmachine a login me password geheim geheim");
        CliRun run = sync(Map.of("HOME", dir.toString()));
        assertEquals(0, run.code());
        assertTrue(run.err().contains("warning: " + dir.resolve(".netrc") + ":2: expected machine"), run.err());
        assertFalse(run.err().contains("geheim"), run.err());
    }
}
