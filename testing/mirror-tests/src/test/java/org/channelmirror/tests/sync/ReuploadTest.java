package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.SyncMode;
import org.channelmirror.testkit.channel.MadePackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Another file under the name of a published one. */
@ParameterizedClass
@EnumSource
class ReuploadTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";

    private MadePackage before;
    private MadePackage after;

    ReuploadTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void mirrorAndUploadAgain() throws Exception {
        before = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .write()
                .get(LINUX, A);
        syncAll();
        after = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .write()
                .get(LINUX, A);
        assertFalse(before.sha256().equals(after.sha256()));
    }

    private void assertOldStays() throws Exception {
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals(before.sha256(), published.record(LINUX, A).get("sha256"));
        assertArrayEquals(before.bytes(), published.bytes(LINUX, A));
        published.assertTruthful();
    }

    private void assertNew() throws Exception {
        assertEquals(Set.of(A, B), published.names(LINUX));
        assertEquals(after.sha256(), published.record(LINUX, A).get("sha256"));
        assertArrayEquals(after.bytes(), published.bytes(LINUX, A));
        assertEquals("[]", published.removed(LINUX));
        published.assertTruthful();
    }

    @Test
    void itIsFollowedInThreeSteps() throws Exception {
        List<String> steps = new ArrayList<>();
        storage.watch(targets -> {
            boolean index = targets.stream().anyMatch(path -> path.fileName().equals("repodata.json"));
            boolean file = targets.contains(published.path(LINUX, A));
            if (index || file) {
                String listed = !published.names(LINUX).contains(A)
                        ? "none"
                        : published.record(LINUX, A).get("sha256").equals(after.sha256()) ? "new" : "old";
                String stored = published.bytes(LINUX, A).length == after.size() ? "new" : "old";
                steps.add((index ? "index" : "file") + ": lists " + listed + ", stores " + stored);
                published.assertTruthful();
            }
        });
        MirrorReport report = syncAll();
        assertEquals(
                List.of(
                        "index: lists none, stores old",
                        "file: lists none, stores new",
                        "index: lists new, stores new"),
                steps);
        assertCounts(of(report, LINUX), 0, 1, 0);
        assertWarned(report, "1 packages were uploaded again upstream");
        assertNew();
    }

    @Test
    void theOldOneStaysWhereThePolicyIsKeep() throws Exception {
        MirrorReport report = sync(builder -> builder.replacedUpstream(ReplacedUpstream.KEEP));
        assertEquals(0, report.downloaded());
        assertEquals(0, report.failureCount());
        assertWarned(report, "1 packages were uploaded again upstream");
        assertOldStays();
    }

    @Test
    void theOldOneStaysAndTheRunFailsWhereThePolicyIsFail() throws Exception {
        for (int run = 0; run < 2; run++) {
            MirrorReport report = sync(builder -> builder.replacedUpstream(ReplacedUpstream.FAIL));
            assertEquals(1, report.failureCount());
            assertEquals(LINUX + "/" + A, report.failures().get(0).path());
            assertFalse(report.isComplete());
            assertOldStays();
        }
    }

    @Test
    void aDryRunSaysWhatThePolicyFailRefuses() throws Exception {
        MirrorPlan plan =
                client.plan(request().replacedUpstream(ReplacedUpstream.FAIL).build());
        assertEquals(1, plan.unavailable());
        assertFalse(plan.isComplete());
        assertWarned(plan.warnings(), "1 packages cannot be had: " + A + ": upstream replaced it");
    }

    @Test
    void theOldOneStaysIfTheNewOneCannotBeHad() throws Exception {
        Path file = temp.resolve("up/c").resolve(LINUX).resolve(A);
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        MirrorReport report = sync();
        assertEquals(1, report.failureCount());
        assertOldStays();
        Files.write(file, content);
        syncAll();
        assertNew();
    }

    @Test
    void theOldOneStaysThroughAReset() throws Exception {
        MirrorReport report =
                sync(builder -> builder.replacedUpstream(ReplacedUpstream.KEEP).mode(SyncMode.RESET));
        assertEquals(0, report.downloaded());
        assertOldStays();
    }

    @Test
    void itIsFollowedInAReset() throws Exception {
        reset();
        assertNew();
    }
}
