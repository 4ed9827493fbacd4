package org.channelmirror.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.channelmirror.model.Origin;

/**
 * An HTTP proxy. Requests by {@code https} go through it in a tunnel, others are forwarded by it. Immutable and thread-safe;
 * {@link #toString()} does not show the password.
 *
 * @param origin where it listens; {@code https} if the proxy itself is spoken to by TLS
 * @param credential the user and password that it asks for, if it does; they are sent to the proxy only
 */
public record ProxyServer(Origin origin, Optional<Credential.Basic> credential) {

    /**
     * Reads a proxy's URL.
     *
     * @param text {@code http://host:port}, {@code http://user:password@host:port}, the same with {@code https}, or without
     *     {@code http://}; special characters of a password are percent-encoded
     * @return the proxy
     * @throws IllegalArgumentException if it is something else; the message does not quote the text
     */
    public static ProxyServer parse(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "http" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("a proxy's URL begins with http://, or with https:// if the proxy itself"
                    + " speaks TLS; other kinds such as socks5:// are not supported");
        }
        String rest = colon < 0 ? text : text.substring(colon + 3);
        int at = rest.lastIndexOf('@');
        try {
            Origin origin = Origin.parse(scheme + "://" + rest.substring(at + 1));
            return new ProxyServer(origin, at < 0 ? Optional.empty() : Optional.of(credential(rest.substring(0, at))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no proxy's URL (" + e.getMessage()
                    + "): expected http://host:port, with \"user:password@\" before the host if the proxy wants them and"
                    + " special characters of the password percent-encoded, such as %40 for @");
        }
    }

    private static Credential.Basic credential(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new Credential.Basic(decoded(user), decoded(password));
    }

    /** In a user-info a plus sign is a plus sign. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The exception's own text quotes what it could not decode.
            throw new IllegalArgumentException("a percent sign stands before two hexadecimal digits only");
        }
    }

    @Override
    public String toString() {
        return origin.toString();
    }
}
