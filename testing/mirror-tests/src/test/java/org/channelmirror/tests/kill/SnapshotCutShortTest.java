package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Hold;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.api.Snapshots;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
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
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

/**
 * Making, showing, restoring and deleting a snapshot on a disk that stops after the n-th operation, for one n after the other: no index
 * lies, and doing it again completes it.
 */
class SnapshotCutShortTest {

    private static final int PACKAGES = 6;
    private static final int STEP = Integer.getInteger("channelmirror.cut.step", 41);
    private static final SnapshotName OLD = new SnapshotName("old");
    private static final SnapshotName NEW = new SnapshotName("new");
    private static final SnapshotName PROD = new SnapshotName("prod");

    @TempDir(factory = MemoryFolders.class)
    Path temp;

    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private MirrorClient client;
    private final List<String> failures = new ArrayList<>();

    /** What becomes of the disk when it stops. */
    private enum Loss {
        NOTHING,
        WHAT_WAS_NOT_FORCED,
        SOME_OF_WHAT_WAS_NOT_FORCED
    }

    /** What is done with snapshots. */
    private interface Verb {
        void run(Snapshots snapshots) throws MirrorException;
    }

    /** What is done with the mirror's folder. */
    private interface Step {
        void run(Path root) throws IOException, MirrorException;
    }

    private interface Preparation {
        void run(Path root, Disk disk) throws IOException, MirrorException;
    }

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

