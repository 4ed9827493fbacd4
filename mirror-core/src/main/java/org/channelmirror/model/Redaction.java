package org.channelmirror.model;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of URLs before they reach a log, an exception, an event, a report or a state file. Thread-safe. */
public final class Redaction {

    /** What stands in a redacted URL where the secret was. */
    public static final String MASK = "********";

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

    /** A password with a slash in it ends no authority: what follows a colon and is no port is no host's. */
    private static final Pattern BROKEN_USER_INFO =
            Pattern.compile("(?<=://)[^/?#\\s@:\\[]*:(?!\\d{0,5}(?:[/\\s]|$))\\S*@");

    /** Nothing is given back: the stack is not for names that somebody made long. */
    private static final String HOST =
            "(?:localhost|[\\w-]++(?:\\.[\\w-]++)++|[\\w.-]++(?=:\\d)|\\[[\\w:.%]+\\])(?::\\d+)?";

    /**
     * What may hold a token: a URL, also with one slash too few or without a scheme, and the path of one by itself, as in requests. A
     * folder named {@code t} in a path of this machine holds none.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?<![\\w+.-])(?!file:|s3:)(?:[a-z][\\w+.-]*:/|https?:)/\\S+"
                    + "|(?<![\\w./~%+-])" + HOST + "/\\S+"
                    + "|(?<![\\w./~%+-])/t/\\S+"
                    + "|(?<=\\b(?:GET|HEAD|POST|PUT|Location:) )/\\S+");

    private static final Pattern TOKEN = Pattern.compile("(?<=/t/)[^/?#\\s]+(?=[/?#\\s]|$)");
    private static final Pattern TOKEN_SEGMENT = Pattern.compile("/t/[^/?#\\s]+(?=[/?#]|$)");
    private static final Pattern QUERY = Pattern.compile("(://[^?#\\s]*)\\?[^#\\s]+");
    private static final Pattern FRAGMENT = Pattern.compile("(://[^?#\\s]*(?:\\?\\S*)?)#[^\\s=]*=\\S+");

    private Redaction() {}

    /**
     * Hides the secrets of a URL, or of every URL in a text: user and password, the {@code /t/<TOKEN>/} of conda channels,
     * query strings, which carry signatures of pre-signed URLs, and fragments with values. Paths of files stay as they are.
     *
     * @param text a URL or a message with URLs in it
     * @return the text with {@link #MASK} for each secret
     */
    public static String redact(String text) {
        if (!text.contains("/")) {
            return text;
        }
        String noUser = USER_INFO
                .matcher(BROKEN_USER_INFO.matcher(text).replaceAll(MASK + "@"))
                .replaceAll(MASK + "@");
        String noToken = noUser.contains("/t/") ? withoutTokens(noUser) : noUser;
        String noFragment = FRAGMENT.matcher(noToken).replaceAll("$1#" + MASK);
        return QUERY.matcher(noFragment).replaceAll("$1?" + MASK);
    }

    private static String withoutTokens(String text) {
        return ADDRESS.matcher(text)
                .replaceAll(address ->
                        Matcher.quoteReplacement(TOKEN.matcher(address.group()).replaceAll(MASK)));
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

    /**
     * The URL as it is without its secrets: it stays the same when they change, so it is what a URL is remembered by.
     *
     * @param uri a URL
     * @return its text without user, password, {@code /t/<TOKEN>}, query and fragment; a {@code file} URL has none of them and
     *     stays as it is
     */
    public static String withoutSecrets(URI uri) {
        String text = uri.toString();
        if ("file".equalsIgnoreCase(uri.getScheme())) {
            return text;
        }
        String path = text.replaceFirst("[?#].*", "");
        String noUser = USER_INFO.matcher(path).replaceFirst("");
        return TOKEN_SEGMENT.matcher(noUser).replaceFirst("");
    }
}
