package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.tests.channel.JsonTree;

/** Syncs mirrors of one upstream, and makes sure that a sync which was cut short can be finished. */
final class Mirrors implements AutoCloseable {

    private final ChangingUpstream upstream;
    private final MirrorClient client = MirrorClient.create();

    Mirrors(ChangingUpstream upstream) {
        this.upstream = upstream;
    }

    static MirrorReport sync(MirrorClient client, Path root, Disk disk, URI channel)
            throws IOException, MirrorException {
        try (FileSystemStorage storage = new FileSystemStorage(root, disk)) {
            return client.sync(SyncRequest.builder(new Channel(channel), storage)
                    .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                    .build());
        }
    }

    MirrorReport sync(Path root, Disk disk) throws IOException, MirrorException {
        return sync(client, root, disk, upstream.url());
    }

    /** The names that each subdir's published index lists. */
    static Map<String, Set<String>> published(Path root) throws IOException {
        Map<String, Set<String>> names = new TreeMap<>();
        for (String subdir : UpstreamState.SUBDIRS) {
            names.put(subdir, new MirrorChecker(root).published(subdir));
        }
        return names;
    }

    /**
     * Finishes what was cut short, with upstream in the given state.
     *
     * @param before what was published before the sync that was cut short
     * @param seen the states that the mirror may have seen so far
     */
    void finish(Path root, UpstreamState state, Map<String, Set<String>> before, Set<UpstreamState> seen)
            throws IOException, MirrorException {
        MirrorChecker checker = new MirrorChecker(root);
        checker.checkIndexes();
        Map<String, Set<String>> left = published(root);
        upstream.show(state);

        Reader reader = new Reader(root);
        MirrorReport report = sync(root, new WatchedDisk(Disk.system(), reader));

        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of(), reader.lies());
        checker.checkIndexes();
        checker.checkNoLeftOvers();
        for (String subdir : UpstreamState.SUBDIRS) {
            Set<String> wasListed = new HashSet<>(before.get(subdir));
            wasListed.addAll(left.get(subdir));
            Set<String> mayHaveBeen = new HashSet<>(wasListed);
            for (UpstreamState each : seen) {
                mayHaveBeen.addAll(names(upstream.index(each, subdir)));
            }
            checker.checkComplete(subdir, upstream.index(state, subdir), wasListed, mayHaveBeen);
        }
        checkNothingMoreToDo(root);
    }

    private void checkNothingMoreToDo(Path root) throws IOException, MirrorException {
        MirrorChecker checker = new MirrorChecker(root);
        List<String> files = checker.snapshot();
        upstream.contentServed();

        MirrorReport report = sync(root, Disk.system());

        assertEquals(0, report.downloaded() + report.adopted());
        assertTrue(report.subdirs().stream().allMatch(each -> each.outcome() == Outcome.UNCHANGED), report::toString);
        assertEquals(List.of(), upstream.contentServed());
        assertEquals(files, checker.snapshot());
    }

    /** A copy that the mirror takes for the original: links, which keep inode and time, except for what grows in place. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.sorted().toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectory(target);
                } else if (path.endsWith("history.jsonl")) {
                    Files.copy(path, target);
                } else {
                    Files.createLink(target, path);
                }
            }
        }
    }

    private static Set<String> names(byte[] index) {
        return PublishedIndex.records(JsonTree.object(index)).keySet();
    }

    @Override
    public void close() {
        client.close();
    }
}
