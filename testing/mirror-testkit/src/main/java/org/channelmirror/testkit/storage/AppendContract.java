package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;
import org.junit.jupiter.api.Test;

/** Objects that grow. */
interface AppendContract extends StorageFixture {

    private void append(String path, String text) throws IOException {
        storage().append(StoragePath.of(path), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    default void anObjectGrowsByEachAppend() throws IOException {
        append("a/log", "one\n");
        assertEquals(Optional.of("one\n"), text("a/log"));
        VersionToken first =
                storage().stat(StoragePath.of("a/log")).orElseThrow().token();
        append("a/log", "two\n");
        append("a/log", "");
        assertEquals(Optional.of("one\ntwo\n"), text("a/log"));
        assertNotEquals(
                first, storage().stat(StoragePath.of("a/log")).orElseThrow().token());
        assertEquals(List.of("a/log"), paths("a"));
        if (storage().capabilities().durable()) {
            reopen();
        }
        append("a/log", "three\n");
        assertEquals(Optional.of("one\ntwo\nthree\n"), text("a/log"));
    }

    @Test
    default void aReaderOfAGrowingObjectEndsWhereItEndedAtFirst() throws IOException {
        append("a/log", "one\n");
        try (InputStream in = storage().open(StoragePath.of("a/log"), ByteRange.ALL)) {
            append("a/log", "two\n");
            assertEquals("one\n", StorageFixture.read(in));
        }
    }

    @Test
    default void aDeletedObjectBeginsAnew() throws IOException {
        append("a/log", "one\n");
        storage().delete(List.of(StoragePath.of("a/log")));
        append("a/log", "two\n");
        assertEquals(Optional.of("two\n"), text("a/log"));
    }

    @Test
    default void appendsOfManyThreadsDoNotMix() throws Exception {
        Threads.run(4, thread -> {
            for (int i = 0; i < 10; i++) {
                append("a/log", String.valueOf((char) ('a' + thread)).repeat(5_000) + "\n");
            }
        });
        List<String> lines = text("a/log").orElseThrow().lines().toList();
        assertEquals(40, lines.size());
        for (String line : lines) {
            assertEquals(5_000, line.length());
            assertEquals(1, line.chars().distinct().count());
        }
    }
}
