package org.channelmirror.internal.shards;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/** The text of an index that is written and not published yet, read piece by piece, best from front to back. */
final class TextWindow implements AutoCloseable {

    private static final int WINDOW = 1 << 18;

    private final StagedWrite staged;
    private @Nullable InputStream in;
    private byte[] window = {};
    private long start;
    private int length;

    TextWindow(StagedWrite staged) {
        this.staged = staged;
    }

    /** Goes to a piece; answers where it begins in {@link #buffer()}. */
    int find(long offset, int wanted) throws IOException {
        if (in == null || offset < start || offset + wanted > start + length) {
            fill(offset, wanted);
        }
        return (int) (offset - start);
    }

    /** What was read, for the reader to change. */
    byte[] buffer() {
        return window;
    }

    private void fill(long offset, int wanted) throws IOException {
        if (in == null || offset < start + length) {
            close();
            in = staged.read();
            start = 0;
            length = 0;
        }
        in.skipNBytes(offset - start - length);
        if (window.length < Math.max(WINDOW, wanted)) {
            window = new byte[Math.max(WINDOW, wanted)];
        }
        start = offset;
        length = in.readNBytes(window, 0, window.length);
        if (length < wanted) {
            throw new EOFException("the staged index ends before byte " + (offset + wanted));
        }
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
