package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.DeleteResult.Outcome;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Single objects: names, ranges, tokens, deletion. */
interface ObjectContract extends StorageFixture {

    private List<String> hostileNames() {
        List<String> names = new ArrayList<>(List.of(
                "c/100%25 %2F%2e%2e",
                "c/a+b!c",
                "c/blank at the end ",
                "c/ blank at the beginning",
                "c/dot at the end.",
                "c/..double",
                "c/.hidden",
                "c/~tilde'quote\"*?<>|#&;$`",
                "c/con/nul/lock",
                "c/" + "n".repeat(255),
                "c/" + ("d".repeat(250) + "/").repeat(3) + "n".repeat(250)));
        if (takesUnicode()) {
            names.addAll(List.of("c/\u00e4\u6587\ud83d\ude00", "c/e\u0301", "c/\u00e9", "c/\ufffd", "c/\u202etxt"));
        }
        return names;
    }

    @Test
    default void hostileNamesAreKeptAsTheyAre() throws IOException {
        for (String name : hostileNames()) {
            put(name, "content of " + name);
        }
        for (String name : hostileNames()) {
            assertEquals(Optional.of("content of " + name), text(name), name);
        }
        assertEquals(
                hostileNames().stream().sorted().toList(),
                paths("c").stream().sorted().toList());
        for (String name : hostileNames()) {
            assertEquals(Outcome.DELETED, delete(name), name);
            assertEquals(Optional.empty(), text(name), name);
        }
        assertEquals(List.of(), paths("c"));
    }

    @Test
    default void aPrefixIsNoFolder() throws IOException {
        put("a/bc", "1");
        put("a/b-c", "2");
        put("a/b/c", "3");
        put("a/b.c", "4");
        assertEquals(List.of("a/b/c"), paths("a/b"));
        assertEquals(Optional.empty(), storage().stat(StoragePath.of("a")));
        assertEquals(Optional.empty(), storage().stat(StoragePath.of("a/b")));
        assertThrows(
                NoSuchFileException.class,
                () -> storage().open(StoragePath.of("a/b"), ByteRange.ALL).close());
        assertEquals(Outcome.ABSENT, delete("a/b"));
        assertEquals(Optional.of("3"), text("a/b/c"));
    }

    @Test
    default void whatIsBelowAnObjectIsKeptOrRefused() throws IOException {
        put("a/b", "object");
        assertEquals(Optional.empty(), storage().stat(StoragePath.of("a/b/c")));
        assertEquals(Outcome.ABSENT, delete("a/b/c"));
        assertEquals(List.of(), paths("a/b"));
        if (keepsObjectsBelowObjects()) {
            put("a/b/c", "below");
            assertEquals(Optional.of("below"), text("a/b/c"));
            assertEquals(List.of("a/b", "a/b/c"), paths("a"));
        } else {
            IOException refused = assertThrows(IOException.class, () -> put("a/b/c", "below"));
            assertTrue(refused.toString().contains("a/b/c"), refused.toString());
        }
        assertEquals(Optional.of("object"), text("a/b"));
    }

