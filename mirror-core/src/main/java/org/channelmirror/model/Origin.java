package org.channelmirror.model;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as the web tells servers apart, by scheme, host and port: what credentials belong to. Immutable and thread-safe.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, in lower case; an IPv6 address has brackets
 * @param port the port, also where it is the scheme's own
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern HOST =
            Pattern.compile("\\[[0-9a-f:.]+(?:%[\\w.-]+)?]|[^\\s\\p{Cntrl}/?#@:\\[\\]\\\\]+");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]*]|[^:]*)(?::(\\d{0,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("(?:.+\\.)?localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");

    /**
     * Validates the parts; scheme and host become lower case.
     *
     * @throws IllegalArgumentException if one of them is not what it should be
     */
    public Origin {
        scheme = scheme.toLowerCase(Locale.ROOT);
        host = host.toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("expected http:// or https://");
        }
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(host.isEmpty() ? "it names no host" : "this is no host's name");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
    }

    /**
     * The server that a URL is read from.
     *
     * @param url an {@code http} or {@code https} URL; its user, path and query do not count
     * @return the origin
     * @throws IllegalArgumentException if it has another scheme or no host; the message does not quote the URL
     */
    public static Origin of(URI url) {
        String authority = Objects.requireNonNullElse(url.getRawAuthority(), "");
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        return of(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT), hostAndPort);
    }

    /**
     * Reads what a person writes to name a server.
     *
     * @param text {@code host}, {@code host:port} or {@code https://host[:port]}, which mean {@code https}; or
     *     {@code http://host[:port]}
     * @return the origin
     * @throws IllegalArgumentException if it is something else; the message does not quote the text
     */
    public static Origin parse(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "https" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? text : text.substring(colon + 3);
        return of(scheme, rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest);
    }

    private static Origin of(String scheme, String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected host or host:port, without a user or a path");
        }
        String port = Objects.requireNonNullElse(parts.group(2), "");
        return new Origin(scheme, parts.group(1), port.isEmpty() ? defaultPort(scheme) : Integer.parseInt(port));
    }

    /**
     * Says whether what is sent there is encrypted.
     *
     * @return true for {@code https}
     */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /**
     * Says whether the server is this machine, so that nobody on a network can listen.
     *
     * @return true for the names and addresses of the loopback interface
     */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /**
     * The host, with the port where it is not the scheme's own.
     *
     * @return {@code host} or {@code host:port}
     */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
