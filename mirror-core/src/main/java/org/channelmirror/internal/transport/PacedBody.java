package org.channelmirror.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A body that fails when it comes too slowly. */
final class PacedBody extends FilterInputStream {

    private final MinimalRate rate;
    private long waited;
    private long came;

    PacedBody(InputStream body, MinimalRate rate) {
        super(body);
        this.rate = rate;
    }

    /** So little came in so long a time. */
    static final class SlowException extends IOException {

        private static final long serialVersionUID = 1L;

        SlowException(long bytes, Duration time) {
            super("sent only " + bytes + " bytes in " + NetworkFailures.text(time));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? count : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long before = System.nanoTime();
        int count = in.read(target, offset, length);
        waited += System.nanoTime() - before;
        came += Math.max(0, count);
        if (count >= 0 && waited >= rate.window().toNanos()) {
            if (came < rate.bytes()) {
                throw new SlowException(came, Duration.ofNanos(waited));
            }
            waited = 0;
            came = 0;
        }
        return count;
    }
}
