package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.api.Hold;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.LabelReport;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotDeletion;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.StorageException;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Snapshots of an account, and labels that move between them. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_HTTP", "MEMORY_FROM_HTTP"})
class SnapshotTest extends SyncTestBase {

    private static final SnapshotName JANUARY = new SnapshotName("2026-01");
    private static final SnapshotName FEBRUARY = new SnapshotName("2026-02");
    private static final SnapshotName PROD = new SnapshotName("prod");
    private static final StoragePath LABELS = StoragePath.of("conda", "anaconda", "label");

    private Snapshots snapshots;

    SnapshotTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void mirror() throws Exception {
        snapshots = client.snapshots(storage, AccountName.DEFAULT);
        channel.subdir("noarch").pkg("pure", "1", "0");
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .payload(bytes("first"))
                .write();
        syncAll();
    }

    /** Upstream withdraws one package, uploads one again and has a new one. */
    private void change() throws IOException, MirrorException {
        channel.subdir(LINUX)
                .drop("a-1-0.conda")
                .pkg("b", "1", "0")
                .payload(bytes("second"))
                .pkg("c", "1", "0")
                .write();
        syncAll();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static SnapshotException refused(Executable what) {
        return assertThrows(SnapshotException.class, what);
    }

    private static void assertSays(Exception exception, String text) {
        assertTrue(String.valueOf(exception.getMessage()).contains(text), exception::toString);
    }

    /** What is below a folder, with the content's checksum. */
    private Map<String, String> content(StoragePath folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<StoredObject> objects = storage.list(folder)) {
            for (StoredObject object : objects.toList()) {
                content.put(
                        object.path().value().substring(folder.value().length() + 1),
                        Published.hash("SHA-256", published.bytes(object.path())));
            }
        }
        return content;
    }

    private Map<String, String> account() throws IOException {
        Map<String, String> content = content(StoragePath.of("conda", "anaconda"));
        content.keySet().removeIf(path -> path.startsWith("label/"));
        return content;
    }

    @Test
    void statusTellsOfSnapshotsLabelsAndAHold() throws Exception {
        StatusRequest request = new StatusRequest(storage, AccountName.DEFAULT);
        assertEquals(List.of(), client.status(request).snapshots());
        assertEquals(Optional.empty(), client.status(request).hold());
        Snapshot made = snapshots.create(JANUARY);
        snapshots.publish(JANUARY, PROD);
        Hold hold = snapshots.hold("an audit");
        assertEquals(List.of(made), client.status(request).snapshots());
        assertEquals(
                List.of(new SnapshotLabel(PROD, JANUARY)),
                client.status(request).labels());
        assertEquals(Optional.of(hold), client.status(request).hold());
    }

    @Test
    void aSnapshotIsWhatTheAccountListsAndStaysSo() throws Exception {
        Map<String, String> before = account();
        Snapshot made = snapshots.create(JANUARY);
        assertEquals(
                new Snapshot(
                        JANUARY,
                        clock.instant(),
                        List.of(
                                content("noarch", 1, "pure-1-0.conda"),
                                content(LINUX, 2, "a-1-0.conda", "b-1-0.conda"))),
                made);
        assertEquals(before, content(LABELS.resolve("2026-01")));
        change();
        storage.delete(List.of(published.path(LINUX, "a-1-0.conda"), published.path("noarch", "pure-1-0.conda")));
        assertEquals(before, content(LABELS.resolve("2026-01")));
        assertEquals(List.of(made), snapshots.list());
    }

    private Snapshot.Content content(String subdir, long packages, String... files) throws IOException {
        long bytes = 0;
        for (String file : files) {
            bytes += published.bytes(subdir, file).length;
        }
        return new Snapshot.Content(new Subdir(subdir), packages, bytes);
    }

