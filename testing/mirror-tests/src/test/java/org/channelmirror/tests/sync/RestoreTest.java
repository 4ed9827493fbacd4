package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.Hold;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RestoreReport;
import org.channelmirror.api.RestoreReport.RestoredSubdir;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.Listing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An account that shows a snapshot again, and one that is held. */
@ParameterizedClass
@EnumSource
class RestoreTest extends SyncTestBase {

    private static final SnapshotName OLD = new SnapshotName("old");
    private static final List<String> INDEXES = List.of("repodata.json", "repodata.json.zst");
    private static final String OSX = "osx-64";

    private Snapshots snapshots;
    private final List<byte[]> indexes = new ArrayList<>();
    private byte[] oldB;

    RestoreTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void mirrorAndChange() throws Exception {
        snapshots = client.snapshots(storage, AccountName.DEFAULT);
        channel.subdir("noarch").pkg("pure", "1", "0");
        oldB = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .signature("signed")
                .pkg("b", "1", "0")
                .payload(bytes("first"))
                .pkg("b", "2", "0")
                .listing(Listing.BOTH)
                .write()
                .get(LINUX, "b-1-0.conda")
                .bytes();
        syncAll();
        for (String name : INDEXES) {
            indexes.add(published.bytes("noarch", name));
            indexes.add(published.bytes(LINUX, name));
        }
        snapshots.create(OLD);
        channel.subdir(LINUX)
                .drop("a-1-0.conda")
                .pkg("b", "1", "0")
                .payload(bytes("second"))
                .pkg("c", "1", "0")
                .write();
        syncAll();
        clock.advance(Duration.ofDays(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void assertOld() throws IOException {
        List<byte[]> now = new ArrayList<>();
        for (String name : INDEXES) {
            now.add(published.bytes("noarch", name));
            now.add(published.bytes(LINUX, name));
        }
        for (int i = 0; i < now.size(); i++) {
            assertArrayEquals(indexes.get(i), now.get(i));
        }
        published.assertTruthful();
    }

    @Test
    void theAccountShowsTheSnapshotAgain() throws Exception {
        storage.watch(targets -> published.assertTruthful());
        RestoreReport report = snapshots.restore(OLD);

        assertOld();
        assertArrayEquals(oldB, published.bytes(LINUX, "b-1-0.conda"));
        assertTrue(published.has(LINUX, "c-1-0.conda"), "what is not listed stays stored");
        assertEquals(
                List.of(new RestoredSubdir(Subdir.NOARCH, 1, 0, 0), new RestoredSubdir(new Subdir(LINUX), 3, 1, 1)),
                report.subdirs());
        assertEquals(new Hold("snapshot old was restored", clock.instant()), report.hold());
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void aRestoredAccountIsHeldUntilItIsReleased() throws Exception {
        snapshots.restore(OLD);
        upstream.clear();
        HeldException held = assertThrows(HeldException.class, this::sync);
        assertEquals(
                "account anaconda is held since 2026-03-02T12:00:00Z (snapshot old was restored) and is not changed;"
                        + " \"channel-mirror release --account anaconda\" ends that",
                held.getMessage());
        assertThrows(HeldException.class, this::reset);
        assertEquals(List.of(), upstream.requests());
        assertOld();
        client.plan(request().build());

        assertEquals(Optional.of(held.hold()), snapshots.release());
        assertEquals(Optional.empty(), snapshots.release());
        upstream.clear();
        MirrorReport report = syncAll();
        assertEquals(Set.of("b-1-0.conda", "b-2-0.conda", "c-1-0.conda"), published.names(LINUX));
        assertEquals("[a-1-0.conda]", published.removed(LINUX));
        assertEquals(setup.overHttp ? List.of("/c/linux-64/b-1-0.conda") : List.of(), packageRequests());
        assertEquals(1, report.downloaded(), "only what was replaced is fetched");
        assertEquals(0, syncAll().downloaded());
    }

    @Test
    void aSnapshotIsRestoredAsOftenAsWanted() throws Exception {
        snapshots.restore(OLD);
        RestoreReport again = snapshots.restore(OLD);
        assertOld();
        assertEquals(
                new RestoredSubdir(new Subdir(LINUX), 3, 0, 0), again.subdirs().get(1));
        snapshots.release();
        syncAll();
        snapshots.restore(OLD);
        assertOld();
    }

    @Test
    void filesThatWereDeletedComeBack() throws Exception {
        storage.delete(List.of(published.path(LINUX, "a-1-0.conda"), published.path("noarch", "pure-1-0.conda")));
        RestoreReport report = snapshots.restore(OLD);
        assertOld();
        assertEquals(1, report.subdirs().get(0).broughtBack());
        assertEquals(2, report.subdirs().get(1).broughtBack());
    }

    @Test
    void aSubdirThatTheSnapshotDoesNotHaveIsEmpty() throws Exception {
        channel.subdir(OSX).pkg("m", "1", "0").write();
        sync(this::withOsx);
        assertEquals(Set.of("m-1-0.conda"), published.names(OSX));
        RestoreReport report = snapshots.restore(OLD);
        assertOld();
        assertEquals(Set.of(), published.names(OSX));
        assertEquals(
                new RestoredSubdir(new Subdir(OSX), 0, 0, 1), report.subdirs().get(2));
        snapshots.release();
        MirrorReport released = sync(this::withOsx);
        assertTrue(released.isComplete());
        assertEquals(Set.of("m-1-0.conda"), published.names(OSX));
        assertEquals(1, released.downloaded(), "b only");
    }

    private SyncRequest.Builder withOsx(SyncRequest.Builder any) {
        return SyncRequest.builder(any.build().channels(), storage)
                .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX), new Subdir(OSX))));
    }

