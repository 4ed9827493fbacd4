package org.channelmirror.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.Redaction;

/** Hides the secrets that a configuration may hold, beyond those of complete URLs. */
final class Secrets {

    private static final Pattern TOKEN_OF_A_NAME = Pattern.compile("(?<![\\w/])t/[^/\\s\"']+(?=/)");
    private static final Pattern USER_OF_A_NAME = Pattern.compile("(?<![\\w/])[^\\s\"'/@:,\\[{]+:[^\\s\"'/@]+@(?=\\w)");
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i)([\\w-]*(?:token|passw|secret|credential|bearer|proxy)[\\w-]*[\"']?\\s*:\\s+)\\S.*");
    private static final Pattern FIRST_COLUMN_KEY = Pattern.compile("[\"']?([A-Za-z_][\\w-]*)[\"']?\\s*:.*");

    private Secrets() {}

    /** Hides the secrets of URLs, of channels that are named by {@code t/<TOKEN>/name}, and of hosts without a scheme. */
    static String redact(String text) {
        String urls = USER_OF_A_NAME
                .matcher(Redaction.redact(text))
                .replaceAll(Matcher.quoteReplacement(Redaction.MASK + "@"));
        return TOKEN_OF_A_NAME.matcher(urls).replaceAll(Matcher.quoteReplacement("t/" + Redaction.MASK));
    }

    /** Hides also what stands after a key that is named like a secret. */
    static String redactLine(String line) {
        return SECRET_KEY.matcher(redact(line)).replaceAll("$1" + Matcher.quoteReplacement(Redaction.MASK));
    }

    /**
     * The line of a file as it may be shown: of what belongs to a key for secrets, or to one that is misspelt for it, only the
     * key. The text need not be YAML.
     */
    static String source(List<String> lines, int line) {
        String written = line <= lines.size() ? lines.get(line - 1) : "";
        if (!isSecret(lines, line)) {
            return redactLine(written);
        }
        Matcher key = FIRST_COLUMN_KEY.matcher(written);
        return key.matches() ? key.group(1) + ": " + Redaction.MASK : "";
    }

    /** Says whether a line belongs to a key for secrets, as far as a text tells that need not be YAML. */
    static boolean isSecret(List<String> lines, int line) {
        for (int i = Math.min(line, lines.size()); i > 0; i--) {
            Matcher key = FIRST_COLUMN_KEY.matcher(lines.get(i - 1));
            if (key.matches()) {
                return Nearest.to(key.group(1), ConfigKeys.SECRET).isLikely();
            }
        }
        return false;
    }

    /** What comes from outside is shown on a terminal: one line, no control characters. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