    @Test
    void aSnapshotTakesNoRoomForPackages() throws Exception {
        assumeTrue(setup.onDisk);
        snapshots.create(JANUARY);
        for (String file : List.of("b-1-0.conda", "repodata.json", "repodata.json.zst")) {
            Path ours = root().resolve("conda/anaconda/" + LINUX).resolve(file);
            Path theirs =
                    root().resolve("conda/anaconda/label/2026-01/" + LINUX).resolve(file);
            assertTrue(Files.isSameFile(ours, theirs), file);
        }
    }

    @Test
    void whatTheAccountDoesNotListIsNotInIt() throws Exception {
        change();
        snapshots.create(FEBRUARY);
        Map<String, String> content = content(LABELS.resolve("2026-02"));
        assertFalse(content.containsKey(LINUX + "/a-1-0.conda"), content::toString);
        assertTrue(content.containsKey(LINUX + "/c-1-0.conda"), content::toString);
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        snapshots.create(JANUARY);
        Map<String, String> content = content(LABELS);
        assertSays(refused(() -> snapshots.create(JANUARY)), "snapshot 2026-01: it exists");
        snapshots.publish(JANUARY, PROD);
        assertSays(refused(() -> snapshots.create(PROD)), "there is a label of that name");
        snapshots.create(FEBRUARY);
        assertSays(refused(() -> snapshots.publish(JANUARY, FEBRUARY)), "there is a snapshot of that name");
        content.keySet().forEach(path -> assertTrue(path.startsWith("2026-01/"), path));
    }

    @Test
    void anAccountThatIsNotWhatWasSyncedIsRefused() throws Exception {
        assertSays(
                refused(() ->
                        client.snapshots(storage, new AccountName("other")).create(JANUARY)),
                "account other: nothing is published there: run sync first");
        storage.share(published.path("noarch", "repodata.json"), published.path(LINUX, "repodata.json"));
        assertSays(refused(() -> snapshots.create(JANUARY)), "run sync first");
        assertEquals(Map.of(), content(LABELS));
        assertEquals(List.of(), snapshots.list());
    }

    @Test
    void aListedFileThatIsMissingIsAnError() throws Exception {
        storage.delete(List.of(published.path(LINUX, "b-1-0.conda")));
        IntegrityException damaged = assertThrows(IntegrityException.class, () -> snapshots.create(JANUARY));
        assertSays(damaged, "b-1-0.conda is missing");
        assertEquals("\"sync --reset\" makes it whole again", damaged.remedy().orElseThrow());
        assertEquals(List.of(), snapshots.list());
        assertEquals(SnapshotDeletion.Kind.REMAINS, snapshots.delete(JANUARY).kind());
        assertEquals(Map.of(), content(LABELS));
    }

    @Test
    void filesOfOthersAreNotTouched() throws Exception {
        storage.share(published.path(LINUX, "a-1-0.conda"), LABELS.resolve("2026-01/" + LINUX + "/a-1-0.conda"));
        assertSays(refused(() -> snapshots.create(JANUARY)), "has files that are no snapshot's");
        assertSays(refused(() -> snapshots.delete(JANUARY)), "there is no such snapshot");
        snapshots.create(FEBRUARY);
        assertSays(refused(() -> snapshots.publish(FEBRUARY, JANUARY)), "has files that are no snapshot's");
        assertTrue(content(LABELS).containsKey("2026-01/" + LINUX + "/a-1-0.conda"));
    }

    @Test
    void aLabelShowsOneSnapshotAfterTheOther() throws Exception {
        snapshots.create(JANUARY);
        change();
        snapshots.create(FEBRUARY);
        LabelReport first = snapshots.publish(JANUARY, PROD);
        assertEquals(new LabelReport(new SnapshotLabel(PROD, JANUARY), Optional.empty(), AliasResult.ALIASED), first);
        assertEquals(content(LABELS.resolve("2026-01")), content(LABELS.resolve("prod")));
        LabelReport second = snapshots.publish(FEBRUARY, PROD);
        assertEquals(Optional.of(JANUARY), second.previous());
        assertEquals(content(LABELS.resolve("2026-02")), content(LABELS.resolve("prod")));
        assertEquals(List.of(new SnapshotLabel(PROD, FEBRUARY)), snapshots.labels());
        assertSays(
                refused(() -> snapshots.publish(new SnapshotName("none"), PROD)),
                "there is no such snapshot; the account has 2026-01, 2026-02");
    }

