package org.channelmirror.internal.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private static final List<String> WHOLE =
            List.of("CONDA/a-1-0.conda=first", "CONDA/b-1-0.conda=", "CONDA/c-1-0.conda=third");

    private static byte[] file() throws IOException {
        return Frames.file(List.of(
                Frames.conda("a-1-0.conda", "first"),
                Frames.conda("b-1-0.conda", ""),
                Frames.conda("c-1-0.conda", "third")));
    }

    /** What a reader hands out before it finds the damage, which must be the beginning of what was written. */
    private static void assertDamaged(byte[] file, String what) {
        List<String> found = new ArrayList<>();
        assertThrows(
                DamagedFileException.class,
                () -> {
                    try (FrameReader reader = new FrameReader(new ByteArrayInputStream(file))) {
                        while (reader.next()) {
                            found.add(Frames.text(reader));
                        }
                    }
                },
                what);
        assertEquals(WHOLE.subList(0, found.size()), found, what);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        assertEquals(WHOLE, Frames.read(file()));
        assertEquals(List.of(), Frames.read(Frames.file(List.of())));
    }

    @Test
    void damageOfAnyByteIsFoundBeforeItIsHandedOut() throws IOException {
        byte[] whole = file();
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) (1 << bit);
                assertDamaged(damaged, "byte " + i + " bit " + bit);
            }
        }
    }

    @Test
    void aCutAnywhereIsFound() throws IOException {
        byte[] whole = file();
        for (int length = 0; length < whole.length; length++) {
            assertDamaged(Arrays.copyOf(whole, length), "cut after " + length);
        }
    }

    @Test
    void bytesBehindTheEndAreDamage() throws IOException {
        byte[] whole = file();
        assertDamaged(Arrays.copyOf(whole, whole.length + 1), "one byte more");
    }

    @Test
    void aFileThatWasNotFinishedIsDamaged() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameWriter writer = new FrameWriter(bytes)) {
            writer.write(Frames.conda("a-1-0.conda", "first"));
        }
        assertDamaged(bytes.toByteArray(), "not finished");
    }

    @Test
    void noFileAtAllIsAReaderOfItsOwn() throws IOException {
        try (FrameReader none = FrameReader.empty()) {
            assertTrue(none.isEnded());
            assertFalse(none.next());
        }
    }
}
