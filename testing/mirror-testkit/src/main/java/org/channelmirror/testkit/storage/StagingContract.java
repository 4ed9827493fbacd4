package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;

/** Content on its way in. */
interface StagingContract extends StorageFixture {

    private String content(StagedWrite write) throws IOException {
        try (InputStream in = write.read()) {
            return StorageFixture.read(in);
        }
    }

    @Test
    default void halfWritesAreNotVisible() throws IOException {
        put("a/b", "old");
        try (StagedWrite write = stage("half", "first half")) {
            write.force();
            assertEquals(List.of("a/b"), paths("a"));
            assertEquals(Optional.of("old"), text("a/b"));
            assertEquals(List.of(), paths(".mirror"));
        }
        assertEquals(List.of("a/b"), paths("a"));
        assertEquals(List.of(), paths(".mirror"));
    }

    @Test
    default void stagedContentIsContinuedAfterReopening() throws IOException {
        try (StagedWrite write = stage("key", "begun, ")) {
            assertEquals(7, write.position());
            write.force();
        }
        reopen();
        assertEquals(List.of(new StageKey("key")), storage().staged());
        try (StagedWrite write = stage("key", "continued")) {
            assertEquals(16, write.position());
            assertEquals("begun, continued", content(write));
            storage().publish(List.of(new Publication(write, StoragePath.of("a/b"))));
        }
        assertEquals(Optional.of("begun, continued"), text("a/b"));
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void onlyTheGivenPartOfAnArrayIsAppended() throws IOException {
        try (StagedWrite write = storage().stage(new StageKey("key"))) {
            byte[] bytes = {'a', 'b', 'c', 'd'};
            write.append(bytes, 1, 2);
            bytes[1] = 'x';
            write.append(bytes, 3, 1);
            write.append(bytes, 0, 0);
            assertEquals(3, write.position());
            assertEquals("bcd", content(write));
        }
    }

    @Test
    default void aFileOfStagedContentHasWhatWasAppended() throws IOException {
        try (StagedWrite write = stage("key", "text")) {
            Optional<Path> file = write.localPath();
            if (file.isPresent()) {
                assertEquals("text", Files.readString(file.get()));
            }
        }
    }

    @Test
    default void discardedContentIsGone() throws IOException {
        try (StagedWrite write = stage("key", "text")) {
            write.discard();
            write.discard();
        }
        assertEquals(List.of(), storage().staged());
        try (StagedWrite write = storage().stage(new StageKey("key"))) {
            assertEquals(0, write.position());
            assertEquals("", content(write));
        }
    }

    @Test
    default void stagedKeysAreListedInOrder() throws IOException {
        List<String> keys = List.of("-a", "=b", "A.b", "Z", "a", "a-b", "a.b", "a_b", "~z");
        for (String key : List.of("a_b", "Z", "~z", "a.b", "-a", "a", "A.b", "=b", "a-b")) {
            stage(key, key).close();
        }
        assertEquals(keys, storage().staged().stream().map(StageKey::value).toList());
    }

    @Test
    default void aClosedWriteTakesNothingMore() throws IOException {
        StagedWrite write = stage("key", "text");
        write.close();
        write.close();
        assertThrows(IOException.class, () -> write.append(new byte[1], 0, 1));
        assertEquals(4, write.position());
        assertEquals("text", content(write));
        write.force();
        write.discard();
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void aPublishedWriteHasNothingToDoWithItsKeyAnyMore() throws IOException {
        StagedWrite published = stage("key", "published");
        storage().publish(List.of(new Publication(published, StoragePath.of("a/b"))));
        try (StagedWrite next = stage("key", "next")) {
            assertEquals(4, next.position());
            assertThrows(IOException.class, () -> published.append(new byte[1], 0, 1));
            assertThrows(IOException.class, published::force);
            published.discard();
            published.close();
            assertEquals("next", content(next));
        }
        assertEquals(List.of(new StageKey("key")), storage().staged());
        assertEquals(Optional.of("published"), text("a/b"));
    }
}
