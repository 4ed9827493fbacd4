package org.channelmirror.cli;

import java.io.PrintStream;
import java.io.Writer;

/** Writes to a stream in the stream's own charset as it comes, however much it is. The stream stays open. */
final class PrintedText extends Writer {

    private final PrintStream out;

    PrintedText(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) {
        out.print(new String(text, offset, length));
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
