package org.channelmirror.cli;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
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
    private Consumer<String> log = text -> {};

    Messages(PrintStream err) {
        this.err = err;
    }

    /** From now on every line goes to a log as well. */
    synchronized void alsoTo(Consumer<String> newLog) {
        log = newLog;
    }

    /** Prints a line of text; the bar, if there is one, moves below it. */
    void line(String text) {
        show(text);
        note(text);
    }

    /** Puts a line of text into the log only, if there is one. */
    void note(String text) {
        Consumer<String> sink;
        synchronized (this) {
            sink = log;
        }
        sink.accept(text);
    }

    /** Prints a line of text that the log has already. */
    synchronized void show(String text) {
        if (bar.isEmpty()) {
            err.println(Printable.of(text));
        } else {
            err.println(ERASE_LINE + Printable.of(text));
            err.print(bar);
        }
        err.flush();
    }

    /** Prints a warning, once however often it is given. */
    void warning(MirrorWarning warning) {
        boolean isNew;
        synchronized (this) {
            isNew = warned.add(warning);
        }
        if (isNew) {
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
