package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.MadePackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan that has no room is refused before its first byte. */
class SpaceTest extends SyncTestBase {

    private MadeChannel made;
    private long needed;

    @BeforeEach
    void describe() throws IOException {
        made = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .payloadSize(50_000)
                .pkg("b", "1", "0")
                .payloadSize(50_000)
                .write();
        long index = Files.size(made.path(LINUX, IndexFile.JSON));
        needed = made.packages().stream().mapToLong(MadePackage::size).sum() + 2 * index;
    }

    private String refused(long minFreeSpace) throws Exception {
        return reason(sync(builder -> builder.minFreeSpace(minFreeSpace)));
    }

    private static String reason(MirrorReport report) {
        assertFalse(report.isTotalFailure(), report::toString);
        assertEquals(SubdirReport.Outcome.REFUSED, of(report, LINUX).outcome());
        return of(report, LINUX).failure().orElseThrow();
    }

    @Test
    void whatIsNeededAndWhatIsFreeAreNamed() throws Exception {
        storage.usableSpace(needed - 1);

        String message = refused(0);

        assertEquals(
                "account anaconda: linux-64 needs " + needed + " bytes more, but only " + (needed - 1)
                        + " bytes are free; nothing of it was fetched. Free some space or mirror less, then sync again",
                message);
        assertEquals(List.of(), packageRequests());
        assertFalse(published.has(LINUX, "repodata.json"));
        assertEquals(
                0,
                events.lines.stream().filter(line -> line.startsWith("started")).count());
    }

    @Test
    void whatJustFitsIsFetched() throws Exception {
        storage.usableSpace(needed);
        syncAll();
        assertEquals(2, published.names(LINUX).size());
    }

    @Test
    void someCanBeKeptFree() throws Exception {
        storage.usableSpace(needed + 1_500_000_000L);

        String message = refused(1_500_000_001L);

        assertTrue(message.contains("of which 1.5 GB are to stay free (min_free_space)"), message);
        sync(builder -> builder.minFreeSpace(1_500_000_000L));
        assertEquals(2, published.names(LINUX).size());
        assertThrows(IllegalArgumentException.class, () -> request().minFreeSpace(-1));
        assertEquals(5, request().minFreeSpace(5).build().toBuilder().build().minFreeSpace());
    }

    @Test
    void aFullDiskHindersNoRunThatFetchesNothing() throws Exception {
        syncAll();
        storage.usableSpace(0);
        channel.subdir(LINUX).drop("a-1-0.conda").write();
        syncAll();
        assertEquals(1, published.names(LINUX).size());
    }

    @Test
    void whatIsInPlaceNeedsNoRoom() throws Exception {
        syncAll();
        storage.usableSpace(needed / 2);
        MirrorReport report = reset();
        assertEquals(2, report.adopted());
        Files.delete(root().resolve("conda/anaconda/linux-64/a-1-0.conda"));
        storage.usableSpace(10_000);
        long absent = made.get(LINUX, "a-1-0.conda").size() + 2 * Files.size(made.path(LINUX, IndexFile.JSON));
        String message = reason(reset());
        assertTrue(message.contains("linux-64 needs " + absent + " bytes more"), message);
    }

    @Test
    void aPlanWarns() throws Exception {
        storage.usableSpace(1000);
        MirrorPlan plan = client.plan(request().build());
        assertEquals(1, plan.warnings().size());
        assertTrue(plan.warnings().get(0).message().contains("only 1000 bytes are free"), plan::toString);
        storage.usableSpace(needed);
        assertEquals(List.of(), client.plan(request().build()).warnings());
    }
}
