package org.channelmirror.internal.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link HandedOverOutput}. */
final class HandedOverOutputTest {

    private static final int PIECE = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 7 * PIECE, 7 * PIECE + 5})
    void everyByteArrivesInOrder(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        try (OutputStream out = new HandedOverOutput(arrived, "test")) {
            for (int at = 0; at < size; at += 300_007) {
                out.write(bytes, at, Math.min(300_007, size - at));
            }
        }

        assertArrayEquals(bytes, arrived.toByteArray());
    }

    @Test
    void whatFailsBelowFailsHereAndIsClosed() {
        IOException full = new IOException("no space left");
        AtomicBoolean closed = new AtomicBoolean();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        IOException seen = assertThrows(IOException.class, () -> {
            try (OutputStream out = new HandedOverOutput(broken, "test")) {
                for (int i = 0; i < 10; i++) {
                    out.write(new byte[PIECE]);
                }
            }
        });

        assertSame(full, seen.getCause());
        assertTrue(closed.get());
    }

    @Test
    void anInterruptedThreadStillEndsItsWriter() throws Exception {
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        try (OutputStream out = new HandedOverOutput(arrived, "test")) {
            out.write(7);
            Thread.currentThread().interrupt();
        }

        assertTrue(Thread.interrupted());
        assertArrayEquals(new byte[] {7}, arrived.toByteArray());
    }
}
