package org.channelmirror.internal.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.channelmirror.internal.index.DecodedIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link ReadAhead}. */
@SuppressWarnings("InputStreamSlowMultibyteRead")
final class ReadAheadTest {

    private static final int PIECE = 1 << 18;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 9 * PIECE, 9 * PIECE + 5})
    void everyByteArrivesInOrder(int size) throws Exception {
        byte[] bytes = bytes(size);
        try (InputStream in = new ReadAhead(new ByteArrayInputStream(bytes), "test")) {
            assertArrayEquals(bytes, in.readAllBytes());
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(new byte[10]));
        }
    }

    @Test
    void whatFailsBelowIsThrownBehindWhatCameBefore() throws Exception {
        IOException broken = new DecodedIndex.CorruptException("broken");
        byte[] bytes = bytes(3 * PIECE);
        InputStream below = new SequenceInputStream(new ByteArrayInputStream(bytes), new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }
        });
        try (InputStream in = new ReadAhead(below, "test")) {
            assertArrayEquals(bytes, in.readNBytes(bytes.length));
            assertSame(broken, assertThrows(IOException.class, in::read));
            assertSame(broken, assertThrows(IOException.class, in::read));
        }
    }

    @Test
    void whoStopsEarlyLeavesNoThreadAndReadsLittleTooMuch() throws Exception {
        AtomicLong count = new AtomicLong();
        AtomicBoolean closed = new AtomicBoolean();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                count.incrementAndGet();
                return 7;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        try (InputStream in = new ReadAhead(endless, "reads-ahead-of-nobody")) {
            assertEquals(7, in.read());
        }
        assertTrue(closed.get());
        assertTrue(count.get() <= 5L * PIECE, count::toString);
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("reads-ahead-of-nobody") && thread.isAlive()));
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    interrupted.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        try (InputStream in = new ReadAhead(slow, "test")) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, in::read);
            assertTrue(Thread.interrupted());
            interrupted.countDown();
        }
    }

    @Test
    void whatIsNeverReadIsClosedAllTheSame() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream below = new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        new ReadAhead(below, "test").close();
        assertTrue(closed.get());
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
