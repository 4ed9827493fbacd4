package org.channelmirror.server;

import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects lines and writes many at a time. Thread-safe. */
final class LogWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int SIZE = 64 * 1024;

    private final OutputStream out;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private boolean isBroken;

    LogWriter(OutputStream out) {
        this.out = out;
    }

    /** Takes a line of ASCII characters; one that is longer than any request's can be is cut. */
    synchronized void line(StringBuilder line) {
        int length = Math.min(line.length(), SIZE - 1);
        if (used + length + 1 > SIZE) {
            flush();
        }
        for (int i = 0; i < length; i++) {
            buffer[used++] = (byte) line.charAt(i);
        }
        buffer[used++] = '\n';
    }

    synchronized void flush() {
        try {
            out.write(buffer, 0, used);
            out.flush();
            isBroken = false;
        } catch (IOException e) {
            // A server without a log is better than none.
            if (!isBroken) {
                LOG.warn("the access log cannot be written, lines are lost: {}", e.toString());
            }
            isBroken = true;
        }
        used = 0;
    }

    @Override
    public void close() {
        flush();
    }
}
