package org.channelmirror.tests.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.DiskFile;
import org.channelmirror.storage.FileSystemStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many contents in one publication: made durable at once where the disk can do that, else one by one, and always before they are seen. */
class ManyAtOnceTest {

    private static final int MANY = 80;

    @TempDir
    Path temp;

    private final AtomicInteger forced = new AtomicInteger();

    /** A disk that says whether it can force many files, and counts those that are forced one by one. */
    private Disk disk(boolean canForceTogether) {
        return new DiskWrapper(Disk.system()) {
            @Override
            public DiskFile openForAppend(Path file) throws IOException {
                DiskFile open = super.openForAppend(file);
                return new DiskFile() {
                    @Override
                    public long size() throws IOException {
                        return open.size();
                    }

                    @Override
                    public void append(java.nio.ByteBuffer bytes) throws IOException {
                        open.append(bytes);
                    }

                    @Override
                    public void force(FileTime modified) throws IOException {
                        forced.incrementAndGet();
                        open.force(modified);
                    }

                    @Override
                    public void close() throws IOException {
                        open.close();
                    }
                };
            }

            @Override
            public boolean forceTogether(Map<Path, FileTime> files) throws IOException {
                return canForceTogether && Disk.system().forceTogether(files);
            }
        };
    }

    private List<VersionToken> publish(FileSystemStorage storage) throws IOException {
        List<Publication> publications = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            StagedWrite staged = storage.stage(new StageKey("s" + i));
            byte[] text = ("content " + i).getBytes(StandardCharsets.US_ASCII);
            staged.append(text, 0, text.length);
            if (i % 2 == 0) {
                staged.close();
            }
            publications.add(new Publication(staged, StoragePath.of("a", "f" + i)));
        }
        return storage.publish(publications);
    }

    private void assertPublished(FileSystemStorage storage, List<VersionToken> tokens) throws IOException {
        Set<VersionToken> different = new HashSet<>(tokens);
        assertEquals(MANY, different.size());
        for (int i = 0; i < MANY; i++) {
            StoragePath path = StoragePath.of("a", "f" + i);
            try (InputStream in = storage.open(path, ByteRange.ALL)) {
                assertEquals("content " + i, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            }
            assertEquals(tokens.get(i), storage.stat(path).orElseThrow().token());
        }
    }

    @Test
    void theyAreForcedTogetherWhereThatCanBeDone() throws IOException {
        try (FileSystemStorage storage = new FileSystemStorage(temp.resolve("m"), disk(true))) {
            assertPublished(storage, publish(storage));
            assertTrue(forced.get() == 0 || forced.get() == MANY, "this file system can, or cannot: " + forced);
        }
    }

    @Test
    void elseEachIsForced() throws IOException {
        try (FileSystemStorage storage = new FileSystemStorage(temp.resolve("m"), disk(false))) {
            assertPublished(storage, publish(storage));
            assertEquals(MANY, forced.get());
        }
    }

    @Test
    void whatCannotBeForcedIsNotSeen() throws IOException {
        Disk broken = new DiskWrapper(Disk.system()) {
            @Override
            public boolean forceTogether(Map<Path, FileTime> files) throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        try (FileSystemStorage storage = new FileSystemStorage(temp.resolve("m"), broken)) {
            assertThrows(IOException.class, () -> publish(storage));
            for (int i = 0; i < MANY; i++) {
                assertTrue(storage.stat(StoragePath.of("a", "f" + i)).isEmpty());
            }
        }
    }
}
