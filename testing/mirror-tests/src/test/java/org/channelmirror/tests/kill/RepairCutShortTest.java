package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.tests.storage.MemoryFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repair whose disk stops after the n-th operation, for one n after the other. What was not damaged must be as it was, and the
 * next repair, or first a sync and then a repair, must come to the end of it.
 */
class RepairCutShortTest {

    private static final int PACKAGES = 6;

    /** How far apart the operations are after which the disk stops; 1 tries every one. */
    private static final int STEP = Integer.getInteger("channelmirror.cut.step", 7);

    @TempDir(factory = MemoryFolders.class)
    Path temp;

    private final MirrorClient client = MirrorClient.create();
    private ChangingUpstream upstream;
    private Mirrors mirrors;

    @BeforeEach
    void start() throws IOException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), PACKAGES);
        upstream.show(UpstreamState.FIRST);
        mirrors = new Mirrors(upstream);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        mirrors.close();
        upstream.close();
    }

    @Test
    void aRepairThatIsKilledCanBeFinished() throws IOException, MirrorException {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        Map<String, Set<String>> listed = Mirrors.published(original);
        Path damaged = temp.resolve("damaged");
        Mirrors.copy(original, damaged);
        Set<String> harmed = damage(damaged);
        boolean stopped = true;
        int operations = 1;
        for (; stopped; operations += STEP) {
            Path root = temp.resolve("repair-" + operations);
            Mirrors.copy(damaged, root);
            stopped = stop(root, operations);
            checkNoOtherLies(root, harmed, operations);
            if (operations % 2 == 0) {
                mirrors.sync(root, Disk.system());
                checkNoOtherLies(root, harmed, operations);
            }
            try (VerifyReport report = repair(root, Disk.system())) {
                assertEquals(0, report.damageLeft(), "after a stop after operation " + operations);
            }
            new MirrorChecker(root).checkIndexes();
            assertEquals(listed, Mirrors.published(root), "after a stop after operation " + operations);
        }
        assertTrue(operations > 10 * STEP, "only " + operations + " operations");
    }

    /** Two of the packages get other bytes, one goes, and an index loses its end. */
    private static Set<String> damage(Path root) throws IOException {
        Path folder = root.resolve("conda/anaconda/linux-64");
        List<Path> packages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> !String.valueOf(file.getFileName()).startsWith("repodata"))
                    .sorted()
                    .limit(3)
                    .forEach(packages::add);
        }
        // The original has the same files.
        Files.delete(packages.get(0));
        for (Path file : packages.subList(1, 3)) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.delete(file);
            Files.write(file, bytes);
        }
        Path index = folder.resolve("repodata.json.zst");
        byte[] bytes = Files.readAllBytes(index);
        Files.delete(index);
        Files.write(index, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        return Set.of(
                String.valueOf(packages.get(0).getFileName()),
                String.valueOf(packages.get(1).getFileName()),
                String.valueOf(packages.get(2).getFileName()));
    }

    private static void checkNoOtherLies(Path root, Set<String> harmed, int operations) throws IOException {
        for (String subdir : UpstreamState.SUBDIRS) {
            Path json = root.resolve("conda/anaconda").resolve(subdir).resolve("repodata.json");
            List<String> lies = PublishedIndex.read(json).orElseThrow().problems().stream()
                    .filter(problem -> harmed.stream().noneMatch(problem::contains))
                    .toList();
            assertEquals(List.of(), lies, "after a stop after operation " + operations);
        }
    }

    private boolean stop(Path root, int operations) throws IOException {
        StoppingWatch stopping = new StoppingWatch(operations);
        try (VerifyReport report = repair(root, new WatchedDisk(Disk.system(), stopping))) {
            assertTrue(stopping.stopped() || report.isComplete(), report::toString);
        } catch (MirrorException e) {
            assertTrue(stopping.stopped(), e::toString);
        }
        return stopping.stopped();
    }

    private VerifyReport repair(Path root, Disk disk) throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root, disk)) {
            return client.verify(VerifyRequest.repairing(SyncRequest.builder(new Channel(upstream.url()), storage)
                    .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                    .build()));
        }
    }
}
