package org.channelmirror.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.channelmirror.model.Origin;

/** Which requests go through which proxy. Immutable and thread-safe; {@link #toString()} shows no passwords. */
public final class ProxySettings {

    /** No proxy for any request. */
    public static final ProxySettings NONE = new ProxySettings(List.of(), List.of());

    private static final Pattern KEY = Pattern.compile("(?:https?|all)(?:://[^/:@\\s]+)?");

    private final List<Map<String, Optional<ProxyServer>>> layers;
    private final List<NoProxy> bypass;

    private ProxySettings(List<Map<String, Optional<ProxyServer>>> layers, List<NoProxy> bypass) {
        this.layers = List.copyOf(layers);
        this.bypass = List.copyOf(bypass);
    }

    /**
     * Begins settings with no proxy.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The proxies that environment variables name, as curl and conda understand them: {@code HTTPS_PROXY} and
     * {@code HTTP_PROXY} by the scheme of the URL that is asked for, {@code ALL_PROXY} for what these do not cover, and the
     * hosts of {@code NO_PROXY} without any.
     *
     * <ul>
     *   <li>Names in lower case come first: {@code https_proxy} before {@code HTTPS_PROXY}. A variable that is set but empty
     *       means no proxy.
     *   <li>{@code HTTP_PROXY} in upper case does not count where {@code REQUEST_METHOD} is set: in a CGI program it is a
     *       header of the client.
     *   <li>{@code NO_PROXY} is described at {@link Builder#noProxy}.
     * </ul>
     *
     * @param environment the variables
     * @return the settings
     * @throws IllegalArgumentException if a variable that counts is not a proxy's URL; the message names it and does not quote
     *     its value
     */
    public static ProxySettings fromEnvironment(Map<String, String> environment) {
        return ProxyVariables.read(environment);
    }

    /**
     * Asks these settings first and then others. The hosts that either exempts from proxies are exempt.
     *
     * @param next who decides about requests that these say nothing of
     * @return both together
     */
    public ProxySettings orElse(ProxySettings next) {
        List<Map<String, Optional<ProxyServer>>> both = new ArrayList<>(layers);
        both.addAll(next.layers);
        List<NoProxy> exempt = new ArrayList<>(bypass);
        exempt.addAll(next.bypass);
        return new ProxySettings(both, exempt);
    }

    /**
     * The proxy for a server.
     *
     * @param origin the server that is about to be asked
     * @return the proxy, or empty for none
     */
    public Optional<ProxyServer> find(Origin origin) {
        if (bypass.stream().anyMatch(entry -> entry.matches(origin))) {
            return Optional.empty();
        }
        String host = "://" + origin.host();
        for (Map<String, Optional<ProxyServer>> layer : layers) {
            for (String key : List.of(origin.scheme() + host, origin.scheme(), "all" + host, "all")) {
                Optional<ProxyServer> found = layer.get(key);
                if (found != null) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return layers.toString();
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Optional<ProxyServer>> servers = new LinkedHashMap<>();
        private final List<NoProxy> bypass = new ArrayList<>();

        private Builder() {}

        /**
         * Names the proxy of some requests. The most specific key wins: {@code https://host} before {@code https} before
         * {@code all://host} before {@code all}.
         *
         * @param key {@code http}, {@code https} or {@code all}, by itself or with {@code ://host}, at any port
         * @param server the proxy
         * @return this builder
         * @throws IllegalArgumentException if the key is something else, or was there before
         */
        public Builder proxy(String key, ProxyServer server) {
            return put(key, Optional.of(server));
        }

        /**
         * Sends some requests without a proxy.
         *
         * @param key as for {@link #proxy}
         * @return this builder
         * @throws IllegalArgumentException if the key is something else, or was there before
         */
        public Builder direct(String key) {
            return put(key, Optional.empty());
        }

        /**
         * Exempts hosts from every proxy, those of {@link #proxy} too. Entries are separated by commas or blanks:
         *
         * <ul>
         *   <li>{@code example.org}, {@code .example.org} and {@code *.example.org} are that host and everything below it,
         *       but not {@code notexample.org};
         *   <li>{@code example.org:8443} is the same at one port;
         *   <li>{@code 10.1.2.3}, {@code ::1}, {@code 10.0.0.0/8} and {@code fd00::/8} are addresses, compared with
         *       addresses in URLs; no name is resolved;
         *   <li>{@code *} is every host.
         * </ul>
         *
         * @param hosts the list
         * @return this builder
         */
        public Builder noProxy(String hosts) {
            bypass.addAll(NoProxy.list(hosts));
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public ProxySettings build() {
            return new ProxySettings(List.of(Map.copyOf(servers)), bypass);
        }

        private Builder put(String key, Optional<ProxyServer> server) {
            String lower = key.toLowerCase(Locale.ROOT);
            if (!KEY.matcher(lower).matches()) {
                throw new IllegalArgumentException(
                        "expected http, https or all, by itself or with a host: https://repo.example.org");
            }
            if (servers.putIfAbsent(lower, server) != null) {
                throw new IllegalArgumentException("\"" + lower + "\" stands here again; keep one of them");
            }
            return this;
        }
    }
}
