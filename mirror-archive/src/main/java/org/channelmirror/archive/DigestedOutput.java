package org.channelmirror.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.channelmirror.model.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream and digests it twice on a thread beside, a few pieces behind: reading, writing and digesting take about as long as
 * one another.
 */
final class DigestedOutput extends OutputStream {

    private static final int PIECE = 1 << 18;
    private static final int PIECES = 8;
    private static final Piece END = new Piece(new byte[0]);

    private final OutputStream out;
    private final MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
    private final MessageDigest md5 = DigestAlgorithm.MD5.newDigest();
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(PIECES + 1);
    private final Thread digester;
    private @Nullable Piece current;
    private boolean closed;

    /** Bytes on their way to the digests. */
    private static final class Piece {

        private final byte[] bytes;
        private int length;

        Piece(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    DigestedOutput(OutputStream out) {
        this.out = out;
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece(new byte[PIECE]));
        }
        this.digester = new Thread(this::digest, "channel-mirror-digest");
        digester.setDaemon(true);
        digester.start();
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
                hand(piece);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        Piece piece = current;
        if (piece != null && piece.length > 0) {
            hand(piece);
        }
        out.flush();
    }

    private void hand(Piece piece) throws IOException {
        current = null;
        filled.add(piece);
        out.write(piece.bytes, 0, piece.length);
    }

    private Piece nextFree() throws IOException {
        try {
            Piece piece = free.take();
            piece.length = 0;
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while an archive was written");
        }
    }

    private void digest() {
        try {
            while (true) {
                Piece piece = filled.take();
                if (piece == END) {
                    return;
                }
                sha256.update(piece.bytes, 0, piece.length);
                md5.update(piece.bytes, 0, piece.length);
                free.add(piece);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The checksum of everything; known once it is closed. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    String md5() {
        return HexFormat.of().formatHex(md5.digest());
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            flush();
        } finally {
            filled.add(END);
            awaitDigests();
        }
    }

    /** The digests are to be whole, even to an interrupted thread. */
    private void awaitDigests() {
        boolean interrupted = false;
        while (digester.isAlive()) {
            try {
                digester.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
