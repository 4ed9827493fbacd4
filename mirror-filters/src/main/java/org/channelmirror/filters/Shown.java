package org.channelmirror.filters;

import org.channelmirror.model.Redaction;

/** Makes text from outside fit for a message: short, without secrets and control characters. */
final class Shown {

    private static final int MAX_LENGTH = 120;
    /** What is cut off before the secrets are looked for is far behind what is shown. */
    private static final int MAX_READ = 10_000;

    private Shown() {}

    static String of(String text) {
        String read = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
        String safe = Redaction.redact(read).replaceAll("\\p{Cntrl}", "?");
        return safe.length() > MAX_LENGTH ? safe.substring(0, MAX_LENGTH) + "..." : safe;
    }

    static String quoted(String text) {
        return "\"" + of(text) + "\"";
    }
}
