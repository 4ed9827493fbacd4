package org.channelmirror.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A print stream for bytes that must arrive: what it would keep to itself is thrown. Closing leaves it open. */
final class StandardOutput extends OutputStream {

    private final PrintStream out;

    StandardOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        check();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    private void check() throws IOException {
        if (out.checkError()) {
            throw new IOException("standard output cannot be written: its reader is gone, or its disk is full");
        }
    }
}
