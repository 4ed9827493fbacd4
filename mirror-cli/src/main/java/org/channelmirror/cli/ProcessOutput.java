package org.channelmirror.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A stream of the process itself. Who reads an answer may have read enough of it, as {@code head} does, which is no failure. */
final class ProcessOutput extends PrintStream {

    private final Target target;

    ProcessOutput(FileDescriptor descriptor) {
        this(new Target(descriptor));
    }

    private ProcessOutput(Target target) {
        super(target, true, StandardCharsets.UTF_8);
        this.target = target;
    }

    /** Whether the other end of a pipe was closed. */
    boolean isReaderGone() {
        return target.isReaderGone;
    }

    private static final class Target extends FilterOutputStream {

        private static final String BROKEN_PIPE = "Broken pipe";

        private volatile boolean isReaderGone;

        Target(FileDescriptor descriptor) {
            super(new FileOutputStream(descriptor));
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                isReaderGone |= BROKEN_PIPE.equals(e.getMessage());
                throw e;
            }
        }
    }
}