    @Test
    default void aTokenTellsContentsApart() throws IOException {
        List<VersionToken> tokens = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            VersionToken token = put("a/b", "same size " + (i % 10));
            assertEquals(
                    token, storage().stat(StoragePath.of("a/b")).orElseThrow().token());
            tokens.add(token);
        }
        assertEquals(tokens.size(), tokens.stream().distinct().count(), "two contents had the same token");
        VersionToken last = tokens.get(tokens.size() - 1);
        assertEquals(last, storage().stat(StoragePath.of("a/b")).orElseThrow().token());
    }

    @Test
    default void statAndListSayTheSame() throws IOException {
        put("a/b", "12345");
        StoredObject object = storage().stat(StoragePath.of("a/b")).orElseThrow();
        assertEquals(5, object.size());
        assertEquals(StoragePath.of("a/b"), object.path());
        try (var objects = storage().list(StoragePath.of("a"))) {
            assertEquals(List.of(object), objects.toList());
        }
    }

    @Test
    default void rangesAreRead() throws IOException {
        put("a/b", "0123456789");
        assertEquals("0123456789", range(ByteRange.ALL));
        assertEquals("34", range(new ByteRange(3, 2)));
        assertEquals("789", range(ByteRange.from(7)));
        assertEquals("89", range(new ByteRange(8, 100)));
        assertEquals("", range(new ByteRange(3, 0)));
        assertEquals("", range(ByteRange.from(10)));
        assertEquals("", range(ByteRange.from(Long.MAX_VALUE)));
        try (InputStream in = storage().open(StoragePath.of("a/b"), new ByteRange(2, 3))) {
            assertEquals('2', in.read());
            assertEquals(1, in.skip(1));
            assertEquals('4', in.read());
            assertEquals(-1, in.read());
            assertEquals(0, in.skip(1));
        }
    }

    private String range(ByteRange range) throws IOException {
        try (InputStream in = storage().open(StoragePath.of("a/b"), range)) {
            return StorageFixture.read(in);
        }
    }

    @Test
    default void anEmptyObjectIsAnObject() throws IOException {
        put("a/b", "");
        assertEquals(Optional.of(""), text("a/b"));
        assertEquals(0, storage().stat(StoragePath.of("a/b")).orElseThrow().size());
    }

    @Test
    default void whatIsAbsentIsSaidToBe() throws IOException {
        StoragePath path = StoragePath.of("no/such/object");
        assertEquals(Optional.empty(), storage().stat(path));
        assertEquals(Optional.empty(), storage().localPath(path));
        NoSuchFileException absent = assertThrows(
                NoSuchFileException.class,
                () -> storage().open(path, ByteRange.ALL).close());
        assertTrue(absent.toString().contains(path.value()), absent.toString());
        assertEquals(List.of(), paths("no"));
    }

    @Test
    default void deletionsAnswerOneByOneInOrder() throws IOException {
        put("a/1", "1");
        put("a/2", "2");
        put("b/3", "3");
        List<StoragePath> paths =
                List.of(StoragePath.of("b/3"), StoragePath.of("a/none"), StoragePath.of("a/1"), StoragePath.of("b/3"));
        List<DeleteResult> results = storage().delete(paths);
        assertEquals(paths, results.stream().map(DeleteResult::path).toList());
        assertEquals(
                List.of(Outcome.DELETED, Outcome.ABSENT, Outcome.DELETED, Outcome.ABSENT),
                results.stream().map(DeleteResult::outcome).toList());
        assertEquals(List.of("a/2"), paths("a"));
        assertEquals(List.of(), storage().delete(List.of()));
        put("a/1", "again");
        assertEquals(Optional.of("again"), text("a/1"));
    }

    private Outcome delete(String path) throws IOException {
        return storage().delete(List.of(StoragePath.of(path))).get(0).outcome();
    }

    @Test
    default void aLocalPathHoldsTheObject() throws IOException {
        put("a/b", "text");
        Optional<Path> file = storage().localPath(StoragePath.of("a/b"));
        Assumptions.assumeTrue(file.isPresent(), "objects of this storage are no files");
        assertEquals("text", Files.readString(file.get()));
    }

    @Test
    default void theScratchFolderIsNoPlaceForObjects() throws IOException {
        Optional<Path> scratch = storage().scratchDirectory();
        Assumptions.assumeTrue(scratch.isPresent(), "this storage has no scratch folder");
        assertTrue(Files.isDirectory(scratch.get()));
        assertEquals(scratch, storage().scratchDirectory());
        Files.writeString(scratch.get().resolve("temporary"), "text");
        assertFalse(paths(".mirror").stream().anyMatch(path -> path.contains("temporary")));
    }

    @Test
    default void aDurableStorageKeepsObjects() throws IOException {
        VersionToken token = put("a/b", "text");
        Assumptions.assumeTrue(storage().capabilities().durable(), "this storage is not durable");
        reopen();
        assertEquals(Optional.of("text"), text("a/b"));
        assertEquals(token, storage().stat(StoragePath.of("a/b")).orElseThrow().token());
    }

    @Test
    default void usableSpaceIsKnownOrNotWhateverIsStored() throws IOException {
        OptionalLong empty = storage().usableSpace();
        assertTrue(empty.orElse(0) >= 0, empty.toString());
        put("a/b", "text");
        assertEquals(empty.isPresent(), storage().usableSpace().isPresent());
    }
}
