package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.Snapshots;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives of what an account had at one time, and deltas against that. */
class ExportSnapshotTest extends ArchiveTestBase {

    private static final SnapshotName FIRST = new SnapshotName("2026-q1");
    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";
    private static final String C = "c-1-0.conda";

    private Map<String, String> then = Map.of();
    private byte[] archiveThen = {};

    @BeforeEach
    void snapshotAndGoOn() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        channel.subdir("noarch").pkg("n", "1", "0").write();
        syncAll();
        then = visible(storage);
        archiveThen = export();
        snapshots().create(FIRST);
        clock.advance(Duration.ofMinutes(1));
        channel.subdir(LINUX)
                .drop(B)
                .pkg("a", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .pkg("c", "1", "0")
                .write();
        syncAll();
    }

    private Snapshots snapshots() {
        return client.snapshots(storage, AccountName.DEFAULT, LockPolicy.RESPECT);
    }

    @Test
    void aSnapshotIsExportedAsTheAccountWas() throws Exception {
        byte[] archive = export(builder -> builder.snapshot(FIRST));
        Map<String, byte[]> entries = entries(archive);
        assertEquals(entries(archiveThen).keySet(), entries.keySet());
        assertTrue(manifest(archive).contains("\"selection\":[\"snapshot 2026-q1\"]"), manifest(archive));
        assertEquals(date(archiveThen), date(archive));
        importInto(far, archive);
        assertEquals(then, visible(far));
        farPublished.assertTruthful();
    }

    @Test
    void aLabelStandsForItsSnapshotAndSpecsNarrowIt() throws Exception {
        SnapshotName prod = new SnapshotName("prod");
        snapshots().publish(FIRST, prod);
        assertArrayEquals(
                entries(export(builder -> builder.snapshot(FIRST))).get("anaconda/pkgs/linux-64/" + A),
                entries(export(builder -> builder.snapshot(prod))).get("anaconda/pkgs/linux-64/" + A));
        importInto(far, export(builder -> builder.snapshot(prod).specs(List.of(MatchSpec.parse("b")))));
        assertEquals(Set.of(B), farPublished.names(LINUX));
        farPublished.assertTruthful();
    }

    @Test
    void aDeltaAgainstASnapshotMakesTheFarSideCurrent() throws Exception {
        importInto(far, export(builder -> builder.snapshot(FIRST)));
        byte[] delta = export(builder -> builder.since(new ArchiveBase.Snapshot(FIRST)));
        Set<String> entries = entries(delta).keySet();
        assertTrue(entries.contains("anaconda/pkgs/linux-64/" + A), entries::toString);
        assertTrue(entries.contains("anaconda/pkgs/linux-64/" + C), entries::toString);
        assertFalse(entries.contains("anaconda/pkgs/noarch/n-1-0.conda"), entries::toString);
        assertTrue(manifest(delta).contains("{\"removed\":\"linux-64/" + B + "\"}"), manifest(delta));
        importInto(far, delta);
        farPublished.assertTruthful();
        InMemoryStorage fresh = new InMemoryStorage();
        importInto(fresh, export());
        Map<String, String> here = visible(far);
        here.remove("conda/anaconda/linux-64/" + B);
        assertEquals(visible(fresh), here);
    }

    @Test
    void whatIsNoSnapshotIsSaidAndADamagedOneIsNotExported() throws Exception {
        SnapshotException unknown = assertThrows(
                SnapshotException.class, () -> export(builder -> builder.snapshot(new SnapshotName("2025-q4"))));
        assertTrue(String.valueOf(unknown.getMessage()).contains("2026-q1"), unknown::toString);
        assertThrows(
                SnapshotException.class,
                () -> export(builder -> builder.since(new ArchiveBase.Snapshot(new SnapshotName("2025-q4")))));
        overwrite("conda/anaconda/label/2026-q1/linux-64/repodata.json");
        IntegrityException damaged =
                assertThrows(IntegrityException.class, () -> export(builder -> builder.snapshot(FIRST)));
        assertTrue(String.valueOf(damaged.getMessage()).contains("label/2026-q1"), damaged::toString);
        assertTrue(damaged.remedy().orElseThrow().contains("another snapshot"), damaged::toString);
    }

    private void overwrite(String path) throws Exception {
        try (var staged = storage.stage(new StageKey("damage"))) {
            staged.append(new byte[] {'{', '}'}, 0, 2);
            storage.publish(List.of(new Publication(staged, new StoragePath(path))));
        }
    }

    private static String manifest(byte[] archive) throws Exception {
        return new String(entries(archive).get("anaconda/manifest.ndjson"), StandardCharsets.UTF_8);
    }

    /** The states of its subdirs, as the manifest's first line tells them. */
    private static String date(byte[] archive) throws Exception {
        String head = manifest(archive).lines().findFirst().orElseThrow();
        return head.substring(head.indexOf("\"sequence\""), head.indexOf("\"channels\""));
    }
}
