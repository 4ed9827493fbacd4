package org.channelmirror.internal.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

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
        HttpTarget target = new HttpTarget(uri);
        if (target.authority().isEmpty()) {
            throw AttemptFailedException.lasting("the address has no host", null);
        }
        return target;
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
        if (isSecure() && !target.isSecure()) {
            throw AttemptFailedException.lasting(
                    host() + " redirects from https to plain http, which is not followed: " + next, null);
        }
        if (sameOrigin(target)) {
            return target.userInfo().isPresent() ? target : target.withUserInfo(userInfo());
        }
        return target.withUserInfo(Optional.empty());
    }

    /** The host, and the port where it is written. */
    String host() {
        return authority().substring(authority().lastIndexOf('@') + 1);
    }

    /** The host and the port, always both: what a connection is made to where no proxy stands between. */
    String endpoint() {
        String host = host().toLowerCase(Locale.ROOT);
        boolean hasPort = host.matches(".*:\\d+");
        return hasPort ? host : host.replaceFirst(":$", "") + (isSecure() ? ":443" : ":80");
    }

    /** The same address without credentials and fragment. */
    URI bare() {
        return withUserInfo(Optional.empty()).uri;
    }

    /** The value of the {@code Authorization} header, where the address has a user. */
    Optional<String> authorization() {
        return userInfo().map(raw -> {
            String userAndPassword = URI.create("x:" + raw).getSchemeSpecificPart();
            String pair = userAndPassword.contains(":") ? userAndPassword : userAndPassword + ":";
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        });
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

    private boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private boolean sameOrigin(HttpTarget other) {
        return isSecure() == other.isSecure() && hostAndPort().equals(other.hostAndPort());
    }

    private String hostAndPort() {
        String host = host().toLowerCase(Locale.ROOT);
        String defaultPort = isSecure() ? ":443" : ":80";
        return host.endsWith(defaultPort) ? host.substring(0, host.length() - defaultPort.length()) : host;
    }

    private HttpTarget withUserInfo(Optional<String> userInfo) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String user = userInfo.map(text -> text + "@").orElse("");
        return new HttpTarget(URI.create(uri.getScheme() + "://" + user + host() + path + query));
    }
}
