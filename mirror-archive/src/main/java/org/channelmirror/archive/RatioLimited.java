package org.channelmirror.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** Uncompressed bytes of which there must not be too many to each compressed one. */
final class RatioLimited extends FilterInputStream {

    private static final long FREE = 64L << 20;

    private final CountedInput compressed;
    private final int ratio;
    private long count;

    RatioLimited(InputStream in, CountedInput compressed, int ratio) {
        super(in);
        this.compressed = compressed;
        this.ratio = ratio;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (EOFException e) {
            throw damaged(Reason.TRUNCATED, "it ends within its compressed content: copy it again", e);
        } catch (IOException e) {
            boolean isCut = String.valueOf(e.getMessage()).contains("Truncated");
            throw damaged(
                    isCut ? Reason.TRUNCATED : Reason.DAMAGED,
                    "its compressed content is damaged, or something follows it: " + e.getMessage(),
                    e);
        }
        count += Math.max(read, 0);
        if (count > FREE && count / ratio > compressed.count()) {
            throw new InvalidArchiveException(
                    Reason.LIMIT, "the archive", "more than " + ratio + " bytes come from each compressed one");
        }
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        byte[] skipped = new byte[(int) Math.min(length, 1 << 16)];
        return Math.max(read(skipped, 0, skipped.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static InvalidArchiveException damaged(Reason reason, String problem, IOException cause) {
        InvalidArchiveException damaged = new InvalidArchiveException(reason, "the archive", problem);
        damaged.initCause(cause);
        return damaged;
    }
}
