package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority that no Java trusts, and the servers that it vouches for; made by the JDK's own keytool. */
final class PrivateAuthority {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path store;
    private final Path bundle;
    private final Map<String, SSLContext> servers = new HashMap<>();

    PrivateAuthority(Path folder) throws Exception {
        this.store = folder.resolve("keys.p12");
        this.bundle = folder.resolve("ca.pem");
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Private Authority", "-ext", "bc:c", "-validity", "3650");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", bundle.toString());
    }

    /** Its certificate as a PEM file. */
    Path bundle() {
        return bundle;
    }

    /** A server's key, and its certificate for a name such as {@code ip:127.0.0.1} or {@code dns:localhost}. */
    SSLContext server(String name) throws Exception {
        return server(name, "-validity", "30");
    }

    /** The same, expired. */
    SSLContext expiredServer(String name) throws Exception {
        return server(name, "-startdate", "-20d", "-validity", "10");
    }

    /** The same, from tomorrow on. */
    SSLContext futureServer(String name) throws Exception {
        return server(name, "-startdate", "+1d", "-validity", "10");
    }

    private SSLContext server(String name, String... validity) throws Exception {
        String wanted = name + " " + String.join(" ", validity);
        SSLContext known = servers.get(wanted);
        if (known != null) {
            return known;
        }
        String alias = "server" + servers.size();
        List<String> options = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-signer", "ca", "-dname", "CN=server", "-ext", "san=" + name));
        options.addAll(List.of(validity));
        keytool(options.toArray(String[]::new));
        servers.put(wanted, context(alias));
        return context(alias);
    }

    private SSLContext context(String alias) throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD);
        }
        Key key = all.getKey(alias, PASSWORD);
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, key, PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        if (options[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC"));
        }
        command.addAll(
                List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
    }
}
