package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
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
    default void whatIsAbsentCannotBeShared() throws IOException {
        put("a/c", "old");
        assertThrows(NoSuchFileException.class, () -> share("a/b", "a/c"));
        assertThrows(NoSuchFileException.class, () -> share("a/b", "a/b"));
        assertEquals(Optional.of("old"), text("a/c"));
    }
}
