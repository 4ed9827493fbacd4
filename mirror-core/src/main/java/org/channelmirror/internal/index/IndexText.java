package org.channelmirror.internal.index;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.TextRange;

/**
 * The uncompressed text of an upstream index in a scratch file, from which records are taken where their frames say they are.
 * Records that follow one another in the text, as they do in a sorted index, are read in large pieces.
 */
public final class IndexText implements AutoCloseable {

    private static final int WINDOW = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private byte[] window = new byte[WINDOW];
    private long windowStart;
    private int windowLength;
    private int offset;
    private int length;

    public IndexText(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Goes to a value; it is then at {@link #offset()} of {@link #buffer()}. */
    public void find(TextRange range) throws IOException {
        long at = range.offset();
        length = range.length();
        if (at < windowStart || at + length > windowStart + windowLength) {
            boolean follows = at >= windowStart && at <= windowStart + windowLength + WINDOW;
            fill(at, follows ? Math.max(length, WINDOW) : length);
        }
        offset = (int) (at - windowStart);
        if (range.layout() == TextRange.Layout.LINE_BREAKS) {
            window = RepodataReader.withoutLineBreaks(window, offset, length);
            length = window.length;
            offset = 0;
            windowLength = 0;
        }
    }

    public byte[] buffer() {
        return window;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    private void fill(long at, int wanted) throws IOException {
        if (window.length < wanted) {
            window = new byte[Math.max(wanted, WINDOW)];
        }
        ByteBuffer target = ByteBuffer.wrap(window, 0, wanted);
        windowStart = at;
        windowLength = 0;
        while (target.hasRemaining()) {
            int count = channel.read(target, at + windowLength);
            if (count < 0) {
                break;
            }
            windowLength += count;
        }
        if (windowLength < length) {
            throw new EOFException(file + " ends within a record");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
