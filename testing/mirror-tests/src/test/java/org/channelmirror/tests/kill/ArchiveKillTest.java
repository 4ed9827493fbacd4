package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.storage.Disk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills real processes by SIGKILL while they export and import. A killed export leaves no archive under its name but the one that
 * was there before, and a killed import indexes that tell the truth, and work that the next one does not do again.
 */
@Timeout(1800)
class ArchiveKillTest {

    private static final int KILLS = Math.max(3, Integer.getInteger("channelmirror.kills", 10) / 3);
    private static final int PACKAGES = 30;

    @TempDir
    Path temp;

    private final Random random = new Random(1);
    private final MirrorClient client = MirrorClient.create();
    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private Path near;
    private Path first;

    @BeforeEach
    void start() throws IOException, MirrorException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), PACKAGES);
        mirrors = new Mirrors(upstream);
        near = temp.resolve("near");
        first = temp.resolve("first.tar");
        mirrors.sync(near, Disk.system());
        ArchiveMirrors.write(client, near, first, Disk.system(), out -> out);
        upstream.show(UpstreamState.UPDATED);
        mirrors.sync(near, Disk.system());
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        client.close();
        upstream.close();
    }

    @Test
    void aKilledExportLeavesTheArchiveThatWasThere() throws Exception {
        for (String name : List.of("mirror.tar", "split.tar")) {
            Path folder = Files.createDirectories(temp.resolve(name + "-out"));
            ArchiveMirrors.write(client, near, folder.resolve(name), Disk.system(), out -> out);
            Map<String, String> before = files(folder);
            Map<String, String> contents = contents(folder);
            Map<String, String> mirror = files(near.resolve("conda"));
            for (int i = 0; i < KILLS; i++) {
                long bytes = (long) (Files.size(first) * (i + random.nextDouble()) / KILLS);
                try (ChildSync child = ChildSync.start(
                        StoppableExport.class, near, folder.resolve(name).toString(), temp, new StopPoint(0, bytes))) {
                    assertTrue(child.killAtStopPoint(), "it ended before byte " + bytes);
                }
                Map<String, String> after = files(folder);
                assertTrue(after.keySet().removeIf(file -> file.endsWith(".unfinished")), after::toString);
                assertEquals(before, after, "killed behind byte " + bytes);
                assertEquals(mirror, files(near.resolve("conda")));
            }
            ArchiveMirrors.write(client, near, folder.resolve(name), Disk.system(), out -> out);
            assertEquals(contents, contents(folder));
        }
        mirrors.sync(near, Disk.system());
        new MirrorChecker(near).checkNoLeftOvers();
    }

    @Test
    void aKilledImportLeavesTrueIndexesAndIsGoneOnWith() throws Exception {
        Path second = temp.resolve("second.tar");
        ArchiveMirrors.write(client, near, second, Disk.system(), out -> out);
        Path before = temp.resolve("before");
        ArchiveMirrors.take(client, before, first, Disk.system());
        Path whole = copy(before, "whole");
        long operations;
        try (ChildSync child =
                ChildSync.start(StoppableImport.class, whole, second.toString(), temp, StopPoint.NEVER)) {
            child.awaitEnd();
            operations = child.trace().total();
        }
        ImportReport all = ArchiveMirrors.take(client, copy(before, "all"), second, Disk.system());
        int spared = 0;
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            Path root = copy(before, "kill-" + i);
            StopPoint stop = new StopPoint(0, Math.max(1, (long) (operations * (i + random.nextDouble()) / KILLS)));
            try (ChildSync child = ChildSync.start(StoppableImport.class, root, second.toString(), temp, stop)) {
                ReadingClient reader = ReadingClient.of(root);
                boolean isKilled = child.killAtStopPoint();
                reader.stop();
                if (!isKilled) {
                    continue; // The threads of an import do not always need as many operations.
                }
            }
            MirrorChecker checker = new MirrorChecker(root);
            try {
                checker.checkIndexes();
                ImportReport report = ArchiveMirrors.take(client, root, second, Disk.system());
                spared += arrived(all) > arrived(report) ? 1 : 0;
                checker.checkIndexes();
                checker.checkNothingStaged();
                assertEquals(listed(whole), listed(root));
                assertEquals(indexes(whole), indexes(root));
            } catch (AssertionError | MirrorException e) {
                failures.add("\nkilled before operation " + stop.operations() + " of " + operations + ": " + e);
            }
        }
        assertEquals(List.of(), failures);
        assertTrue(spared > 0, "every import that followed wrote everything again");
        assertFalse(listed(whole).equals(listed(before)), "the second archive is like the first");
    }

    private Path copy(Path from, String name) throws IOException {
        Mirrors.copy(from, temp.resolve(name));
        return temp.resolve(name);
    }

    private static long arrived(ImportReport report) {
        return report.accounts().get(0).arrived();
    }

    private static Map<String, Set<String>> listed(Path root) throws IOException {
        return Mirrors.published(root);
    }

    private static Map<String, String> indexes(Path root) throws IOException {
        Map<String, String> indexes = contents(root.resolve("conda"));
        indexes.keySet().removeIf(name -> !name.contains("repodata"));
        return indexes;
    }

    /** The content and the time of each file. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = contents(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            file.setValue(file.getValue() + " " + Files.getLastModifiedTime(folder.resolve(file.getKey())));
        }
        return files;
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                byte[] hash = DigestAlgorithm.SHA256.newDigest().digest(Files.readAllBytes(file));
                found.put(folder.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        }
        return found;
    }
}
