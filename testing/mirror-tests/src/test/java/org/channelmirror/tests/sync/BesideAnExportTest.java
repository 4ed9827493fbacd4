package org.channelmirror.tests.sync;

import static java.util.Comparator.comparing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;

/** What others do to a mirror while it is exported, and who hears of an export and an import. */
class BesideAnExportTest extends ArchiveTestBase {

    private static final String B = "b-1-0.conda";

    private void fill() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        syncAll();
        clock.advance(Duration.ofMinutes(1));
    }

    private void cleanAllButA() throws Exception {
        CleanRequest request = new CleanRequest(request()
                        .packages(RuledSyncTestBase.select("exclude: b"))
                        .build())
                .deleting(DeletionTime.NOW)
                .majority(MajorityRemoval.ACCEPT);
        assertEquals(1, client.clean(request).deleted().packages());
    }

    @Test
    void whatIsCleanedBesideAnExportIsInItAllTheSame() throws Exception {
        fill();
        byte[] before = export();
        ByteArrayOutputStream beside = new ByteArrayOutputStream();
        export(builder -> builder.destination(new ExportRequest.Destination(
                new InterruptedFormat(this::cleanAllButA), ArchiveOptions.PLAIN, beside)));
        assertArrayEquals(before, beside.toByteArray());
        assertFalse(published.has(LINUX, B));
        try (var pinned = storage.list(StoragePath.of(".mirror", "pinned"))) {
            assertEquals(List.of(), pinned.toList());
        }
        importInto(far, beside.toByteArray());
        assertEquals(Set.of("a-1-0.conda", B), farPublished.names(LINUX));
        farPublished.assertTruthful();
    }

    /** The second begins in the middle of the first, and each keeps what is its own. */
    @Test
    void twoExportsAtOnceAreTwoArchives() throws Exception {
        fill();
        byte[] before = export();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        export(builder -> builder.destination(new ExportRequest.Destination(
                new InterruptedFormat(() -> export(inner -> inner.destination(new ExportRequest.Destination(
                        new InterruptedFormat(this::cleanAllButA), ArchiveOptions.PLAIN, second)))),
                ArchiveOptions.PLAIN,
                first)));
        assertArrayEquals(before, first.toByteArray());
        assertArrayEquals(before, second.toByteArray());
        assertFalse(published.has(LINUX, B));
    }

    @Test
    void whoListensHearsOfEachPackage() throws Exception {
        fill();
        events.lines.clear();
        byte[] archive = export();
        List<String> told = List.of(
                "operationStarted anaconda",
                "planReady noarch 0",
                "planReady linux-64 2",
                "started linux-64/a-1-0.conda",
                "succeeded linux-64/a-1-0.conda",
                "started linux-64/" + B,
                "succeeded linux-64/" + B);
        assertEquals(told, events.lines);
        events.lines.clear();
        importInto(far, archive);
        assertEquals(
                List.copyOf(told),
                events.lines.stream().sorted(comparing(told::indexOf)).toList());
        assertTrue(events.lines.indexOf("planReady linux-64 2") < events.lines.indexOf("started linux-64/" + B));
        assertTrue(events.lines.indexOf("started linux-64/" + B) < events.lines.indexOf("succeeded linux-64/" + B));
    }
}
