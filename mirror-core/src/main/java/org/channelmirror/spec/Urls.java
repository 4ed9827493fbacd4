package org.channelmirror.spec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** URLs as texts: those in specs may hold blanks and letters that {@link java.net.URI} refuses. */
final class Urls {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,10}://.*");
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#]*@");
    private static final Pattern TOKEN = Pattern.compile("/t/[^/?#]+(?=/|$)");

    private Urls() {}

    static boolean isUrl(String text) {
        return SCHEME.matcher(text).matches();
    }

    /** The URL without user, password and token: a package is the same whoever fetches it, and a spec is shown to people. */
    static String withoutSecrets(String url) {
        return isUrl(url) && !isFile(url)
                ? TOKEN.matcher(USER_INFO.matcher(url).replaceFirst("")).replaceFirst("")
                : url;
    }

    /** What follows the scheme, the host and a slash. */
    static String path(String url) {
        int start = url.indexOf('/', url.indexOf("://") + 3);
        return start < 0 ? "" : url.substring(start + 1);
    }

    static boolean isFile(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("file:");
    }

    static String withoutFinalSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Says whether a text has only characters that stand in one line: blanks, but no other white space. */
    static boolean isPrintable(String text) {
        return text.chars().noneMatch(c -> c != ' ' && (Character.isWhitespace(c) || Character.isISOControl(c)));
    }

    /** Undoes percent-encoding, unless it hides a control character; a "%" that encodes nothing stays. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low < 0) {
                out[length++] = in[i];
            } else {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        String decoded = new String(out, 0, length, StandardCharsets.UTF_8);
        return isPrintable(decoded) ? decoded : text;
    }
}
