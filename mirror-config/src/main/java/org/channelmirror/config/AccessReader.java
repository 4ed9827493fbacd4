package org.channelmirror.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.api.TlsTrust;

/** Reads how upstream is reached: {@code proxy_servers}, {@code ssl_verify} and {@code credentials}. */
final class AccessReader {

    private static final String NO_PROXY = "none";

    private final Path folder;
    private final Values values;
    private final Values secrets;
    private final Problems problems;

    /** Paths are relative to the folder, which is the configuration's: a bundle is kept beside the file that names it. */
    AccessReader(Path folder, Values values, Values secrets, Problems problems) {
        this.folder = folder;
        this.values = values;
        this.secrets = secrets;
        this.problems = problems;
    }

    UpstreamAccess read(Settings settings) {
        ProxySettings proxies =
                settings.get(ConfigKeys.PROXY_SERVERS).map(this::proxies).orElse(ProxySettings.NONE);
        TlsTrust trust = settings.get(ConfigKeys.SSL_VERIFY)
                .flatMap(values::scalar)
                .flatMap(text -> problems.convert(ConfigKeys.SSL_VERIFY, text, this::trust))
                .orElse(TlsTrust.system());
        Credentials credentials = settings.get(ConfigKeys.CREDENTIALS)
                .map(new CredentialsReader(secrets, problems)::read)
                .orElse(Credentials.NONE);
        return new UpstreamAccess(proxies, trust, credentials);
    }

    private ProxySettings proxies(Setting setting) {
        ProxySettings.Builder proxies = ProxySettings.builder();
        secrets.map(setting).forEach((key, url) -> {
            Optional<Optional<ProxyServer>> server = problems.convert(setting.key(), url, AccessReader::server);
            server.ifPresent(found -> problems.convert(
                    setting.key(),
                    key,
                    text -> found.isPresent() ? proxies.proxy(text, found.get()) : proxies.direct(text)));
        });
        return proxies.build();
    }

    private static Optional<ProxyServer> server(String text) {
        return text.equalsIgnoreCase(NO_PROXY) ? Optional.empty() : Optional.of(ProxyServer.parse(text));
    }

    private TlsTrust trust(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> TlsTrust.system();
            case "false", "no", "off" -> TlsTrust.unverified();
            default -> bundle(text);
        };
    }

    private TlsTrust bundle(String text) {
        try {
            return TlsTrust.authorities(Locations.folder(text, folder));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; expected true, false, or the path of a file with CA certificates", e);
        }
    }
}
