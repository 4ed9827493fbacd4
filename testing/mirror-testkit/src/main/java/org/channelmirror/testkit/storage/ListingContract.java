package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.junit.jupiter.api.Test;

/** What is below a folder, in order. */
interface ListingContract extends StorageFixture {

    @Test
    default void listingsAreInByteOrderOfWholePaths() throws IOException {
        List<String> expected = new ArrayList<>(List.of(
                "r/A",
                "r/a b/x",
                "r/a!",
                "r/a-b",
                "r/a-b.d/z",
                "r/a.b",
                "r/a/-",
                "r/a/a/a",
                "r/a/b",
                "r/a0",
                "r/aa",
                "r/b"));
        if (takesUnicode()) {
            // In UTF-16 order the emoji would come before the private use character.
            expected.addAll(
                    List.of("r/\u00e9/x", "r/\u6587", "r/\ue000", "r/\uffed/y", "r/\ud83d\ude00", "r/\ud83d\ude00-"));
        }
        List<String> shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(5));
        for (String path : shuffled) {
            put(path, path);
        }
        put("q/before", "");
        put("ra/after", "");
        put("r-/beside", "");
        assertEquals(expected, paths("r"));
        assertEquals(List.of("r/a/-", "r/a/a/a", "r/a/b"), paths("r/a"));
        assertEquals(List.of("r/a/a/a"), paths("r/a/a"));
        assertEquals(List.of(), paths("r/b"));
    }

    @Test
    default void privateObjectsAreListedLikeOthers() throws IOException {
        put(".mirror/state/a/records", "1");
        put(".mirror/history.jsonl", "2");
        stage("key", "3").close();
        assertEquals(List.of(".mirror/history.jsonl", ".mirror/state/a/records"), paths(".mirror"));
        assertEquals(List.of(".mirror/state/a/records"), paths(".mirror/state"));
    }

    @Test
    default void aListingGoesOnWhileObjectsComeAndGo() throws IOException {
        for (int i = 10; i < 40; i++) {
            put("r/" + i / 10 + "/" + i, "text");
        }
        try (Stream<StoredObject> listing = storage().list(StoragePath.of("r"))) {
            Iterator<StoredObject> objects = listing.iterator();
            List<String> seen = new ArrayList<>();
            seen.add(objects.next().path().value());
            storage().delete(List.of(StoragePath.of("r/1/15"), StoragePath.of("r/3/35")));
            put("r/2/25", "replaced");
            put("r/3/39a", "new");
            objects.forEachRemaining(object -> seen.add(object.path().value()));
            assertEquals(seen.stream().sorted().distinct().toList(), seen);
            seen.removeAll(List.of("r/1/15", "r/3/35", "r/3/39a"));
            assertEquals(28, seen.size());
        }
    }

    @Test
    default void aListingMayBeClosedEarlyAndTwice() throws IOException {
        put("r/1", "");
        put("r/2", "");
        Stream<StoredObject> listing = storage().list(StoragePath.of("r"));
        assertTrue(listing.iterator().hasNext());
        listing.close();
        listing.close();
        storage().list(StoragePath.of("r")).close();
        assertEquals(List.of("r/1", "r/2"), paths("r"));
    }
}
