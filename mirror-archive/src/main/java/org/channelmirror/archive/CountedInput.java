package org.channelmirror.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** Counts what is read, and ends where it is too much. */
final class CountedInput extends FilterInputStream {

    private long count;
    private long last = Long.MAX_VALUE;

    CountedInput(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    /** Lets no more be read than a number of bytes from here on. */
    void allow(long bytes) {
        last = count + bytes;
    }

    /** Lets everything be read. */
    void allowAll() {
        last = Long.MAX_VALUE;
    }

    private void checkLimit() throws InvalidArchiveException {
        if (count >= last) {
            throw new InvalidArchiveException(
                    Reason.LIMIT, "the archive", "what stands between two files of it is larger than is taken");
        }
    }

    @Override
    public int read() throws IOException {
        checkLimit();
        int value = in.read();
        count += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        checkLimit();
        int read = in.read(bytes, offset, length);
        count += Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        checkLimit();
        long skipped = in.skip(length);
        count += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
