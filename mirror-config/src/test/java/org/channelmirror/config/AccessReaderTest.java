package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Credential;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.api.TlsTrust;
import org.channelmirror.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessReaderTest {

    private static Optional<Credential> credential(MirrorDefinition definition, String server) {
        return definition.access().credentials().find(Origin.parse(server));
    }

    private static String proxy(MirrorDefinition definition, String server) {
        return definition
                .access()
                .proxies()
                .find(Origin.parse(server))
                .map(ProxyServer::toString)
                .orElse("none");
    }

    @Test
    void credentialsAreByServer() throws ConfigException {
        MirrorDefinition definition = Configs.parse(
                "channels: r",
                "credentials:",
                "  Repo.example.org: {user: me, password: 'p $$w'}",
                "  https://repo.example.org:8443: {bearer: $TOKEN}",
                "  http://plain.example.org:",
                "    token: ${TOKEN}");

        assertEquals(Optional.of(new Credential.Basic("me", "p $w")), credential(definition, "repo.example.org"));
        assertEquals(Optional.of(new Credential.Bearer("abc-123")), credential(definition, "repo.example.org:8443"));
        assertEquals(
                Optional.of(new Credential.CondaToken("abc-123")), credential(definition, "http://plain.example.org"));
        assertEquals(Optional.empty(), credential(definition, "http://repo.example.org"));
        assertEquals(Optional.empty(), credential(definition, "plain.example.org"));
    }

    @Test
    void badCredentialsAreNamedWithTheirPlace() {
        String expected =
                "credentials: for each server expected \"user\" and \"password\", or \"bearer\", or \"token\" for a"
                        + " conda token";
        assertEquals(
                List.of(
                        "3:3: " + expected,
                        "4:3: " + expected,
                        "5:6: credentials: expected a server with what it is told: repo.example.org: {token: $TOKEN}",
                        "6:3: credentials: this is no server (a port is 1 to 65535): expected repo.example.org,"
                                + " repo.example.org:8443, or http://repo.example.org for one without TLS",
                        "7:3: credentials: a conda token is not empty and has letters, digits and -._~ only",
                        "8:15: credentials: the variable NOWHERE is not set; set it in the environment, or write its value"
                                + " here ($$ is a plain dollar sign)",
                        "9:15: credentials: a variable in it is not set, or a placeholder such as <TOKEN> was not replaced;"
                                + " write $$ for a plain dollar sign",
                        "11:3: credentials: the same server stands here again; keep one of them"),
                Configs.problems(
                        "channels: r",
                        "credentials:",
                        "  a: {user: x}",
                        "  b: {bearer: x, token: x}",
                        "  c: x",
                        "  d:0: {bearer: x}",
                        "  e: {token: a/b}",
                        "  f: {bearer: $NOWHERE}",
                        "  g: {bearer: x$NOWHERE}",
                        "  h: {bearer: x}",
                        "  https://H: {bearer: x}"));
        assertEquals(
                List.of("2:14: credentials: expected a server with what it is told: repo.example.org: {token: $TOKEN}"),
                Configs.problems("channels: r", "credentials: [x]"));
    }

    @Test
    void proxiesAreByScheme() throws ConfigException {
        MirrorDefinition definition = Configs.parse(
                "channels: r",
                "proxy_servers:",
                "  http: http://user:$TOKEN@proxy.example.org:8080",
                "  https: proxy.example.org:8081",
                "  https://direct.example.org: none");

        assertEquals("http://proxy.example.org:8080", proxy(definition, "http://h"));
        assertEquals("http://proxy.example.org:8081", proxy(definition, "https://h"));
        assertEquals("none", proxy(definition, "https://direct.example.org"));
        assertEquals(
                Optional.of(new Credential.Basic("user", "abc-123")),
                definition
                        .access()
                        .proxies()
                        .find(Origin.parse("http://h"))
                        .orElseThrow()
                        .credential());
    }

    @Test
    void badProxiesAreNamedWithTheirPlace() {
        List<String> problems = Configs.problems(
                "channels: r", "proxy_servers:", "  https: socks5://p:1", "  ftp: p:1", "  http: 'p:x'");

        assertEquals(3, problems.size());
        assertTrue(
                problems.get(0).startsWith("3:10: proxy_servers: a proxy's URL begins with http://"), problems.get(0));
        assertEquals(
                "4:3: proxy_servers: expected http, https or all, by itself or with a host: https://repo.example.org",
                problems.get(1));
        assertTrue(problems.get(2).startsWith("5:9: proxy_servers: this is no proxy's URL"), problems.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "yes", "on"})
    void certificatesAreChecked(String value) throws ConfigException {
        assertEquals(
                TlsTrust.system(),
                Configs.parse("channels: r", "ssl_verify: " + value).access().trust());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "no", "off"})
    void unlessTheyAreNot(String value) throws ConfigException {
        assertEquals(
                TlsTrust.unverified(),
                Configs.parse("channels: r", "ssl_verify: " + value).access().trust());
    }

    @Test
    void aBundleIsLookedForBesideTheConfiguration(@TempDir Path dir) throws Exception {
        Path folder = Files.createDirectory(dir.resolve("etc"));
        Path file = Files.writeString(folder.resolve("c.yaml"), "channels: r\nssl_verify: ca.pem\n");
        ConfigLoader loader = new ConfigLoader(List.of(), Map.of(), dir);

        ConfigException e = assertThrows(ConfigException.class, () -> loader.load(file));
        assertEquals(
                file + ":2:13: ssl_verify: there is no file " + folder.resolve("ca.pem")
                        + "; expected true, false, or the path of a file with CA certificates",
                e.problems().get(0).toString());

        writeCertificate(folder.resolve("ca.pem"));
        TlsTrust trust = loader.load(file).access().trust();
        assertEquals(
                1,
                assertInstanceOf(TlsTrust.Authorities.class, trust)
                        .certificates()
                        .size());
    }

    private static void writeCertificate(Path file) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String store = file.resolveSibling("store.p12").toString();
        for (String options :
                List.of("-genkeypair -alias ca -keyalg EC -dname CN=ca", "-exportcert -alias ca -rfc -file " + file)) {
            List<String> command = new ArrayList<>(List.of(keytool.toString()));
            command.addAll(List.of(options.split(" ")));
            command.addAll(List.of("-storetype", "PKCS12", "-keystore", store, "-storepass", "changeit"));
            assertEquals(
                    0,
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor());
        }
    }

    @Test
    void theTokenIsForTheAliasAlone() throws ConfigException {
        assertEquals(
                List.of(
                        "https://alias.example.org/conda/t/abc-123/r/",
                        "https://alias.example.org/conda/t/abc-123/x/label/dev/",
                        "https://alias.example.org/conda/t/own/y/",
                        "https://alias.example.org/other/",
                        "https://conda.anaconda.org/z/"),
                Configs.urls(Configs.parse(
                        "channels:",
                        "  - r",
                        "  - https://alias.example.org/conda/x/label/dev",
                        "  - t/own/y",
                        "  - https://alias.example.org/other",
                        "  - https://conda.anaconda.org/z",
                        "channel_alias: https://alias.example.org/conda",
                        "api_token: $TOKEN")));
    }

    @Test
    void aMappedChannelLosesTheToken() throws ConfigException {
        assertEquals(
                List.of("https://parent.example.org/r/"),
                Configs.urls(Configs.parse(
                        "channels: r",
                        "api_token: geheim",
                        "url_mapping: {'https://conda.anaconda.org': 'https://parent.example.org'}")));
    }

    @Test
    void aDefinitionShowsNoSecrets() throws ConfigException {
        String shown = Configs.parse(
                        "channels: r",
                        "api_token: geheim",
                        "proxy_servers: {https: 'u:geheim@p:1'}",
                        "credentials: {h: {bearer: geheim}}")
                .toString();

        assertFalse(shown.contains("geheim"), shown);
    }
}
