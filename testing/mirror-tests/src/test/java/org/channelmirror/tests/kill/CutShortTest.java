package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.channelmirror.api.MirrorException;
import org.channelmirror.storage.Disk;
import org.channelmirror.testkit.storage.PowerCutDisk;
import org.channelmirror.tests.storage.MemoryFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

/**
 * A sync whose disk stops after the n-th operation, for one n after the other, and the sync after it, with upstream in each
 * of its states: what was done stays (as after a kill), or what was not made durable is lost, wholly or partly.
 */
class CutShortTest {

    private static final int PACKAGES = 6;

    /** How far apart the operations are after which the disk stops; 1 tries every one. */
    private static final int STEP = Integer.getInteger("channelmirror.cut.step", 67);

    private static final Map<String, Set<String>> NOTHING = Map.of("noarch", Set.of(), "linux-64", Set.of());

    @TempDir(factory = MemoryFolders.class)
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
    void updateThatIsKilledCanBeFinished(UpstreamState later) throws IOException, MirrorException {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        Map<String, Set<String>> before = Mirrors.published(original);
        boolean stopped = true;
        for (int operations = later.upload(); stopped; operations += STEP) {
            Path root = temp.resolve("update-" + operations);
            Mirrors.copy(original, root);
            stopped = stop(root, Disk.system(), UpstreamState.UPDATED, operations);
            finish(root, later, before, EnumSet.of(UpstreamState.FIRST, UpstreamState.UPDATED), operations);
        }
        assertEquals(List.of(), failures);
    }

    /** The second kill finds a journal that the first left. */
    @ParameterizedTest
    @EnumSource
    void updateThatIsKilledTwiceCanBeFinished(UpstreamState later) throws IOException, MirrorException {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        Map<String, Set<String>> before = Mirrors.published(original);
        Random chance = new Random(later.upload());
        boolean stopped = true;
        for (int operations = later.upload(); stopped; operations += STEP) {
            Path root = temp.resolve("twice-" + operations);
            Mirrors.copy(original, root);
            stop(root, Disk.system(), UpstreamState.UPDATED, 60 + chance.nextInt(200));
            stopped = stop(root, Disk.system(), UpstreamState.UPDATED_AGAIN, operations);
            finish(root, later, before, EnumSet.allOf(UpstreamState.class), operations);
        }
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @EnumSource
    void firstSyncThatIsKilledCanBeFinished(UpstreamState later) throws IOException {
        boolean stopped = true;
        for (int operations = later.upload(); stopped; operations += STEP) {
            Path root = temp.resolve("first-" + operations);
            stopped = stop(root, Disk.system(), UpstreamState.FIRST, operations);
            finish(root, later, NOTHING, EnumSet.of(UpstreamState.FIRST), operations);
        }
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @EnumSource
    void updateThatLosesPowerCanBeFinished(UpstreamState later) throws IOException, MirrorException {
        boolean stopped = true;
        for (int operations = later.upload(); stopped; operations += STEP) {
            Path base = Files.createDirectory(temp.resolve("power-" + operations));
            Path root = base.resolve("mirror");
            PowerCutDisk disk = new PowerCutDisk(base);
            upstream.show(UpstreamState.FIRST);
            mirrors.sync(root, disk);
            Map<String, Set<String>> before = Mirrors.published(root);
            stopped = stop(root, disk, UpstreamState.UPDATED, operations);
            losePower(disk, operations);
            finish(root, later, before, EnumSet.of(UpstreamState.FIRST, UpstreamState.UPDATED), operations);
        }
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @EnumSource
    void firstSyncThatLosesPowerCanBeFinished(UpstreamState later) throws IOException {
        boolean stopped = true;
        for (int operations = later.upload(); stopped; operations += STEP) {
            Path base = Files.createDirectory(temp.resolve("power-" + operations));
            Path root = base.resolve("mirror");
            PowerCutDisk disk = new PowerCutDisk(base);
            stopped = stop(root, disk, UpstreamState.FIRST, operations);
            losePower(disk, operations);
            finish(root, later, NOTHING, EnumSet.of(UpstreamState.FIRST), operations);
        }
        assertEquals(List.of(), failures);
    }

    private static void losePower(PowerCutDisk disk, int operations) throws IOException {
        if (operations % 2 == 0) {
            disk.powerCut();
        } else {
            disk.powerCut(new Random(operations));
        }
    }

    /** Says whether the disk stopped before the sync ended. */
    private boolean stop(Path root, Disk disk, UpstreamState state, int operations) throws IOException {
        upstream.show(state);
        StoppingWatch stopping = new StoppingWatch(operations);
        try {
            mirrors.sync(root, new WatchedDisk(disk, stopping));
        } catch (MirrorException e) {
            assertTrue(stopping.stopped(), e::toString);
        }
        return stopping.stopped();
    }

    private void finish(
            Path root, UpstreamState later, Map<String, Set<String>> before, Set<UpstreamState> seen, int operations)
            throws IOException {
        try {
            mirrors.finish(root, later, before, seen);
        } catch (AssertionError | MirrorException | JacksonException e) {
            failures.add("\nafter a stop after operation " + operations + ": " + e.getMessage());
        }
    }
}
