package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.channelmirror.spi.DeleteResult.Outcome;
import org.channelmirror.spi.Precondition;
import org.channelmirror.spi.PreconditionFailedException;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;

/** Many threads at once. */
interface ConcurrencyContract extends StorageFixture {

    /** How often threads are set upon each other anew. */
    int ROUNDS = 60;

    /** A text that can be seen to be whole: one letter, as many times as its first line says. */
    private String whole(int seed) {
        int length = 1 + seed * 7919 % 20_000;
        return length + "\n" + String.valueOf((char) ('a' + seed % 26)).repeat(length);
    }

    private void assertWhole(String text) {
        int line = text.indexOf('\n');
        assertTrue(line > 0, "no first line");
        String letters = text.substring(line + 1);
        assertEquals(Integer.parseInt(text.substring(0, line)), letters.length(), "wrong length");
        assertEquals(1, letters.chars().distinct().count(), "two contents in one");
    }

    @Test
    default void readersSeeWholeContentsWhileWritersReplaceThem() throws Exception {
        put("same/target", whole(0));
        AtomicInteger writing = new AtomicInteger(3);
        Threads.run(5, thread -> {
            if (thread < 3) {
                for (int i = 0; i < 20; i++) {
                    put("same/target", whole(thread * 100 + i));
                    put("own/" + thread + "/" + i, whole(i));
                }
                writing.decrementAndGet();
            } else {
                while (writing.get() > 0) {
                    assertWhole(text("same/target").orElseThrow());
                }
            }
        });
        assertEquals(60, paths("own").size());
        for (String path : paths("own")) {
            assertWhole(text(path).orElseThrow());
        }
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void ofManyThatFindATargetAbsentOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String target = "a/" + round;
            AtomicInteger won = new AtomicInteger();
            Threads.run(6, thread -> {
                if (published(target, "thread " + thread, Precondition.ABSENT)) {
                    won.incrementAndGet();
                }
            });
            assertEquals(1, won.get());
        }
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void aCounterInAnObjectLosesNoStep() throws Exception {
        put("counter", "0");
        Threads.run(4, thread -> {
            for (int step = 0; step < 25; ) {
                // The token first: a content that is newer than it makes the publication fail, an older one would not.
                Precondition unchanged = Precondition.matches(
                        storage().stat(StoragePath.of("counter")).orElseThrow().token());
                int count = Integer.parseInt(text("counter").orElseThrow());
                if (published("counter", String.valueOf(count + 1), unchanged)) {
                    step++;
                }
            }
        });
        assertEquals(Optional.of("100"), text("counter"));
    }

    private boolean published(String target, String text, Precondition precondition) throws IOException {
        try {
            put(target, text, precondition);
            return true;
        } catch (PreconditionFailedException e) {
            return false;
        }
    }

    @Test
    default void ofManyThatDeleteAnObjectOneDoes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            put("a/b", "text");
            AtomicInteger deleted = new AtomicInteger();
            Threads.run(6, thread -> {
                Outcome outcome =
                        storage().delete(List.of(StoragePath.of("a/b"))).get(0).outcome();
                if (outcome == Outcome.DELETED) {
                    deleted.incrementAndGet();
                } else {
                    assertEquals(Outcome.ABSENT, outcome);
                }
            });
            assertEquals(1, deleted.get());
        }
    }
}
