package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.channelmirror.api.MirrorException;
import org.channelmirror.storage.Disk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sync whose disk stops at the n-th operation, for one n after the other, and the sync after it. */
class CutShortTest {

    private static final int PACKAGES = 6;
    /** How far apart the operations are at which the disk stops. */
    private static final int STEP = Integer.getInteger("channelmirror.cut.step", 1);

    @TempDir
    Path temp;

    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), PACKAGES);
        mirrors = new Mirrors(upstream);
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void updateThatStopsAnywhereCanBeFinished(UpstreamState later) throws IOException, MirrorException {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        Map<String, Set<String>> before = Mirrors.published(original);
        boolean stopped = true;
        for (int operation = 1; stopped; operation += STEP) {
            Path root = temp.resolve("update-" + operation);
            Mirrors.copy(original, root);
            stopped = stop(root, UpstreamState.UPDATED, operation);
            finish(root, later, before, EnumSet.of(UpstreamState.FIRST, UpstreamState.UPDATED), operation);
        }
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @EnumSource
    void firstSyncThatStopsAnywhereCanBeFinished(UpstreamState later) throws IOException, MirrorException {
        boolean stopped = true;
        for (int operation = 1; stopped; operation += STEP) {
            Path root = temp.resolve("first-" + operation);
            stopped = stop(root, UpstreamState.FIRST, operation);
            Map<String, Set<String>> before = Map.of("noarch", Set.of(), "linux-64", Set.of());
            finish(root, later, before, EnumSet.of(UpstreamState.FIRST), operation);
        }
        assertEquals(List.of(), failures);
    }

    /** Says whether the operation was reached. */
    private boolean stop(Path root, UpstreamState state, int operation) throws IOException {
        upstream.show(state);
        StoppingDisk stopping = new StoppingDisk(operation);
        try {
            mirrors.sync(root, new WatchedDisk(Disk.system(), stopping));
        } catch (MirrorException e) {
            assertTrue(stopping.stopped(), e::toString);
        }
        return stopping.stopped();
    }

    private void finish(
            Path root, UpstreamState later, Map<String, Set<String>> before, Set<UpstreamState> seen, int operation)
            throws IOException {
        try {
            mirrors.finish(root, later, before, seen);
        } catch (AssertionError | MirrorException | tools.jackson.core.JacksonException e) {
            failures.add("\nafter a stop at operation " + operation + ": " + e.getMessage());
        }
    }

    /** A disk that is gone from one operation on, as it is for a process that is killed. */
    private static final class StoppingDisk implements WatchedDisk.Watch {

        private final AtomicInteger left;

        StoppingDisk(int operation) {
            left = new AtomicInteger(operation);
        }

        boolean stopped() {
            return left.get() <= 0;
        }

        @Override
        public void before() throws IOException {
            if (left.decrementAndGet() <= 0) {
                throw new IOException("the disk has stopped");
            }
        }

        @Override
        public void moved(Path target) {}
    }
}
