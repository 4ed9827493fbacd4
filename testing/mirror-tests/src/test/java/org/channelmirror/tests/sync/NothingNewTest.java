package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.testkit.channel.Channeldata;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that finds nothing new costs a few conditional requests and writes nothing. */
@ParameterizedClass
@EnumSource
class NothingNewTest extends SyncTestBase {

    NothingNewTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void describe() {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0");
    }

    private List<String> published() {
        List<String> targets = new ArrayList<>();
        storage.watch(paths -> paths.forEach(path -> targets.add(path.value())));
        return targets;
    }

    /** Every file with its time, inode and bytes, except the note of who holds the lock. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        if (!setup.onDisk) {
            return found;
        }
        try (Stream<Path> paths = Files.walk(root())) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                String name = root().relativize(path).toString().replace('\\', '/');
                if (!name.startsWith(".mirror/locks/")) {
                    found.put(
                            name,
                            attributes.lastModifiedTime() + " " + attributes.fileKey() + " "
                                    + Published.hash("MD5", Files.readAllBytes(path)));
                }
            }
        }
        return found;
    }

    private void assertNothingDone(Map<String, String> before, List<String> targets, MirrorReport report)
            throws IOException {
        assertTrue(report.isComplete(), report::toString);
        assertEquals(0, report.downloaded());
        assertEquals(0, report.adopted());
        assertTrue(
                report.subdirs().stream().allMatch(subdir -> subdir.outcome() == Outcome.UNCHANGED), report::toString);
        assertEquals(List.of(), targets);
        assertEquals(List.of(), storage.staged());
        assertEquals(before, files());
    }

    private List<String> statuses() {
        return upstream.requests().stream()
                .map(request -> request.rawPath() + " " + request.status())
                .sorted()
                .toList();
    }

    @Test
    void theSecondRunWritesNothing() throws Exception {
        channel.write();
        syncAll();
        Map<String, String> before = files();
        upstream.clear();
        List<String> targets = published();
        MirrorReport report = sync();
        assertNothingDone(before, targets, report);
        assertEquals(2, of(report, LINUX).published());
        if (setup.overHttp) {
            assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());
        }
    }

    @Test
    void theSecondRunAsksForTheVariantItKnows() throws Exception {
        channel.indexes(IndexFile.ZST, IndexFile.JSON, IndexFile.BZ2).write();
        syncAll();
        Map<String, String> before = files();
        upstream.clear();
        assertNothingDone(before, published(), sync());
        if (setup.overHttp) {
            assertEquals(
                    List.of(
                            "/c/linux-64/repodata.json 304",
                            "/c/linux-64/repodata.json.zst 304",
                            "/c/noarch/repodata.json 304",
                            "/c/noarch/repodata.json.zst 304"),
                    statuses(),
                    "and looks whether the plain one is newer");
        }
    }

    @Test
    void whatWasAbsentIsAskedForOnceADay() throws Exception {
        channel.channeldata(Channeldata.ABSENT).write();
        MirrorReport first = sync(builder -> builder.subdirs(SubdirSelection.all()));
        assertTrue(first.isComplete());
        clock.advance(Duration.ofHours(23));
        upstream.clear();
        Map<String, String> before = files();
        List<String> targets = published();
        assertNothingDone(before, targets, sync(builder -> builder.subdirs(SubdirSelection.all())));
        if (!setup.overHttp) {
            return;
        }
        assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());

        clock.advance(Duration.ofHours(1));
        upstream.clear();
        sync(builder -> builder.subdirs(SubdirSelection.all()));
        List<ReceivedRequest> again = upstream.requests();
        assertTrue(again.stream().noneMatch(request -> request.status() == 200), again::toString);
        assertEquals(1, upstream.requests("/c/channeldata.json").size());
        assertEquals(
                3,
                again.stream().filter(r -> r.rawPath().startsWith("/c/osx-64/")).count());
        assertEquals(
                3,
                again.stream()
                        .filter(r -> r.rawPath().startsWith("/c/linux-64/repodata.json"))
                        .count());

        upstream.clear();
        sync(builder -> builder.subdirs(SubdirSelection.all()));
        assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());
    }

    @Test
    void channeldataIsAskedForConditionally() throws Exception {
        channel.channeldata(Channeldata.PRESENT).write();
        sync(builder -> builder.subdirs(SubdirSelection.all()));
        upstream.clear();
        sync(builder -> builder.subdirs(SubdirSelection.all()));
        if (setup.overHttp) {
            assertEquals(
                    List.of("/c/channeldata.json 304", "/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"),
                    statuses());
        }
    }

    @Test
    void anIndexThatIsOnlyTouchedIsReadOnceMoreAndThenNoMore() throws Exception {
        channel.write();
        syncAll();
        Path index = temp.resolve("up/c/linux-64/repodata.json");
        FileTime before = Files.getLastModifiedTime(index);
        Files.write(index, Files.readAllBytes(index));
        Files.setLastModifiedTime(index, FileTime.from(before.toInstant().plusSeconds(60)));
        MirrorReport report = sync();
        assertEquals(Outcome.UNCHANGED, of(report, LINUX).outcome());
        assertEquals(0, report.downloaded());
        Map<String, String> files = files();
        upstream.clear();
        assertNothingDone(files, published(), sync());
        if (setup.overHttp) {
            assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());
        }
    }

    @Test
    void anIncompleteRunIsFollowedByAFullOne() throws Exception {
        channel.write();
        Path file = temp.resolve("up/c/linux-64/a-1-0.conda");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        assertEquals(1, sync().failureCount());
        Files.write(file, bytes);
        upstream.clear();
        MirrorReport report = syncAll();
        assertEquals(1, report.downloaded());
        if (setup.overHttp) {
            assertEquals(List.of("/c/linux-64/a-1-0.conda"), packageRequests());
        }
    }

    @Test
    void requestsAreBoundedAndConnectionsUsedAgain() throws Exception {
        if (!setup.overHttp) {
            return;
        }
        for (int i = 0; i < 40; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0");
        }
        channel.write();
        upstream.inject(Fault.on(path -> path.endsWith(".conda")).delay(Duration.ofMillis(5)));
        syncAll();
        assertTrue(upstream.maxInFlight() <= 4, "in flight: " + upstream.maxInFlight());
        assertTrue(upstream.maxInFlight() >= 2, "in flight: " + upstream.maxInFlight());
        assertTrue(upstream.connections() <= 4, "connections: " + upstream.connections());
    }
}
