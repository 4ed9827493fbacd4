package org.channelmirror.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.Redaction;

/** Hides the secrets that a configuration may hold, beyond those of complete URLs. */
final class Secrets {

    private static final Pattern TOKEN_OF_A_NAME = Pattern.compile("(?<![\\w/])t/[^/\\s\"']+(?=/)");
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i)([\\w-]*(?:token|password|secret|credential)[\\w-]*[\"']?\\s*:\\s+)\\S.*");

    private Secrets() {}

    /** Hides the secrets of URLs, and of channels that are named by {@code t/<TOKEN>/name}. */
    static String redact(String text) {
        String urls = Redaction.redact(text);
        return TOKEN_OF_A_NAME.matcher(urls).replaceAll(Matcher.quoteReplacement("t/" + Redaction.MASK));
    }

    /** Hides also what stands after a key that is named like a secret. */
    static String redactLine(String line) {
        return SECRET_KEY.matcher(redact(line)).replaceAll("$1" + Matcher.quoteReplacement(Redaction.MASK));
    }

    /** What comes from outside is shown on a terminal: one line, no control characters. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