    @Test
    void anAccountWhoseStateIsLostIsRestored() throws Exception {
        StoragePath state = StoragePath.of(".mirror", "state", "anaconda", LINUX);
        try (var objects = storage.list(state)) {
            storage.delete(objects.map(object -> object.path()).toList());
        }
        snapshots.restore(OLD);
        assertOld();
        snapshots.release();
        syncAll();
        assertEquals(Set.of("b-1-0.conda", "b-2-0.conda", "c-1-0.conda"), published.names(LINUX));
    }

    @Test
    void anAccountWhoseIndexSomebodyReplacedIsRestored() throws Exception {
        storage.share(published.path("noarch", "repodata.json.zst"), published.path(LINUX, "repodata.json.zst"));
        storage.share(published.path("noarch", "repodata.json"), published.path(LINUX, "repodata.json"));
        RestoreReport report = snapshots.restore(OLD);
        assertOld();
        assertWarned(report.warnings(), "the published index is not the one of the last run");
    }

    @Test
    void aSnapshotThatIsNotWholeChangesNothing() throws Exception {
        Map<String, Object> before = Map.copyOf(published.index(LINUX));
        storage.delete(List.of(StoragePath.of("conda", "anaconda", "label", "old", LINUX, "b-1-0.conda")));
        IntegrityException lost = assertThrows(IntegrityException.class, () -> snapshots.restore(OLD));
        assertEquals(
                "conda/anaconda/label/old/linux-64/b-1-0.conda: it is not there, so that the snapshot is not whole",
                lost.getMessage());
        assertTrue(lost.remedy().orElseThrow().startsWith("\"verify --repair\" mends it where"), lost::toString);
        storage.share(
                published.path("noarch", "repodata.json"),
                StoragePath.of("conda", "anaconda", "label", "old", LINUX, "repodata.json"));
        assertThrows(IntegrityException.class, () -> snapshots.restore(OLD));
        assertEquals(before, published.index(LINUX));
        assertEquals(Optional.empty(), snapshots.held());
        assertThrows(SnapshotException.class, () -> snapshots.restore(new SnapshotName("none")));
        syncAll();
    }

    @Test
    void anAccountIsHeldAndReleased() throws Exception {
        Instant since = clock.instant();
        Hold hold = snapshots.hold("audit\tby\nhttps://me:secret@example.org/");
        assertEquals(new Hold("audit\tby\nhttps://***@example.org/", since), hold, hold::toString);
        assertEquals(Optional.of(hold), snapshots.held());
        HeldException held = assertThrows(HeldException.class, this::sync);
        assertEquals(hold, held.hold());
        clock.advance(Duration.ofDays(1));
        assertEquals(new Hold("longer", since), snapshots.hold("longer"));
        snapshots.create(new SnapshotName("new"));
        snapshots.release();
        assertEquals(Optional.empty(), snapshots.held());
        syncAll();
        assertThrows(
                MirrorException.class,
                () -> client.snapshots(storage, new AccountName("typo")).hold("why"));
    }

    @Test
    void aDamagedHoldHolds() throws Exception {
        snapshots.hold("why");
        storage.delete(List.of(StoragePath.of(".mirror", "state", "anaconda", "hold")));
        storage.append(StoragePath.of(".mirror", "state", "anaconda", "hold"), bytes("rubbish"));
        HeldException held = assertThrows(HeldException.class, this::sync);
        assertTrue(held.getMessage().contains("the note is damaged"), held::getMessage);
        snapshots.release();
        syncAll();
    }
}
