package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.storage.Disk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full after some number of bytes: the run says so and ends, and the next one goes on. */
class DiskFullTest {

    private static final int STEP = 7;

    @TempDir
    Path temp;

    private ChangingUpstream upstream;
    private Mirrors mirrors;

    @BeforeEach
    void start() throws IOException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), 6);
        mirrors = new Mirrors(upstream);
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        upstream.close();
    }

    /** Lets a number of writes be done; files can still be moved and deleted afterwards. */
    private static final class FullDisk implements WatchedDisk.Watch {

        private int left;

        FullDisk(int writes) {
            left = writes;
        }

        @Override
        public void before() {}

        @Override
        public synchronized void beforeBytes() throws IOException {
            if (--left < 0) {
                throw new FileSystemException("x", null, "No space left on device");
            }
        }

        @Override
        public void moved(Path target) {}

        synchronized boolean isFull() {
            return left < 0;
        }
    }

    @Test
    void aFullDiskIsSaidAndHarmless() throws Exception {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        Map<String, Set<String>> before = Mirrors.published(original);
        List<String> failures = new ArrayList<>();
        boolean full = true;
        for (int writes = 0; full; writes += STEP) {
            Path root = temp.resolve("full-" + writes);
            Mirrors.copy(original, root);
            upstream.show(UpstreamState.UPDATED);
            FullDisk disk = new FullDisk(writes);
            try {
                mirrors.sync(root, new WatchedDisk(Disk.system(), disk));
                full = disk.isFull();
                assertTrue(!full, "a full disk was passed over after " + writes + " writes");
            } catch (NoSpaceException e) {
                String message = String.valueOf(e.getMessage());
                assertTrue(message.contains("storage is full") && message.contains("sync again"), message);
            }
            try {
                mirrors.finish(
                        root, UpstreamState.UPDATED, before, EnumSet.of(UpstreamState.FIRST, UpstreamState.UPDATED));
            } catch (AssertionError | MirrorException e) {
                failures.add("\nafter " + writes + " writes: " + e.getMessage());
            }
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void aFirstSyncOnAFullDiskSaysSo() {
        FullDisk disk = new FullDisk(3);
        assertThrows(
                NoSpaceException.class, () -> mirrors.sync(temp.resolve("none"), new WatchedDisk(Disk.system(), disk)));
    }
}
