package org.channelmirror.internal.threads;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a thread of its own, a few pieces ahead: an index is decompressed while what came before is taken in. What fails there is
 * thrown when everything before it was read. The thread begins with the first read. Used by one thread.
 */
public final class ReadAhead extends InputStream {

    private static final int PIECE = 1 << 18;
    private static final int PIECES = 4;
    private static final long CHECK_MILLIS = 100;

    private final InputStream in;
    private final String threadName;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES + 1);
    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(PIECES);
    private @Nullable ExecutorService reader;
    private @Nullable Future<?> read;
    private @Nullable Piece current;
    private int taken;
    private volatile boolean closed;

    /** Bytes on their way; one that is not full is the last. */
    private static final class Piece {

        private final byte[] bytes = new byte[PIECE];
        private int length;
    }

    /** Takes over a stream, which is closed with this one. */
    public ReadAhead(InputStream in, String threadName) {
        this.in = in;
        this.threadName = threadName;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        Piece piece = current;
        if (piece == null || taken == piece.length) {
            piece = next(piece);
            if (piece.length == 0) {
                return -1;
            }
        }
        int count = Math.min(length, piece.length - taken);
        System.arraycopy(piece.bytes, taken, target, offset, count);
        taken += count;
        return count;
    }

    /** Ends the thread before it closes the stream, even if this one is interrupted. */
    @Override
    public void close() throws IOException {
        closed = true;
        try (in) {
            ExecutorService started = reader;
            if (started != null) {
                free.offer(new Piece());
                if (Workers.awaitEnd(started, () -> {})) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The piece behind one that is used up; the last one follows itself. */
    private Piece next(@Nullable Piece used) throws IOException {
        if (used != null && used.length < PIECE) {
            used.length = 0;
            taken = 0;
            return used;
        }
        if (used != null) {
            free.add(used);
        }
        current = null;
        Piece piece = take(read == null ? start() : read);
        current = piece;
        taken = 0;
        return piece;
    }

    private Future<?> start() {
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece());
        }
        ExecutorService started = Workers.start(1, threadName, (thread, failure) -> {});
        Future<?> begun = started.submit(this::readAll);
        reader = started;
        read = begun;
        return begun;
    }

    private Piece take(Future<?> begun) throws IOException {
        try {
            while (true) {
                boolean isLast = begun.isDone();
                Piece piece = isLast ? filled.poll() : filled.poll(CHECK_MILLIS, TimeUnit.MILLISECONDS);
                if (piece != null) {
                    return piece;
                }
                if (isLast) {
                    begun.get();
                    throw new IOException("the stream is closed");
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("reading an index failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while an index was read");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private @Nullable Void readAll() throws IOException, InterruptedException {
        while (true) {
            Piece piece = free.take();
            if (closed) {
                return null;
            }
            piece.length = in.readNBytes(piece.bytes, 0, PIECE);
            filled.add(piece);
            if (piece.length < PIECE) {
                return null;
            }
        }
    }
}
