package org.channelmirror.internal.threads;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread of its own, a few pieces behind: an index is merged while what was merged before is digested and goes to the
 * disk. What fails there is thrown by a later call here. Used by one thread.
 */
public final class HandedOverOutput extends OutputStream {

    private static final int PIECE = 1 << 20;
    private static final int PIECES = 3;
    private static final long CHECK_MILLIS = 100;

    private final OutputStream out;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(PIECES + 1);
    private final ExecutorService writer;
    private final Future<?> written;
    private @Nullable Piece current;
    private boolean closed;

    /** Bytes on their way; one that is not full is the last. */
    private static final class Piece {

        private final byte[] bytes;
        private int length;

        Piece(int capacity) {
            this.bytes = new byte[capacity];
        }
    }

    /** Takes over a stream, which is closed with this one. */
    public HandedOverOutput(OutputStream out, String threadName) {
        this.out = out;
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece(PIECE));
        }
        this.writer = Workers.start(1, threadName, (thread, failure) -> {});
        this.written = writer.submit(this::writeAll);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            Piece piece = current == null ? nextFree() : current;
            int count = Math.min(length - done, PIECE - piece.length);
            System.arraycopy(bytes, offset + done, piece.bytes, piece.length, count);
            piece.length += count;
            done += count;
            current = piece;
            if (piece.length == PIECE) {
                filled.add(piece);
                current = null;
            }
        }
    }

    /** Returns when everything is written, even to an interrupted thread: nothing goes on behind its back. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        filled.add(current == null ? new Piece(0) : current);
        try (out) {
            if (Workers.awaitEnd(writer, () -> {})) {
                Thread.currentThread().interrupt();
            }
            rethrow();
        }
    }

    private Piece nextFree() throws IOException {
        try {
            Piece piece = free.poll();
            while (piece == null) {
                if (written.isDone()) {
                    rethrow();
                }
                piece = free.poll(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            }
            piece.length = 0;
            return piece;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void rethrow() throws IOException {
        try {
            written.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                // A new one each time: a failure and that of closing must not be the same exception.
                throw new IOException(io.getMessage(), io);
            }
            throw new IllegalStateException("writing an index failed", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private @Nullable Void writeAll() throws IOException, InterruptedException {
        while (true) {
            Piece piece = filled.take();
            out.write(piece.bytes, 0, piece.length);
            if (piece.length < PIECE) {
                return null;
            }
            free.add(piece);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while an index was written");
        interrupted.initCause(cause);
        return interrupted;
    }
}
