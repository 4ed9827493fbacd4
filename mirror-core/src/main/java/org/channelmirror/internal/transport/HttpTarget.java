package org.channelmirror.internal.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.channelmirror.model.Origin;

/**
 * An HTTP address, with the credentials that belong to it as its user-info. Following a redirect keeps them on the same
 * host, port and scheme only.
 */
record HttpTarget(URI uri) {

    static HttpTarget of(URI uri) throws AttemptFailedException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw AttemptFailedException.lasting("not an http or https address: scheme " + scheme, null);
        }
        try {
            Origin.of(uri);
        } catch (IllegalArgumentException e) {
            throw AttemptFailedException.lasting("the address has no host: " + e.getMessage(), null);
        }
        return new HttpTarget(uri);
    }

    /** Where a redirect from here leads. */
    HttpTarget redirected(String location) throws AttemptFailedException {
        URI next;
        try {
            next = uri.resolve(new URI(location.trim()));
        } catch (URISyntaxException e) {
            // The exception's text has the whole address in it, with whatever secrets that holds.
            throw AttemptFailedException.lasting(
                    host() + " redirects to an address that is not valid: " + e.getReason(), null);
        }
        HttpTarget target = of(next);
        if (origin().isSecure() && !target.origin().isSecure()) {
            throw AttemptFailedException.lasting(
                    host() + " redirects from https to plain http, which is not followed: " + next, null);
        }
        if (origin().equals(target.origin())) {
            return target.userInfo().isPresent() ? target : target.withUserInfo(userInfo());
        }
        return target.withUserInfo(Optional.empty());
    }

    /** Where it is read. */
    Origin origin() {
        return Origin.of(uri);
    }

    /** The same address with a conda token before its path, if it has none there. */
    HttpTarget withToken(String token) {
        return hasToken() ? this : with(userInfo(), "/t/" + token + path());
    }

    /** Whether the path has a conda token. */
    boolean hasToken() {
        return path().contains("/t/");
    }

    /** The host, and the port where it is written. */
    String host() {
        return authority().substring(authority().lastIndexOf('@') + 1);
    }

    /** The host and the port, always both: what a connection is made to where no proxy stands between. */
    String endpoint() {
        Origin origin = origin();
        return origin.host() + ":" + origin.port();
    }

    /** The same address without credentials and fragment. */
    URI bare() {
        return withUserInfo(Optional.empty()).uri;
    }

    /** The value of the {@code Authorization} header, where the address has a user. */
    Optional<String> authorization() {
        return userInfo().map(raw -> {
            String userAndPassword = URI.create("x:" + raw).getSchemeSpecificPart();
            return basic(userAndPassword.contains(":") ? userAndPassword : userAndPassword + ":");
        });
    }

    /** The header's value for a user and a password with a colon between them. */
    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return bare().toString();
    }

    private Optional<String> userInfo() {
        int at = authority().lastIndexOf('@');
        return at <= 0 ? Optional.empty() : Optional.of(authority().substring(0, at));
    }

    /** From the text: Java finds neither host nor user where a host name has an underscore. */
    private String authority() {
        String authority = uri.getRawAuthority();
        return authority == null ? "" : authority;
    }

    private String path() {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    private HttpTarget withUserInfo(Optional<String> userInfo) {
        return with(userInfo, path());
    }

    private HttpTarget with(Optional<String> userInfo, String path) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String user = userInfo.map(text -> text + "@").orElse("");
        return new HttpTarget(URI.create(uri.getScheme() + "://" + user + host() + path + query));
    }
}
