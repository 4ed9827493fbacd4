package org.channelmirror.internal.shards;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessageSizeException;

/** What comes out of a decompression: neither its failure nor its size is a failure of this machine. */
final class LimitedStream extends FilterInputStream {

    private final long most;
    private long count;

    LimitedStream(InputStream in, long most) {
        super(in);
        this.most = most;
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
        } catch (IOException e) {
            throw new MessageInsufficientBufferException("it cannot be decompressed: " + e.getMessage(), e);
        }
        count += Math.max(read, 0);
        if (count > most) {
            throw new MessageSizeException("it has more than " + most + " bytes when it is decompressed", count);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
