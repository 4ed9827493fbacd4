package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.DeleteResult.Outcome;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links at and below the root. */
class SymbolicLinkTest {

    @TempDir
    Path temporary;

    private Path root;
    private FileSystemStorage storage;

    @BeforeEach
    void open() throws IOException {
        root = temporary.toRealPath().resolve("mirror");
        storage = new FileSystemStorage(root);
    }

    private void put(String path, String text) throws IOException {
        try (StagedWrite write = storage.stage(new StageKey("k"))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            write.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(write, StoragePath.of(path))));
        }
    }

    private List<String> list(String folder) throws IOException {
        try (Stream<StoredObject> objects = storage.list(StoragePath.of(folder))) {
            return objects.map(object -> object.path().value()).toList();
        }
    }

    private String read(String path) throws IOException {
        try (var in = storage.open(StoragePath.of(path), ByteRange.ALL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theRootMayBeALink() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        storage = new FileSystemStorage(Files.createSymbolicLink(root, elsewhere));
        put("conda/x", "text");
        assertEquals("text", Files.readString(elsewhere.resolve("conda/x")));
    }

    @Test
    void aLinkOutOfTheRootIsNotFollowedAndIsReplaced() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        put("conda/a", "text");
        Files.createSymbolicLink(root.resolve("conda/link"), secret);
        Files.createSymbolicLink(root.resolve("conda/relative"), Path.of("../../secret"));
        Files.createSymbolicLink(root.resolve("conda/dangling"), Path.of("nowhere"));
        StoragePath link = StoragePath.of("conda/link");
        IOException refused = assertThrows(
                IOException.class, () -> storage.open(link, ByteRange.ALL).close());
        assertTrue(refused.toString().contains("conda/link"), refused.toString());
        assertThrows(IOException.class, () -> storage.stat(link));
        assertThrows(IOException.class, () -> storage.localPath(StoragePath.of("conda/relative")));
        assertThrows(IOException.class, () -> storage.share(link, StoragePath.of("conda/shared")));
        assertThrows(IOException.class, () -> storage.append(link, new byte[1]));
        assertEquals(Optional.empty(), storage.stat(StoragePath.of("conda/dangling")));
        assertEquals(List.of("conda/a"), list("conda"));
        put("conda/link", "own");
        assertEquals("own", read("conda/link"));
        assertEquals(
                Outcome.DELETED,
                storage.delete(List.of(StoragePath.of("conda/relative"))).get(0).outcome());
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void aLinkToAnotherObjectIsReadAndSharedAsThatObject() throws IOException {
        put("conda/a", "text");
        Files.createSymbolicLink(root.resolve("conda/link"), Path.of("a"));
        assertEquals("text", read("conda/link"));
        assertEquals(List.of("conda/a", "conda/link"), list("conda"));
        storage.share(StoragePath.of("conda/link"), StoragePath.of("conda/b/shared"));
        assertEquals("text", read("conda/b/shared"));
        put("conda/link", "own");
        assertEquals("text", read("conda/a"));
    }

    @Test
    void anAliasIsARelativeLinkThatAnyReaderFollows() throws IOException {
        put("conda/a/label/one/noarch/x", "1");
        put("conda/a/label/two/noarch/x", "2");
        storage.alias(StoragePath.of("conda/a/label/prod"), StoragePath.of("conda/a/label/one"));
        Path link = root.resolve("conda/a/label/prod");
        assertEquals(Path.of("one"), Files.readSymbolicLink(link));
        Path served = temporary.resolve("moved");
        Files.move(root, served);
        assertEquals("1", Files.readString(served.resolve("conda/a/label/prod/noarch/x")));
        Files.move(served, root);
        storage.alias(StoragePath.of("conda/a/label/prod"), StoragePath.of("conda/a/label/two"));
        assertEquals("2", Files.readString(link.resolve("noarch/x")));
        assertEquals(
                Optional.of(link.resolve("noarch/x")),
                storage.localPath(StoragePath.of("conda/a/label/prod/noarch/x")));
    }

    @Test
    void whereLinksCannotBeMadeThereAreNoAliases() throws IOException {
        put("conda/one/x", "1");
        FileSystemStorage without = new FileSystemStorage(root, new BrokenDisk("symbolicLink"));
        StoragePath prod = StoragePath.of("conda/prod");
        assertEquals(AliasResult.UNSUPPORTED, without.alias(prod, StoragePath.of("conda/one")));
        assertEquals(List.of("conda/one/x"), list("conda"));
        storage.alias(prod, StoragePath.of("conda/one"));
        assertThrows(IOException.class, () -> without.alias(prod, StoragePath.of("conda/two")));
        assertEquals("1", read("conda/prod/x"));
    }

    @Test
    void aLinkInThePlaceOfAFolderIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("x"), "secret");
        put("conda/a", "text");
        Files.createSymbolicLink(root.resolve("conda/folder"), outside);
        IOException refused = assertThrows(IOException.class, () -> storage.stat(StoragePath.of("conda/folder/x")));
        assertTrue(refused.toString().contains("symbolic link"), refused.toString());
        assertThrows(IOException.class, () -> put("conda/folder/y", "text"));
        assertThrows(IOException.class, () -> list("conda/folder"));
        assertEquals(List.of("conda/a"), list("conda"));
        assertEquals(List.of("x"), List.of(outside.toFile().list()));
    }
}
