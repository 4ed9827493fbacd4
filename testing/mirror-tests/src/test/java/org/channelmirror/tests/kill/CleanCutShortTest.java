package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.storage.PowerCutDisk;
import org.channelmirror.tests.channel.JsonTree;
import org.channelmirror.tests.storage.MemoryFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A clean whose disk stops after the n-th operation, for one n after the other: no index ever names a file that is gone, the next
 * clean comes to the end that an undisturbed one comes to, and the sync behind it has nothing to do.
 */
class CleanCutShortTest {

    private static final int PACKAGES = 12;
    /** How far apart the operations are after which the disk stops; 1 tries every one. */
    private static final int STEP = Integer.getInteger("channelmirror.cut.step", 13);

    private static final PackageSelection SOME = PackageSelection.builder()
            .add(
                    FilterStage.REMOVAL,
                    "some",
                    (record, now) -> isLeaving(record.name()) ? Decision.reject("it leaves") : Decision.accept())
            .build();

    @TempDir(factory = MemoryFolders.class)
    Path temp;

    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private MirrorClient client;
    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), PACKAGES);
        mirrors = new Mirrors(upstream);
        client = MirrorClient.create();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        mirrors.close();
        upstream.close();
    }

    private static boolean isLeaving(String name) {
        return Set.of("old0", "old1", "old3", "old6", "old8", "old11").contains(name);
    }

    private SyncRequest mirror(FileSystemStorage storage) {
        return SyncRequest.builder(new Channel(upstream.url()), storage)
                .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                .packages(SOME)
                .build();
    }

    private CleanReport clean(Path root, Disk disk, DeletionTime when) throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root, disk)) {
            return client.clean(new CleanRequest(mirror(storage))
                    .majority(MajorityRemoval.ACCEPT)
                    .deleting(when));
        }
    }

    private MirrorReport sync(Path root) throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root)) {
            return client.sync(mirror(storage));
        }
    }

    @Test
    void undisturbedItNeverLies() throws IOException, MirrorException {
        Path root = temp.resolve("mirror");
        mirrors.sync(root, Disk.system());
        Reader reader = new Reader(root);
        assertEquals(
                12,
                clean(root, new WatchedDisk(Disk.system(), reader), DeletionTime.NOW)
                        .deleted()
                        .packages());
        assertEquals(List.of(), reader.lies());
        assertEnd(root);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsKilledCanBeFinished(boolean syncFirst) throws IOException, MirrorException {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        boolean stopped = true;
        for (int operations = 0; stopped; operations += STEP) {
            Path root = temp.resolve("clean-" + operations);
            Mirrors.copy(original, root);
            stopped = stop(root, Disk.system(), operations);
            finish(root, operations, syncFirst);
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void whatLosesPowerCanBeFinished() throws IOException, MirrorException {
        boolean stopped = true;
        for (int operations = 0; stopped; operations += STEP) {
            Path base = Files.createDirectory(temp.resolve("power-" + operations));
            Path root = base.resolve("mirror");
            PowerCutDisk disk = new PowerCutDisk(base);
            mirrors.sync(root, disk);
            stopped = stop(root, disk, operations);
            if (operations % 2 == 0) {
                disk.powerCut();
            } else {
                disk.powerCut(new Random(operations));
            }
            finish(root, operations, operations % 3 == 0);
        }
        assertEquals(List.of(), failures);
    }

    private boolean stop(Path root, Disk disk, int operations) throws IOException {
        StoppingWatch stopping = new StoppingWatch(operations);
        try {
            clean(root, new WatchedDisk(disk, stopping), DeletionTime.NOW);
        } catch (MirrorException e) {
            assertTrue(stopping.stopped(), e::toString);
        }
        return stopping.stopped();
    }

    private void finish(Path root, int operations, boolean syncFirst) throws IOException {
        try {
            new MirrorChecker(root).checkIndexes();
            if (syncFirst) {
                MirrorReport report = sync(root);
                assertTrue(report.isComplete(), report::toString);
                assertEquals(0, report.downloaded(), "what leaves is not fetched, what stays is here");
                new MirrorChecker(root).checkIndexes();
            }
            Reader reader = new Reader(root);
            CleanReport report = clean(root, new WatchedDisk(Disk.system(), reader), DeletionTime.NOW);
            assertTrue(report.isComplete(), report::toString);
            assertEquals(List.of(), reader.lies());
            assertEnd(root);
        } catch (AssertionError | MirrorException e) {
            failures.add("\nafter a stop after operation " + operations + ": " + e);
        }
    }

    /** What leaves is neither listed nor there, and the next sync finds nothing to do. */
    private void assertEnd(Path root) throws IOException, MirrorException {
        MirrorChecker checker = new MirrorChecker(root);
        checker.checkIndexes();
        assertFalse(Files.exists(root.resolve(".mirror/state/anaconda/tombstones")));
        for (String subdir : UpstreamState.SUBDIRS) {
            Set<String> expected =
                    new TreeSet<>(PublishedIndex.records(JsonTree.object(upstream.index(UpstreamState.FIRST, subdir)))
                            .keySet());
            expected.removeIf(file -> isLeaving(file.replaceFirst("-.*", "")));
            assertEquals(expected, new TreeSet<>(checker.published(subdir)), subdir);
            assertEquals(expected, files(root.resolve("conda/anaconda").resolve(subdir)), subdir + ": files");
            Set<String> state = files(root.resolve(".mirror/state/anaconda").resolve(subdir));
            assertEquals(3, state.size(), () -> subdir + ": one catalog and one list of shards, not " + state);
        }
        upstream.contentServed();
        MirrorReport report = sync(root);
        assertTrue(report.isComplete(), report::toString);
        assertEquals(0, report.downloaded() + report.adopted());
        assertEquals(
                List.of(),
                upstream.contentServed().stream()
                        .filter(path -> !path.contains("repodata"))
                        .toList());
        checker.checkNoLeftOvers();
        List<String> files = checker.snapshot();
        sync(root);
        assertEquals(files, checker.snapshot());
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("repodata") && !name.equals("shards"))
                    .forEach(names::add);
            return names;
        }
    }
}
