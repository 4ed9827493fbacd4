package org.channelmirror.internal.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.junit.jupiter.api.Test;

/** Tests for {@link ForcedAhead}. */
final class ForcedAheadTest {

    private final List<String> forced = new ArrayList<>();

    @Test
    void everythingIsForcedWhenTheWaitIsOver() throws Exception {
        try (ForcedAhead ahead = new ForcedAhead(List.of(new Content("a"), new Content("b")))) {
            ahead.await();
            assertEquals(List.of("a", "b"), forced);
        }
    }

    @Test
    void whatCannotBeForcedIsThrownWhereItIsWaitedFor() {
        IOException full = new IOException("no space left");
        IOException seen = assertThrows(IOException.class, () -> {
            try (ForcedAhead ahead = new ForcedAhead(List.of(new Content("a", full), new Content("b")))) {
                ahead.await();
            }
        });
        assertSame(full, seen);
        assertEquals(List.of(), forced);
    }

    @Test
    void anInterruptedThreadWaitsAllTheSame() throws Exception {
        try (ForcedAhead ahead = new ForcedAhead(List.of(new Content("a")))) {
            Thread.currentThread().interrupt();
            ahead.await();
            assertTrue(Thread.interrupted());
            assertEquals(List.of("a"), forced);
        }
    }

    /** Says when it is forced, or fails then. */
    private final class Content implements StagedWrite {

        private final String name;
        private final List<IOException> failures;

        Content(String name, IOException... failures) {
            this.name = name;
            this.failures = List.of(failures);
        }

        @Override
        public void force() throws IOException {
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
            forced.add(name);
        }

        @Override
        public StageKey key() {
            return new StageKey(name);
        }

        @Override
        public long position() {
            return name.length();
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("it is whole: " + new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public InputStream read() {
            return InputStream.nullInputStream();
        }

        @Override
        public void discard() {}

        @Override
        public void close() {}
    }
}
