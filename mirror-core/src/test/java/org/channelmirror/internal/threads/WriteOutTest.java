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

/** Tests for {@link WriteOut}. */
final class WriteOutTest {

    private final List<String> written = new ArrayList<>();

    @Test
    void everythingIsWrittenOutWhenTheWaitIsOver() throws Exception {
        try (WriteOut out = new WriteOut(List.of(new Content("a"), new Content("b")))) {
            out.await();
            assertEquals(List.of("a", "b"), written);
        }
    }

    @Test
    void whatCannotBeWrittenOutIsThrownWhereItIsWaitedFor() {
        IOException full = new IOException("no space left");
        IOException seen = assertThrows(IOException.class, () -> {
            try (WriteOut out = new WriteOut(List.of(new Content("a", full), new Content("b")))) {
                out.await();
            }
        });
        assertSame(full, seen);
        assertEquals(List.of(), written);
    }

    @Test
    void anInterruptedThreadWaitsAllTheSame() throws Exception {
        try (WriteOut out = new WriteOut(List.of(new Content("a")))) {
            Thread.currentThread().interrupt();
            out.await();
            assertTrue(Thread.interrupted());
            assertEquals(List.of("a"), written);
        }
    }

    /** Says when it is written out, or fails then. */
    private final class Content implements StagedWrite {

        private final String name;
        private final List<IOException> failures;

        Content(String name, IOException... failures) {
            this.name = name;
            this.failures = List.of(failures);
        }

        @Override
        public void writeOut() throws IOException {
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
            written.add(name);
        }

        @Override
        public void force() throws IOException {
            throw new IOException("that is the publication's business");
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
