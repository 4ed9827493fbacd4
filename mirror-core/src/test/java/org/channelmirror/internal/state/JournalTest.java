package org.channelmirror.internal.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.VersionToken;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final StageKey KEY = new StageKey("a~noarch~journal");

    @TempDir
    Path scratch;

    private final ChannelStorage storage = new InMemoryStorage();

    private static ByteBuffer entry(String name, long size) {
        return new Holding()
                .begin(PackageFormat.CONDA, name.getBytes(StandardCharsets.US_ASCII))
                .size(size)
                .verified(Instant.EPOCH, new VersionToken("token-of-" + name))
                .payload();
    }

    /** Every entry as {@code name:size}. */
    private List<String> read(Journal journal) throws IOException {
        Path file = journal.sorted(scratch, "sorted");
        List<String> found = new ArrayList<>();
        try (FrameReader frames = new FrameReader(Files.newInputStream(file))) {
            while (frames.next()) {
                Holding holding = new Holding().read(frames);
                found.add(holding.name() + ":" + holding.size());
            }
        }
        Files.delete(file);
        return found;
    }

    private byte[] content() throws IOException {
        try (StagedWrite staged = storage.stage(KEY);
                InputStream in = staged.read()) {
            return in.readAllBytes();
        }
    }

    private void put(byte[] content, int length) throws IOException {
        try (StagedWrite old = storage.stage(KEY)) {
            old.discard();
        }
        try (StagedWrite fresh = storage.stage(KEY)) {
            fresh.append(content, 0, length);
        }
    }

    @Test
    void entriesComeBackSortedAndTheLastOfANameCounts() throws IOException {
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            assertTrue(journal.isEmpty());
            journal.append(List.of(entry("b-1-0.conda", 1), entry("a-1-0.conda", 2)));
        }
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            assertFalse(journal.isEmpty());
            journal.append(List.of(entry("b-1-0.conda", 3)));
            assertEquals(List.of("a-1-0.conda:2", "b-1-0.conda:3"), read(journal));
        }
    }

    @Test
    void aTornTailIsDroppedWhereverItIsTorn() throws IOException {
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            journal.append(List.of(entry("a-1-0.conda", 1)));
        }
        int first = content().length;
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            journal.append(List.of(entry("b-1-0.conda", 2)));
        }
        byte[] whole = content();
        for (int length = 0; length <= whole.length; length++) {
            put(whole, length);
            try (Journal journal = Journal.open(storage, KEY, scratch)) {
                journal.append(List.of(entry("c-1-0.conda", 3)));
                List<String> expected = new ArrayList<>();
                if (length >= first) {
                    expected.add("a-1-0.conda:1");
                }
                if (length == whole.length) {
                    expected.add("b-1-0.conda:2");
                }
                expected.add("c-1-0.conda:3");
                assertEquals(expected, read(journal), "torn after " + length);
            }
        }
    }

    @Test
    void wrongBytesEndTheJournal() throws IOException {
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            journal.append(List.of(entry("a-1-0.conda", 1)));
        }
        int first = content().length;
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            journal.append(List.of(entry("b-1-0.conda", 2)));
        }
        byte[] whole = content();
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x40;
            put(damaged, damaged.length);
            try (Journal journal = Journal.open(storage, KEY, scratch)) {
                assertEquals(i < first ? List.of() : List.of("a-1-0.conda:1"), read(journal), "byte " + i);
            }
        }
    }

    @Test
    void aJournalThatStayedEmptyLeavesNothing() throws IOException {
        Journal.open(storage, KEY, scratch).close();
        assertEquals(List.of(), storage.staged());
        put(new byte[] {1, 2, 3}, 3);
        Journal.open(storage, KEY, scratch).close();
        assertEquals(List.of(), storage.staged());
    }

    @Test
    void aDiscardedJournalIsGone() throws IOException {
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            journal.append(List.of(entry("a-1-0.conda", 1)));
            journal.discard();
        }
        assertEquals(List.of(), storage.staged());
    }

    @Test
    void aHoldingComesBack() throws IOException {
        byte[] sha256 = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        byte[] md5 = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);
        String name = "n".repeat(203) + ".tar.bz2";
        Holding written = new Holding()
                .begin(PackageFormat.TAR_BZ2, name.getBytes(StandardCharsets.US_ASCII))
                .set(Holding.PUBLISHED | Holding.UNVERIFIED)
                .size(1L << 40)
                .sha256(sha256)
                .md5(md5)
                .record(1L << 33, 77)
                .verified(Instant.EPOCH, new VersionToken("t".repeat(200)));
        try (Journal journal = Journal.open(storage, KEY, scratch)) {
            journal.append(List.of(written.payload()));
            try (FrameReader frames = new FrameReader(Files.newInputStream(journal.sorted(scratch, "one")))) {
                assertTrue(frames.next());
                Holding read = new Holding().read(frames);
                assertEquals(name, read.name().value());
                assertEquals(PackageFormat.TAR_BZ2, read.section());
                assertTrue(read.is(Holding.PUBLISHED));
                assertFalse(read.is(Holding.UNVERIFIED), "verifying clears it");
                assertEquals(1L << 40, read.size());
                assertArrayEquals(sha256, read.sha256());
                assertTrue(read.sha256Equals(sha256, 0));
                assertTrue(read.md5Equals(md5, 0));
                assertFalse(read.md5Equals(sha256, 0));
                assertEquals(1L << 33, read.recordOffset());
                assertEquals(77, read.recordLength());
                assertEquals(written.payload(), read.payload());
            }
        }
    }
}
