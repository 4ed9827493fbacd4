package org.channelmirror.server;

import java.util.regex.Pattern;
import org.channelmirror.model.Redaction;
import org.eclipse.jetty.http.HttpURI;

/** Texts of a request as they may be written down. */
final class LoggedPath {

    /** A token of this program, wherever it stands. */
    private static final Pattern TOKEN = Pattern.compile("cm-[0-9a-fA-F]{20,}");

    private LoggedPath() {}

    /** The path, with a mask in the place of each token and of the query. */
    static String of(HttpURI uri) {
        String path = uri.getPath() == null ? "-" : uri.getPath();
        String shown = path.contains("/t/") || path.indexOf('%') >= 0 ? masked(path) : path;
        return withoutTokens(uri.getQuery() == null ? shown : shown + "?" + Redaction.MASK);
    }

    /** What follows a segment that is a token's prefix is taken for a token, also where it leads nowhere. */
    private static String masked(String path) {
        StringBuilder result = new StringBuilder(path.length());
        boolean isToken = false;
        for (String segment : path.split("/", -1)) {
            boolean isPrefix = UrlPath.segment(segment).filter("t"::equals).isPresent();
            result.append(isToken && !segment.isEmpty() ? Redaction.MASK : segment)
                    .append('/');
            isToken = isPrefix || (isToken && segment.isEmpty());
        }
        result.setLength(result.length() - 1);
        return result.toString();
    }

    /** Another text that came with a request, such as the page that led here. */
    static String withoutSecrets(String text) {
        return withoutTokens(Redaction.redact(text));
    }

    private static String withoutTokens(String text) {
        return text.contains("cm-") ? TOKEN.matcher(text).replaceAll(Redaction.MASK) : text;
    }
}
