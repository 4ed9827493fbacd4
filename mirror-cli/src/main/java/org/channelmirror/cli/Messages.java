package org.channelmirror.cli;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import org.channelmirror.api.MirrorWarning;

/**
 * Everything that is not a command's answer: messages, log lines and the progress bar, on stderr. A line never tears the bar.
 * Thread-safe.
 */
final class Messages {

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final Set<MirrorWarning> warned = new HashSet<>();
    private String bar = "";

    Messages(PrintStream err) {
        this.err = err;
    }

    /** Prints a line of text; the bar, if there is one, moves below it. */
    synchronized void line(String text) {
        if (bar.isEmpty()) {
            err.println(Printable.of(text));
        } else {
            err.println(ERASE_LINE + Printable.of(text));
            err.print(bar);
        }
        err.flush();
    }

    /** Prints a warning, once however often it is given. */
    synchronized void warning(MirrorWarning warning) {
        if (warned.add(warning)) {
            line("warning: " + warning.subject() + ": " + warning.message());
        }
    }

    /** Shows a bar in the last line of the terminal, instead of the one before. */
    synchronized void showBar(String text) {
        bar = text;
        err.print(ERASE_LINE + text);
        err.flush();
    }

    /** Takes the bar away. */
    synchronized void removeBar() {
        if (!bar.isEmpty()) {
            bar = "";
            err.print(ERASE_LINE);
            err.flush();
        }
    }
}