    private void snapshots(Path root, Disk disk, Verb verb) throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root, disk)) {
            verb.run(client.snapshots(storage, AccountName.DEFAULT));
        }
    }

    private void sync(Path root, Disk disk, UpstreamState state) throws IOException, MirrorException {
        upstream.show(state);
        assertTrue(mirrors.sync(root, disk).isComplete());
    }

    /** Prepares a mirror, stops the verb after each n-th operation, and looks at what is left and what can be made of it. */
    private void cutShort(Loss loss, Preparation preparation, Verb verb, Step after)
            throws IOException, MirrorException {
        boolean stopped = true;
        for (int operations = 0; stopped; operations += loss == Loss.NOTHING ? STEP : 3 * STEP) {
            Path base = Files.createDirectory(temp.resolve("cut-" + operations));
            Path root = base.resolve("mirror");
            PowerCutDisk disk = new PowerCutDisk(base);
            preparation.run(root, disk);
            StoppingWatch watch = new StoppingWatch(operations);
            Reader reader = new Reader(root);
            try {
                snapshots(root, new WatchedDisk(new WatchedDisk(disk, reader), watch), verb);
            } catch (MirrorException e) {
                assertTrue(watch.stopped(), e::toString);
            }
            stopped = watch.stopped();
            lose(loss, disk, operations);
            try {
                assertEquals(List.of(), reader.lies());
                checkAllIndexes(root);
                after.run(root);
                checkAllIndexes(root);
            } catch (AssertionError | MirrorException | JacksonException e) {
                failures.add("\nafter a stop after operation " + operations + ": " + e);
            }
        }
        assertEquals(List.of(), failures);
    }

    private static void lose(Loss loss, PowerCutDisk disk, int operations) throws IOException {
        switch (loss) {
            case NOTHING -> {}
            case WHAT_WAS_NOT_FORCED -> disk.powerCut();
            case SOME_OF_WHAT_WAS_NOT_FORCED -> disk.powerCut(new Random(operations));
        }
    }

    /** Of the account, of every snapshot, and through every label. */
    private static void checkAllIndexes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("conda"), FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(path -> StopPoint.isIndexMove(path)).toList()) {
                assertEquals(List.of(), PublishedIndex.read(file).orElseThrow().problems());
            }
        }
    }

    private static void assertSameIndexes(Path folder, Path other) throws IOException {
        for (String subdir : UpstreamState.SUBDIRS) {
            for (String index : List.of("repodata.json", "repodata.json.zst")) {
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve(subdir).resolve(index)),
                        Files.readAllBytes(other.resolve(subdir).resolve(index)),
                        other + " has another index of " + subdir);
            }
        }
    }

    private static Path account(Path root) {
        return root.resolve("conda/anaconda");
    }

    private static Path label(Path root, SnapshotName name) {
        return account(root).resolve("label").resolve(name.value());
    }

    private void oldSnapshotOfChangedAccount(Path root, Disk disk) throws IOException, MirrorException {
        sync(root, disk, UpstreamState.FIRST);
        snapshots(root, disk, snapshots -> snapshots.create(OLD));
        sync(root, disk, UpstreamState.UPDATED);
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsMadeOrNot(Loss loss) throws IOException, MirrorException {
        cutShort(
                loss,
                (root, disk) -> sync(root, disk, UpstreamState.FIRST),
                snapshots -> snapshots.create(OLD),
                root -> snapshots(root, Disk.system(), snapshots -> {
                    List<Snapshot> made = snapshots.list();
                    Snapshot only = made.isEmpty() ? snapshots.create(OLD) : made.get(0);
                    assertEquals(List.of(only), snapshots.list());
                    assertWhole(root, OLD);
                }));
    }

    private static void assertWhole(Path root, SnapshotName name) {
        try {
            assertSameIndexes(account(root), label(root, name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What was left of the first try is not mixed with what the account lists later. */
    @Test
    void aSnapshotIsMadeOfAnotherStateThanWasBegunWith() throws IOException, MirrorException {
        cutShort(
                Loss.NOTHING,
                (root, disk) -> sync(root, disk, UpstreamState.FIRST),
                snapshots -> snapshots.create(OLD),
                root -> {
                    sync(root, Disk.system(), UpstreamState.UPDATED);
                    snapshots(root, Disk.system(), snapshots -> {
                        if (snapshots.list().isEmpty()) {
                            snapshots.create(OLD);
                            assertWhole(root, OLD);
                            assertOnlyListedFiles(root);
                        }
                    });
                });
    }

    private static void assertOnlyListedFiles(Path root) {
        try {
            for (String subdir : UpstreamState.SUBDIRS) {
                Path folder = label(root, OLD).resolve(subdir);
                Set<String> listed = PublishedIndex.read(folder.resolve("repodata.json"))
                        .orElseThrow()
                        .records()
                        .keySet();
                try (Stream<Path> files = Files.list(folder)) {
                    assertEquals(listed.size() + 4, files.count(), subdir);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsRestoredBySayingItAgain(Loss loss) throws IOException, MirrorException {
        cutShort(loss, this::oldSnapshotOfChangedAccount, snapshots -> snapshots.restore(OLD), root -> {
            snapshots(root, Disk.system(), snapshots -> snapshots.restore(OLD));
            assertWhole(root, OLD);
            checkAllIndexes(root);
            snapshots(root, Disk.system(), Snapshots::release);
            mirrors.finish(
                    root,
                    UpstreamState.UPDATED,
                    Mirrors.published(root),
                    EnumSet.of(UpstreamState.FIRST, UpstreamState.UPDATED));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreThatWasCutShortCanBeGivenUp(Loss loss) throws IOException, MirrorException {
        cutShort(loss, this::oldSnapshotOfChangedAccount, snapshots -> snapshots.restore(OLD), root -> {
            Map<String, Set<String>> left = Mirrors.published(root);
            snapshots(root, Disk.system(), Snapshots::release);
            mirrors.finish(root, UpstreamState.UPDATED_AGAIN, left, EnumSet.allOf(UpstreamState.class));
            assertOnlyListedFiles(root);
        });
    }

    /** Whoever finds the account changed by half finds it held. */
    @Test
    void anAccountIsHeldBeforeAnythingIsRestored() throws IOException, MirrorException {
        cutShort(Loss.NOTHING, this::oldSnapshotOfChangedAccount, snapshots -> snapshots.restore(OLD), root -> {
            boolean isChanged = !Mirrors.published(root).equals(names(UpstreamState.UPDATED));
            snapshots(root, Disk.system(), snapshots -> {
                Optional<Hold> hold = snapshots.held();
                assertTrue(!isChanged || hold.isPresent());
            });
        });
    }

    private Map<String, Set<String>> names(UpstreamState state) {
        return Map.of(
                "noarch",
                PublishedIndex.records(JsonTree.object(upstream.index(state, "noarch")))
                        .keySet(),
                "linux-64",
                PublishedIndex.records(JsonTree.object(upstream.index(state, "linux-64")))
                        .keySet());
    }

    private void twoSnapshotsAndALabel(Path root, Disk disk) throws IOException, MirrorException {
        oldSnapshotOfChangedAccount(root, disk);
        snapshots(root, disk, snapshots -> {
            snapshots.create(NEW);
            snapshots.publish(OLD, PROD);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLabelShowsTheOneOrTheOther(Loss loss) throws IOException, MirrorException {
        cutShort(loss, this::twoSnapshotsAndALabel, snapshots -> snapshots.publish(NEW, PROD), root -> {
            Path shown = label(root, PROD).toRealPath();
            assertTrue(Set.of(label(root, OLD).toRealPath(), label(root, NEW).toRealPath())
                    .contains(shown));
            snapshots(root, Disk.system(), snapshots -> {
                snapshots.publish(NEW, PROD);
                assertEquals(List.of(new SnapshotLabel(PROD, NEW)), snapshots.labels());
                snapshots.delete(OLD);
            });
            assertEquals(label(root, NEW).toRealPath(), label(root, PROD).toRealPath());
        });
    }

    /** Deleting what a label showed, or shows still, never leaves it leading nowhere. */
    @Test
    void aLabelNeverLeadsNowhere() throws IOException, MirrorException {
        cutShort(Loss.NOTHING, this::twoSnapshotsAndALabel, snapshots -> snapshots.publish(NEW, PROD), root -> {
            for (SnapshotName name : List.of(OLD, NEW)) {
                try {
                    snapshots(root, Disk.system(), snapshots -> snapshots.delete(name));
                } catch (SnapshotException e) {
                    assertTrue(String.valueOf(e.getMessage()).contains("the label prod shows it"), e::toString);
                }
            }
            assertTrue(Files.exists(label(root, PROD).resolve("noarch/repodata.json")));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsDeletedBySayingItAgain(Loss loss) throws IOException, MirrorException {
        cutShort(loss, this::oldSnapshotOfChangedAccount, snapshots -> snapshots.delete(OLD), root -> {
            snapshots(root, Disk.system(), snapshots -> {
                try {
                    snapshots.delete(OLD);
                } catch (SnapshotException e) {
                    assertTrue(String.valueOf(e.getMessage()).contains("no such snapshot"), e::toString);
                }
                assertEquals(List.of(), snapshots.list());
            });
            for (Path folder : List.of(label(root, OLD), root.resolve(".mirror/state/anaconda/snapshots"))) {
                try (Stream<Path> files = Files.walk(folder)) {
                    assertEquals(0, files.filter(Files::isRegularFile).count());
                }
            }
        });
    }
}
