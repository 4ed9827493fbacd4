package org.channelmirror.internal.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Where an archive is written to: what fails there is told apart from what fails in the mirror. */
final class ArchiveOutput extends FilterOutputStream {

    ArchiveOutput(OutputStream out) {
        super(out);
    }

    /** The archive cannot be written. */
    static final class FailedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final IOException failure;

        FailedException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
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
            throw new FailedException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }
}
