package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArrivedPackages;
import org.channelmirror.spi.Decision;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.tests.storage.MemoryFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync with a gate whose disk stops after the n-th operation, before the gate is asked, behind it or between: nothing that was
 * vetoed is ever in its place, and the next sync, whose gate lets everything pass, brings all to an end.
 */
class GateCutShortTest {

    private static final int PACKAGES = 6;
    private static final int STEP = Integer.getInteger("channelmirror.cut.step", 19);
    private static final Set<String> VETOED =
            Set.of("new0-1.0-h_0.tar.bz2", "old0-1.0-h_0.tar.bz2", "old5-1.0-h_0.conda");

    @TempDir(factory = MemoryFolders.class)
    Path temp;

    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private MirrorClient client;

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

    private static Decision veto(ArrivedPackages packages, Set<String> vetoed) throws IOException {
        packages.each(arrived -> {
            if (VETOED.contains(arrived.file().value())) {
                vetoed.add(packages.subdir() + "/" + arrived.file());
            }
        });
        for (String path : vetoed) {
            if (path.startsWith(packages.subdir() + "/")) {
                packages.veto(new PackageFileName(path.substring(path.indexOf('/') + 1)), "no");
            }
        }
        return Decision.accept();
    }

    private MirrorReport sync(Path root, Disk disk, Set<String> vetoed) throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root, disk)) {
            return client.sync(SyncRequest.builder(new Channel(upstream.url()), storage)
                    .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                    .beforePublish(packages -> veto(packages, vetoed))
                    .build());
        }
    }

    @Test
    void vetoesHoldThroughEveryStop() throws IOException, MirrorException {
        Path original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
        Map<String, Set<String>> before = Mirrors.published(original);
        List<String> failures = new ArrayList<>();
        boolean stopped = true;
        for (int operations = 3; stopped; operations += STEP) {
            Path root = temp.resolve("gated-" + operations);
            Mirrors.copy(original, root);
            upstream.show(UpstreamState.UPDATED);
            StoppingWatch stopping = new StoppingWatch(operations);
            Set<String> vetoed = new TreeSet<>();
            try {
                MirrorReport report = sync(root, new WatchedDisk(Disk.system(), stopping), vetoed);
                assertEquals(vetoed.size(), report.failureCount());
                assertFalse(vetoed.isEmpty());
            } catch (MirrorException e) {
                assertTrue(stopping.stopped(), e::toString);
            }
            stopped = stopping.stopped();
            try {
                assertHeldBack(root, original, vetoed);
                mirrors.finish(
                        root, UpstreamState.UPDATED, before, EnumSet.of(UpstreamState.FIRST, UpstreamState.UPDATED));
            } catch (AssertionError e) {
                failures.add("\nafter a stop after operation " + operations + ": " + e.getMessage());
            }
        }
        assertEquals(List.of(), failures);
    }

    /** What was vetoed is as it was before the sync: not there, or the file that was published. */
    private static void assertHeldBack(Path root, Path original, Set<String> vetoed) throws IOException {
        for (String path : vetoed) {
            Path file = root.resolve("conda/anaconda").resolve(path);
            Path old = original.resolve("conda/anaconda").resolve(path);
            assertEquals(Files.exists(old), Files.exists(file), path);
            if (Files.exists(old)) {
                assertEquals(-1, Files.mismatch(old, file), path);
            }
        }
    }
}
