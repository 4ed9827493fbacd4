package org.channelmirror.model;

import java.net.URI;
import java.util.regex.Pattern;

/** Takes secrets out of URLs before they reach a log, an exception, an event, a report or a state file. Thread-safe. */
public final class Redaction {

    /** What stands in a redacted URL where the secret was. */
    public static final String MASK = "********";

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");
    private static final Pattern TOKEN = Pattern.compile("(?<=/t/)[^/?#\\s]+(?=[/?#\\s]|$)");
    private static final Pattern QUERY = Pattern.compile("(://[^?#\\s]*)\\?[^#\\s]+");

    private Redaction() {}

    /**
     * Hides the secrets of a URL, or of every URL in a text: user and password, the {@code /t/<TOKEN>/} of conda channels, and
     * query strings, which carry signatures of pre-signed URLs.
     *
     * @param text a URL or a message with URLs in it
     * @return the text with {@link #MASK} for each secret
     */
    public static String redact(String text) {
        if (!text.contains("/")) {
            return text;
        }
        String noUser = USER_INFO.matcher(text).replaceAll(MASK + "@");
        String noToken = TOKEN.matcher(noUser).replaceAll(MASK);
        return QUERY.matcher(noToken).replaceAll("$1?" + MASK);
    }

    /**
     * Hides the secrets of a URL.
     *
     * @param uri a URL
     * @return its text with {@link #MASK} for each secret
     */
    public static String redact(URI uri) {
        return redact(uri.toString());
    }
}
