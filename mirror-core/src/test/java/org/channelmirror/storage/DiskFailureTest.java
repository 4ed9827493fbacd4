package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails in the middle. */
class DiskFailureTest {

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void place() throws IOException {
        root = temporary.toRealPath().resolve("mirror");
    }

    private static StagedWrite stage(FileSystemStorage storage, String key) throws IOException {
        StagedWrite write = storage.stage(new StageKey(key));
        byte[] bytes = ("content " + key).getBytes(StandardCharsets.UTF_8);
        write.append(bytes, 0, bytes.length);
        return write;
    }

    @Test
    void aPublicationThatFailsInTheMiddleKeepsWhatWasBefore() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("move", 1));
        List<Publication> list = List.of(
                new Publication(stage(storage, "1"), StoragePath.of("a/1")),
                new Publication(stage(storage, "2"), StoragePath.of("b/2")),
                new Publication(stage(storage, "3"), StoragePath.of("c/3")));
        IOException failure = assertThrows(IOException.class, () -> storage.publish(list));
        assertTrue(failure.toString().contains("cannot publish b/2"), failure.toString());
        FileSystemStorage repaired = new FileSystemStorage(root);
        assertTrue(repaired.stat(StoragePath.of("a/1")).isPresent());
        assertEquals(List.of(new StageKey("2"), new StageKey("3")), repaired.staged());
        try (StagedWrite second = repaired.stage(new StageKey("2"))) {
            repaired.publish(List.of(new Publication(second, StoragePath.of("b/2"))));
        }
        assertEquals("content 2", Files.readString(root.resolve("b/2")));
    }

    @Test
    void nothingIsVisibleWhenAContentCannotBeForced() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("force", 1));
        List<Publication> list = List.of(
                new Publication(stage(storage, "1"), StoragePath.of("a/1")),
                new Publication(stage(storage, "2"), StoragePath.of("a/2")));
        IOException failure = assertThrows(IOException.class, () -> storage.publish(list));
        assertTrue(failure.toString().contains("staging/2"), failure.toString());
        assertEquals(List.of(new StageKey("1"), new StageKey("2")), storage.staged());
        assertTrue(storage.stat(StoragePath.of("a/1")).isEmpty());
    }

    @Test
    void aPublicationIsNotReportedWhenItsFolderCannotBeForced() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("forceFolder"));
        Publication publication = new Publication(stage(storage, "1"), StoragePath.of("a/1"));
        assertThrows(IOException.class, () -> storage.publish(List.of(publication)));
    }

    @Test
    void whatAFailedShareLeavesGoesWithTheNextInItsFolder() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root);
        storage.publish(List.of(
                new Publication(stage(storage, "1"), StoragePath.of("a/1")),
                new Publication(stage(storage, "2"), StoragePath.of("a/2"))));
        FileSystemStorage broken = new FileSystemStorage(root, new BrokenDisk("delete"));
        StoragePath one = StoragePath.of("a/1");
        assertThrows(IOException.class, () -> broken.share(one, one));
        Path staging = root.resolve(".mirror/staging");
        assertEquals(1, Stream.of(staging.toFile().list()).count());
        storage.share(one, StoragePath.of("a/2"));
        assertEquals("content 1", Files.readString(root.resolve("a/2")));
        assertEquals(0, Stream.of(staging.toFile().list()).count());
    }

    @Test
    void contentIsForcedOnceUnlessItGrows() throws IOException {
        BrokenDisk disk = new BrokenDisk("force", Integer.MAX_VALUE);
        FileSystemStorage storage = new FileSystemStorage(root, disk);
        StagedWrite write = stage(storage, "1");
        write.force();
        write.force();
        assertEquals(1, disk.calls());
        write.append(new byte[1], 0, 1);
        write.force();
        assertEquals(2, disk.calls());
        write.close();
        storage.publish(List.of(new Publication(write, StoragePath.of("a/1"))));
        assertEquals(2, disk.calls());
    }

    @Test
    void thePositionTellsHowFarAFailedAppendCame() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("append", 2));
        try (StagedWrite write = stage(storage, "1")) {
            IOException failure = assertThrows(IOException.class, () -> write.append(new byte[200_000], 100, 150_000));
            assertTrue(failure.toString().contains("staging/1"), failure.toString());
            assertEquals(9 + 64 * 1024 + 1, write.position());
            assertEquals(write.position(), Files.size(root.resolve(".mirror/staging/1")));
        }
    }

    @Test
    void sharingCopiesWhereThereAreNoLinks() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("link"));
        storage.publish(List.of(new Publication(stage(storage, "1"), StoragePath.of("a/1"))));
        assertEquals(ShareResult.COPIED, storage.share(StoragePath.of("a/1"), StoragePath.of("b/2")));
        assertEquals("content 1", Files.readString(root.resolve("b/2")));
    }

    @Test
    void aShareThatFailsLeavesWhatWasThere() throws IOException {
        new FileSystemStorage(root).append(StoragePath.of("a/1"), new byte[1]);
        new FileSystemStorage(root).append(StoragePath.of("b/2"), new byte[2]);
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("move"));
        IOException failure =
                assertThrows(IOException.class, () -> storage.share(StoragePath.of("a/1"), StoragePath.of("b/2")));
        assertTrue(failure.toString().contains("cannot share a/1 at b/2"), failure.toString());
        try (Stream<Path> left = Files.list(root.resolve(".mirror/staging"))) {
            assertEquals(List.of(), left.toList());
        }
        assertEquals(2, storage.stat(StoragePath.of("b/2")).orElseThrow().size());
    }

    @Test
    void anAppendThatFailsNamesThePath() throws IOException {
        FileSystemStorage storage = new FileSystemStorage(root, new BrokenDisk("append"));
        IOException failure =
                assertThrows(IOException.class, () -> storage.append(StoragePath.of("a/log"), new byte[10]));
        assertTrue(failure.toString().contains("cannot append to a/log"), failure.toString());
    }
}
