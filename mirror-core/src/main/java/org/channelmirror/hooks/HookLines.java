package org.channelmirror.hooks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a command writes, line by line; what is too long for a line is cut, so that no command can fill the memory. */
final class HookLines {

    private static final int MAX_LINE = 4096;

    private HookLines() {}

    /** Takes one line. */
    @FunctionalInterface
    interface Sink {
        void line(String text) throws IOException;
    }

    /** Reads to the end. */
    static void read(InputStream from, Sink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(from)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    sink.line(text(line));
                    line.reset();
                } else if (line.size() < MAX_LINE) {
                    line.write(b);
                }
            }
            if (line.size() > 0) {
                sink.line(text(line));
            }
        }
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
