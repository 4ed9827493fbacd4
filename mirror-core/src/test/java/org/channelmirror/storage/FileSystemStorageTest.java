package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.DeleteResult.Outcome;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StorageProvider;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemStorageTest {

    @TempDir
    Path temporary;

    private Path root;
    private FileSystemStorage storage;

    @BeforeEach
    void open() throws IOException {
        root = temporary.toRealPath().resolve("mirror");
        storage = new FileSystemStorage(root);
    }

    private VersionToken put(String path, String text) throws IOException {
        return storage.publish(List.of(new Publication(stage("k", text), StoragePath.of(path))))
                .get(0);
    }

    private StagedWrite stage(String key, String text) throws IOException {
        StagedWrite write = storage.stage(new StageKey(key));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write.append(bytes, 0, bytes.length);
        return write;
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

    private static LockAttempt lock(FileSystemStorage storage, String path) throws IOException {
        return storage.lock(StoragePath.of(path), new LeaseOwner("a test", Instant.EPOCH), Duration.ofMinutes(1));
    }

    @Test
    void readingMakesNothing() throws IOException {
        StoragePath path = StoragePath.of("conda/a/x");
        assertEquals(Optional.empty(), storage.stat(path));
        assertEquals(List.of(), list("conda"));
        assertEquals(List.of(), storage.staged());
        assertEquals(Optional.empty(), storage.localPath(path));
        assertEquals(Outcome.ABSENT, storage.delete(List.of(path)).get(0).outcome());
        storage.close();
        assertFalse(Files.exists(root));
    }

    @Test
    void anObjectIsTheFileOfItsPath() throws IOException {
        VersionToken token = put("conda/a/noarch/x y%2F", "text");
        Path file = root.resolve("conda/a/noarch/x y%2F");
        assertEquals("text", Files.readString(file));
        assertEquals(Optional.of(file), storage.localPath(StoragePath.of("conda/a/noarch/x y%2F")));
        assertTrue(token.value().matches("s4-m[0-9a-f]+-i[0-9a-f]+"), token.value());
        Files.writeString(root.resolve("conda/a/noarch/foreign"), "from elsewhere");
        assertEquals("from elsewhere", read("conda/a/noarch/foreign"));
    }

    @Test
    void onlyTheOwnerMayEnterThePrivateFolder() throws IOException {
        put("conda/x", "text");
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(".mirror"))));
    }

    @Test
    void theStoragesOwnFoldersAreNoPlaceForObjects() throws IOException {
        put("conda/x", "text");
        for (String folder : List.of(".mirror/staging", ".mirror/locks", ".mirror/scratch")) {
            for (StoragePath path : List.of(StoragePath.of(folder), StoragePath.of(folder, "x"))) {
                assertThrows(IOException.class, () -> put(path.value(), "text"), path.value());
                assertThrows(IOException.class, () -> storage.stat(path), path.value());
                assertThrows(IOException.class, () -> storage.append(path, new byte[1]), path.value());
                assertThrows(IOException.class, () -> storage.localPath(path), path.value());
                assertThrows(IOException.class, () -> storage.share(StoragePath.of("conda/x"), path), path.value());
                assertEquals(
                        Outcome.FAILED, storage.delete(List.of(path)).get(0).outcome(), path.value());
                assertEquals(List.of(), list(path.value()));
            }
        }
        storage.append(StoragePath.of(".mirror/stagings"), new byte[] {'x'});
        assertEquals("x", read(".mirror/stagings"));
    }

    @Test
    void anObjectInTheWayOfAFolderIsNamed() throws IOException {
        put("conda/a", "text");
        IOException refused = assertThrows(IOException.class, () -> put("conda/a/b/c", "text"));
        assertTrue(refused.toString().contains("conda/a/b/c"), refused.toString());
        assertTrue(refused.toString().contains(root.resolve("conda/a") + " is a file"), refused.toString());
        IOException folder = assertThrows(IOException.class, () -> put("conda", "text"));
        assertTrue(folder.toString().contains("cannot publish conda"), folder.toString());
        assertEquals(List.of(new StageKey("k")), storage.staged());
    }

    @Test
    void aFileIsNoRoot() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "text");
        assertThrows(NotDirectoryException.class, () -> new FileSystemStorage(file));
        assertThrows(NotDirectoryException.class, () -> new FileSystemStorage(file.resolve("below")));
    }

    @Test
    void foreignNamesAreNotListed() throws IOException {
        put("conda/a", "text");
        for (String name : List.of("back\\slash", "co:lon", "line\nbreak", "tab\t")) {
            Files.writeString(root.resolve("conda").resolve(name), "text");
        }
        assertEquals(List.of("conda/a"), list("conda"));
    }

    @Test
    void foldersAreReadWhenTheListingGetsThere() throws IOException {
        put("conda/a/1", "text");
        put("conda/b/1", "text");
        try (Stream<StoredObject> objects = storage.list(StoragePath.of("conda"))) {
            Iterator<StoredObject> iterator = objects.iterator();
            assertEquals("conda/a/1", iterator.next().path().value());
            put("conda/b/0", "text");
            assertEquals("conda/b/0", iterator.next().path().value());
        }
    }

    @Test
    void linkedFilesAreReplacedNotWrittenTo() throws IOException {
        put("conda/a", "text");
        assertEquals(ShareResult.LINKED, storage.share(StoragePath.of("conda/a"), StoragePath.of("conda/b")));
        assertEquals(
                Files.getAttribute(root.resolve("conda/a"), "unix:ino"),
                Files.getAttribute(root.resolve("conda/b"), "unix:ino"));
        storage.share(StoragePath.of("conda/a"), StoragePath.of("conda/b"));
        try (Stream<Path> left = Files.list(root.resolve(".mirror/staging"))) {
            assertEquals(List.of(), left.toList(), "temporary files are left");
        }
    }

    @Test
    void aLockIsHeldAcrossStoragesOfOneProcess() throws IOException {
        var held = assertInstanceOf(LockAttempt.Acquired.class, lock(storage, "conda/a"));
        assertInstanceOf(LockAttempt.Held.class, lock(new FileSystemStorage(root), "conda/a"));
        held.lease().close();
        var next = assertInstanceOf(LockAttempt.Acquired.class, lock(new FileSystemStorage(root), "conda/a"));
        assertEquals(2, next.lease().fencingToken());
        next.lease().close();
    }

    @Test
    void aDamagedOwnerTextIsAnErrorThatSaysWhatToDo() throws IOException {
        assertInstanceOf(LockAttempt.Acquired.class, lock(storage, "a")).lease().close();
        Path owner = root.resolve(".mirror/locks/a.owner");
        Files.writeString(owner, "nonsense");
        IOException damaged = assertThrows(IOException.class, () -> lock(storage, "a"));
        assertTrue(damaged.toString().contains(owner + " is damaged: delete it"), damaged.toString());
        Files.delete(owner);
        assertInstanceOf(LockAttempt.Acquired.class, lock(storage, "a")).lease().close();
    }

    @Test
    void contentsOfOneSizeHaveDifferentTokensHoweverFastTheyFollow() throws IOException {
        VersionToken first = put("conda/a", "1");
        VersionToken before = first;
        for (int i = 0; i < 100; i++) {
            VersionToken next = put("conda/a", "2");
            assertNotEquals(before, next);
            assertNotEquals(first, next);
            before = next;
        }
    }

    @Test
    void deletionsThatFailSayWhy() throws IOException {
        put("conda/a", "text");
        FileSystemStorage broken = new FileSystemStorage(root, new BrokenDisk("delete"));
        DeleteResult result = broken.delete(List.of(StoragePath.of("conda/a"))).get(0);
        assertEquals(Outcome.FAILED, result.outcome());
        assertTrue(result.failure().orElseThrow().toString().contains("cannot delete conda/a"));
        DeleteResult notDurable = new FileSystemStorage(root, new BrokenDisk("forceFolder"))
                .delete(List.of(StoragePath.of("conda/a")))
                .get(0);
        assertEquals(Outcome.FAILED, notDurable.outcome());
    }

    @Test
    void theProviderOpensFileUris() throws IOException {
        StorageProvider provider = ServiceLoader.load(StorageProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.scheme().equals("file"))
                .findFirst()
                .orElseThrow();
        put("conda/a", "text");
        try (var opened = provider.open(root.toUri(), Map.of())) {
            assertTrue(opened.stat(StoragePath.of("conda/a")).isPresent());
        }
        assertThrows(IllegalArgumentException.class, () -> provider.open(root.toUri(), Map.of("key", "value")));
        assertThrows(IllegalArgumentException.class, () -> provider.open(URI.create("s3://bucket/prefix"), Map.of()));
    }

    @Test
    void usableSpaceIsThatOfTheDiskBeforeThereIsARootToo() throws IOException {
        long total = Files.getFileStore(temporary).getTotalSpace();
        FileSystemStorage storage = new FileSystemStorage(root.resolve("not/there"));
        long usable = storage.usableSpace().orElseThrow();
        assertTrue(usable > 0 && usable <= total, () -> usable + " of " + total);
    }
}
