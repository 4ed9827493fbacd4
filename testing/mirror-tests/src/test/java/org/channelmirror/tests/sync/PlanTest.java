package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.Channel;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.channel.MadeChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan counts what a sync would do, and touches nothing. */
class PlanTest extends SyncTestBase {

    private static final PackageSelection FILTER = PackageSelection.builder()
            .add(FilterStage.LIMIT, "no x", (record, now) -> decide(record.name(), "x"))
            .add(FilterStage.REMOVAL, "no y", (record, now) -> decide(record.name(), "y"))
            .build();

    private MadeChannel made;

    private static Decision decide(String name, String prefix) {
        return name.startsWith(prefix) ? Decision.reject("begins with " + prefix) : Decision.accept();
    }

    @BeforeEach
    void describe() throws Exception {
        made = channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .pkg("x1", "1", "0")
                .pkg("x2", "1", "0")
                .pkg("y1", "1", "0")
                .write();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root())) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                found.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.size(path));
            }
        }
        return found;
    }

    private static SubdirPlan of(MirrorPlan plan, String subdir) {
        return plan.subdirs().stream()
                .filter(each -> each.subdir().name().equals(subdir))
                .findFirst()
                .orElseThrow();
    }

    private static void assertPlan(
            SubdirPlan plan, long listed, long selected, long toFetch, long toReplace, long toHide) {
        assertEquals(
                List.of(listed, selected, toFetch, toReplace, toHide),
                List.of(plan.listed(), plan.selected(), plan.toFetch(), plan.toReplace(), plan.toHide()),
                plan::toString);
    }

    @Test
    void aTargetThatIsNotThereStaysSo() throws Exception {
        Path target = temp.resolve("deep/target");
        try (FileSystemStorage fresh = new FileSystemStorage(target)) {
            MirrorPlan plan = client.plan(SyncRequest.builder(new Channel(url()), fresh)
                    .packages(FILTER)
                    .build());
            assertTrue(plan.isComplete());
            assertPlan(of(plan, "noarch"), 1, 1, 1, 0, 0);
            assertPlan(of(plan, LINUX), 5, 2, 2, 0, 0);
            assertEquals(
                    Map.of("begins with x", 2L, "begins with y", 1L),
                    of(plan, LINUX).rejected());
            assertEquals(3, plan.toFetch());
            assertEquals(
                    made.get("noarch", "n-1-0.conda").size()
                            + made.get(LINUX, "a-1-0.conda").size()
                            + made.get(LINUX, "b-1-0.conda").size(),
                    plan.bytesToFetch());
        }
        assertFalse(Files.exists(temp.resolve("deep")));
    }

    @Test
    void aPlanOfAMirrorTouchesNothingAndCountsChanges() throws Exception {
        sync(builder -> builder.packages(FILTER));
        channel.subdir(LINUX)
                .drop("b-1-0.conda")
                .pkg("a", "1", "0")
                .payload(new byte[] {1})
                .pkg("c", "1", "0")
                .write();
        Map<String, String> before = files();
        MirrorPlan plan = client.plan(request().packages(FILTER).build());
        assertEquals(before, files());
        assertPlan(of(plan, LINUX), 5, 2, 2, 1, 1);
        assertPlan(of(plan, "noarch"), 1, 1, 0, 0, 0);
        MirrorReport report = sync(builder -> builder.packages(FILTER));
        assertEquals(plan.toFetch(), report.downloaded());
        assertEquals(plan.bytesToFetch(), report.downloadedBytes());
        MirrorPlan next = client.plan(request().packages(FILTER).build());
        assertPlan(of(next, LINUX), 5, 2, 0, 0, 0);
    }

    @Test
    void aPlanCountsWhatAPolicyHides() throws Exception {
        syncAll();
        MirrorPlan plan = client.plan(
                request().packages(FILTER).unmatched(UnmatchedPackages.HIDE).build());
        assertPlan(of(plan, LINUX), 5, 2, 0, 0, 3);
    }

    @Test
    void aPlanTellsOfSubdirsThatWouldFail() throws Exception {
        syncAll();
        channel.subdir(LINUX).rawRepodata("{}").write();
        MirrorPlan plan = client.plan(request().build());
        assertFalse(plan.isComplete());
        assertTrue(of(plan, LINUX).failure().orElseThrow().contains("is empty"), plan::toString);
    }

    @Test
    void aPlanNeedsNoLock() throws Exception {
        storage.watch(targets -> {
            try (MirrorClient other =
                    MirrorClient.builder().clock(clock).retryPolicy(ONE_RETRY).build()) {
                assertTrue(other.plan(request().build()).isComplete());
            } catch (MirrorException e) {
                throw new IOException(e);
            }
        });
        syncAll();
    }
}
