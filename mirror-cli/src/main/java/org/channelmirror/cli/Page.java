package org.channelmirror.cli;

import java.io.PrintStream;
import java.util.List;

/** A command's answer as text. */
final class Page {

    private final PrintStream out;

    Page(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(Printable.of(text));
    }

    /** Prints lines of this program's own, which may hold colours. */
    void styled(String text) {
        out.print(text);
    }

    /** Prints rows in columns, the first to the left and the others, which are numbers, to the right; the first row is the head. */
    void table(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(pad(row.get(0), widths[0], ""));
            for (int i = 1; i < widths.length; i++) {
                line.append("  ").append(pad("", widths[i] - row.get(i).length(), row.get(i)));
            }
            line(line.toString());
        }
    }

    /** Prints rows of texts in columns; the first row is the head. */
    void columns(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(pad(row.get(i), widths[i] + 2, ""));
            }
            line(line.toString().stripTrailing());
        }
    }

    private static String pad(String before, int width, String after) {
        return before + " ".repeat(width - before.length()) + after;
    }
}
