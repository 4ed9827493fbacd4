package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;

/** The same bytes at a second path. */
interface ShareContract extends StorageFixture {

    private ShareResult share(String from, String to) throws IOException {
        return storage().share(StoragePath.of(from), StoragePath.of(to));
    }

    @Test
    default void sharedContentIsThereTwice() throws IOException {
        put("a/b", "text");
        ShareResult result = share("a/b", "c/d/e");
        assertEquals(storage().capabilities().sharesWithoutCopy(), result != ShareResult.COPIED);
        assertEquals(Optional.of("text"), text("c/d/e"));
        assertEquals(4, storage().stat(StoragePath.of("c/d/e")).orElseThrow().size());
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void laterChangesToOneDoNotReachTheOther() throws IOException {
        put("a/b", "text");
        share("a/b", "a/c");
        share("a/b", "a/d");
        put("a/b", "new");
        assertEquals(Optional.of("text"), text("a/c"));
        put("a/c", "newer");
        assertEquals(Optional.of("text"), text("a/d"));
        storage().delete(List.of(StoragePath.of("a/b")));
        assertEquals(Optional.of("newer"), text("a/c"));
        assertEquals(Optional.of("text"), text("a/d"));
    }

    @Test
    default void sharingReplacesWhatIsThere() throws IOException {
        put("a/b", "text");
        put("a/c", "old");
        share("a/b", "a/c");
        share("a/b", "a/c");
        share("a/b", "a/b");
        assertEquals(Optional.of("text"), text("a/b"));
        assertEquals(Optional.of("text"), text("a/c"));
        assertEquals(List.of("a/b", "a/c"), paths("a"));
        assertEquals(List.of(), paths(".mirror"));
    }

    @Test
    default void manyAreSharedInOrder() throws IOException {
        put("a/b", "one");
        put("a/c", "two");
        List<ShareResult> results = storage()
                .share(List.of(
                        new Share(StoragePath.of("a/b"), StoragePath.of("d/1")),
                        new Share(StoragePath.of("d/1"), StoragePath.of("d/2")),
                        new Share(StoragePath.of("a/c"), StoragePath.of("d/1")),
                        new Share(StoragePath.of("a/c"), StoragePath.of("e/f/3"))));
        assertEquals(4, results.size());
        assertEquals(Optional.of("two"), text("d/1"));
        assertEquals(Optional.of("one"), text("d/2"));
        assertEquals(Optional.of("two"), text("e/f/3"));
        assertEquals(List.of(), storage().share(List.of()));
    }

    @Test
    default void whatStandsBeforeAnAbsentOneIsShared() throws IOException {
        put("a/b", "one");
        assertThrows(
                NoSuchFileException.class,
                () -> storage()
                        .share(List.of(
                                new Share(StoragePath.of("a/b"), StoragePath.of("d/1")),
                                new Share(StoragePath.of("a/absent"), StoragePath.of("d/2")),
                                new Share(StoragePath.of("a/b"), StoragePath.of("d/3")))));
        assertEquals(List.of("d/1"), paths("d"));
    }

    @Test
    default void whatIsAbsentCannotBeShared() throws IOException {
        put("a/c", "old");
        assertThrows(NoSuchFileException.class, () -> share("a/b", "a/c"));
        assertThrows(NoSuchFileException.class, () -> share("a/b", "a/b"));
        assertEquals(Optional.of("old"), text("a/c"));
    }
}