    @Test
    void aWebServerSeesALabel() throws Exception {
        assumeTrue(setup.onDisk);
        snapshots.create(JANUARY);
        snapshots.publish(JANUARY, PROD);
        Path prod = root().resolve("conda/anaconda/label/prod");
        assertArrayEquals(
                published.bytes(LINUX, "repodata.json"), Files.readAllBytes(prod.resolve(LINUX + "/repodata.json")));
        assertArrayEquals(
                published.bytes(LINUX, "b-1-0.conda"), Files.readAllBytes(prod.resolve(LINUX + "/b-1-0.conda")));
        try (Stream<Path> files = Files.list(prod.resolve("noarch"))) {
            assertEquals(5, files.count());
        }
        PublishedShards.read(published, "label/prod/" + LINUX).assertSameAs(published.index(LINUX));
    }

    @Test
    void aDamagedNoteIsNamed() throws Exception {
        snapshots.create(JANUARY);
        snapshots.publish(JANUARY, PROD);
        StoragePath note = StoragePath.of(".mirror", "state", "anaconda", "labels", "prod");
        try (StagedWrite staged = storage.stage(new StageKey("damage"))) {
            staged.append(new byte[3], 0, 3);
            storage.publish(List.of(new Publication(staged, note)));
        }
        StorageException damaged = assertThrows(
                StorageException.class, () -> client.status(new StatusRequest(storage, AccountName.DEFAULT)));
        assertSays(damaged, note + ": it is not a state file");
    }

    @Test
    void whatALabelShowsIsNotDeleted() throws Exception {
        snapshots.create(JANUARY);
        snapshots.publish(JANUARY, PROD);
        assertSays(refused(() -> snapshots.delete(JANUARY)), "the label prod shows it");
        assertEquals(new SnapshotDeletion(PROD, SnapshotDeletion.Kind.LABEL, 0), snapshots.delete(PROD));
        assertEquals(List.of(), snapshots.labels());
        assertEquals(Map.of(), content(LABELS.resolve("prod")));
        assertEquals(new SnapshotDeletion(JANUARY, SnapshotDeletion.Kind.SNAPSHOT, 12), snapshots.delete(JANUARY));
        assertEquals(Map.of(), content(LABELS));
        assertEquals(List.of(), snapshots.list());
        published.assertTruthful();
        snapshots.create(PROD);
        snapshots.delete(PROD);
        snapshots.create(JANUARY);
        assertEquals(AliasResult.ALIASED, snapshots.publish(JANUARY, PROD).alias(), "empty folders are not in the way");
    }

    @Test
    void whoeverChangesSomethingNeedsTheLock() throws Exception {
        snapshots.create(JANUARY);
        LockAttempt attempt = storage.lock(
                StoragePath.of("accounts", "anaconda"),
                new LeaseOwner("another", clock.instant()),
                Duration.ofMinutes(1));
        try (var lease = ((LockAttempt.Acquired) attempt).lease()) {
            assertEquals("another", lease.owner().description());
            assertThrows(LockedException.class, () -> snapshots.create(FEBRUARY));
            assertThrows(LockedException.class, () -> snapshots.publish(JANUARY, PROD));
            assertThrows(LockedException.class, () -> snapshots.restore(JANUARY));
            assertThrows(LockedException.class, () -> snapshots.delete(JANUARY));
            assertThrows(LockedException.class, () -> snapshots.hold("why"));
            assertEquals(1, snapshots.list().size());
            assertTrue(snapshots.diff(JANUARY).isEmpty());
        }
    }
}
