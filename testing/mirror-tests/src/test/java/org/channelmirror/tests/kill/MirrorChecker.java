package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.tests.channel.JsonTree;

/** Reads a mirror's files and hashes them; it uses no class of the mirror itself. */
final class MirrorChecker {

    private static final List<String> INDEXES =
            List.of("repodata.json", "repodata.json.zst", "repodata_shards.msgpack.zst");

    private final Path root;

    MirrorChecker(Path root) {
        this.root = root;
    }

    /** Every index that exists names only files that are there with the bytes it lists. May be called while a sync runs. */
    void checkIndexes() throws IOException {
        for (String subdir : UpstreamState.SUBDIRS) {
            for (String name : INDEXES) {
                checkIndex(folder(subdir).resolve(name));
            }
        }
    }

    /** The same for the subdir that a path is in. */
    void checkIndexesBeside(Path file) throws IOException {
        for (String name : INDEXES) {
            checkIndex(file.resolveSibling(name));
        }
    }

    /** A file may be replaced only after the indexes that named it: what is wrong under an index that has not changed is wrong. */
    private static void checkIndex(Path file) throws IOException {
        Optional<PublishedIndex> before = PublishedIndex.read(file);
        while (before.isPresent()) {
            List<String> problems = before.get().problems();
            if (problems.isEmpty()) {
                return;
            }
            Optional<PublishedIndex> after = PublishedIndex.read(file);
            assertTrue(
                    after.isPresent()
                            && !java.util.Arrays.equals(
                                    after.get().bytes(), before.get().bytes()),
                    () -> "an index lies: " + problems);
            before = after;
        }
    }

    /** The names that the plain index lists. */
    Set<String> published(String subdir) throws IOException {
        return PublishedIndex.read(folder(subdir).resolve("repodata.json"))
                .map(index -> new HashSet<>(index.records().keySet()))
                .orElseGet(HashSet::new);
    }

    /** The subdir lists what upstream lists, in every variant; the files of {@code removed} are still there. */
    void checkComplete(String subdir, byte[] upstream, Set<String> mustBeRemoved, Set<String> mayBeRemoved)
            throws IOException {
        PublishedIndex json =
                PublishedIndex.read(folder(subdir).resolve("repodata.json")).orElseThrow();
        PublishedIndex zst =
                PublishedIndex.read(folder(subdir).resolve("repodata.json.zst")).orElseThrow();
        assertEquals(PublishedIndex.records(JsonTree.object(upstream)), json.records(), subdir);
        assertEquals(json.records(), zst.records(), subdir);
        assertEquals(json.removed(), zst.removed(), subdir);
        PublishedIndex shards = PublishedIndex.read(folder(subdir).resolve("repodata_shards.msgpack.zst"))
                .orElseThrow();
        assertEquals(json.records(), shards.records(), subdir);
        assertEquals(json.removed(), shards.removed(), subdir);
        assertTrue(
                json.removed().containsAll(without(mustBeRemoved, json)),
                () -> subdir + ": removed is " + json.removed() + ", expected " + without(mustBeRemoved, json));
        assertTrue(
                without(mayBeRemoved, json).containsAll(json.removed()),
                () -> subdir + ": removed is " + json.removed() + ", of " + without(mayBeRemoved, json));
        for (String name : json.removed()) {
            assertTrue(Files.exists(folder(subdir).resolve(name)), name + " stays reachable");
        }
        checkHistory(subdir, json.records().keySet());
    }

    /** Nothing staged, no scratch file, and one catalog and one list of shards a subdir. What a share left goes with the next one. */
    void checkNoLeftOvers() throws IOException {
        checkNothingStaged();
        for (String subdir : UpstreamState.SUBDIRS) {
            List<String> state = files(root.resolve(".mirror/state/anaconda/" + subdir));
            assertEquals(3, state.size(), state.toString());
        }
    }

    /** Of that, what is for packages and indexes. */
    void checkNothingStaged() throws IOException {
        assertEquals(
                List.of(),
                files(root.resolve(".mirror/staging")).stream()
                        .filter(file -> !file.startsWith(".share-"))
                        .toList());
        assertEquals(List.of(), files(root.resolve(".mirror/scratch")));
    }

    /** Every file of the mirror with its time of change; locks aside, which each run takes. */
    List<String> snapshot() throws IOException {
        return files(root).stream()
                .filter(line -> !line.startsWith(".mirror/locks/"))
                .toList();
    }

    /** What is listed has arrived, says the history; a run that was cut short may have said so twice. */
    private void checkHistory(String subdir, Set<String> names) throws IOException {
        Set<String> arrived = new TreeSet<>();
        for (String line : Files.readAllLines(root.resolve(".mirror/history.jsonl"))) {
            if (!line.endsWith("}")) {
                continue; // cut short
            }
            var event = JsonTree.object(line.getBytes(StandardCharsets.UTF_8));
            if (subdir.equals(event.get("subdir")) && "arrived".equals(event.get("event"))) {
                arrived.add(String.valueOf(event.get("file")));
            }
        }
        assertEquals(
                List.of(),
                names.stream().filter(name -> !arrived.contains(name)).toList(),
                subdir + ": arrived unnoticed");
    }

    private static Set<String> without(Set<String> names, PublishedIndex index) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(index.records().keySet());
        return left;
    }

    private Path folder(String subdir) {
        return root.resolve("conda/anaconda").resolve(subdir);
    }

    private static List<String> files(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                    found.add(folder.relativize(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
        }
        return found;
    }
}
