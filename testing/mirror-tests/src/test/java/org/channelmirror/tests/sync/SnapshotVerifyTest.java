package org.channelmirror.tests.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyReport.SnapshotCounts;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots that somebody damaged, and that are looked at and repaired with their account. */
class SnapshotVerifyTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";
    private static final SnapshotName JANUARY = new SnapshotName("2026-01");
    private static final SnapshotName FEBRUARY = new SnapshotName("2026-02");
    private static final String OF_ACCOUNT = "conda/anaconda/linux-64/";
    private static final String OF_JANUARY = "conda/anaconda/label/2026-01/linux-64/";
    private static final String OF_FEBRUARY = "conda/anaconda/label/2026-02/linux-64/";
    private static final String PRIVATE = ".mirror/state/anaconda/snapshots/2026-01/";

    private Snapshots snapshots;

    @BeforeEach
    void mirror() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .payload("first".getBytes(UTF_8))
                .write();
        syncAll();
        snapshots = client.snapshots(storage, AccountName.DEFAULT);
        snapshots.create(JANUARY);
        upstream.clear();
    }

    /** From now on January's {@code b} is nobody else's. */
    private void replaceB() throws Exception {
        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .payload("another, longer second".getBytes(UTF_8))
                .write();
        syncAll();
        snapshots.create(FEBRUARY);
        upstream.clear();
    }

    private Path file(String path) {
        return root().resolve(path);
    }

    /** Changes a file's content for all that share it. */
    private void flip(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(file(path));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(path), bytes);
    }

    private VerifyReport verify() throws MirrorException {
        return verify(storage);
    }

    private VerifyReport verify(ChannelStorage of) throws MirrorException {
        return client.verify(VerifyRequest.looking(of, AccountName.DEFAULT, new Cancellation()));
    }

    private VerifyReport repair() throws MirrorException {
        return client.verify(VerifyRequest.repairing(request().build()));
    }

    /** Each finding as {@code KIND path REPAIR}, sorted. */
    private static List<String> findings(VerifyReport report) {
        try (report;
                Stream<VerifyFinding> all = report.findings().stream()) {
            return all.map(finding -> finding.kind() + " " + finding.path() + " " + finding.repair())
                    .sorted()
                    .toList();
        }
    }

    private void assertWhole() throws Exception {
        VerifyReport report = verify();
        assertEquals(List.of(), findings(report));
        assertTrue(report.isComplete(), report::toString);
    }

    /** The mirror's storage, which notes what is read. */
    private ChannelStorage noting(List<String> opened) {
        return (ChannelStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChannelStorage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        opened.add(((StoragePath) arguments[0]).value());
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final SnapshotName PROD = new SnapshotName("prod");

    private void assertLabelIsMended(Path link) throws Exception {
        assertEquals(List.of("DAMAGED_LABEL conda/anaconda/label/prod NOT_TRIED"), findings(verify()));
        assertTrue(verify().damageLeft() > 0);
        VerifyReport report = repair();
        assertEquals(1, report.outside().repaired());
        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of("DAMAGED_LABEL conda/anaconda/label/prod REPAIRED"), findings(report));
        assertEquals(Path.of("2026-01"), Files.readSymbolicLink(link));
        assertWhole();
    }

    @Test
    void aLabelThatShowsAnotherSnapshotOrNothingIsSetRight() throws Exception {
        replaceB();
        snapshots.publish(JANUARY, PROD);
        assertWhole();
        Path link = file("conda/anaconda/label/prod");
        for (String target : List.of("2026-02", "nowhere", "../linux-64")) {
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of(target));
            assertLabelIsMended(link);
        }
        Files.delete(link);
        assertLabelIsMended(link);
    }

    @Test
    void aLabelInWhosePlaceIsAFolderStaysDamaged() throws Exception {
        snapshots.publish(JANUARY, PROD);
        Path link = file("conda/anaconda/label/prod");
        Files.delete(link);
        Files.createDirectories(link.resolve("linux-64"));
        Files.writeString(link.resolve("linux-64/mine"), "mine");
        try (VerifyReport report = repair()) {
            assertEquals(1, report.damageLeft());
            assertWarned(report.warnings(), "it cannot be mended");
        }
        assertTrue(Files.exists(link.resolve("linux-64/mine")));
    }

    @Test
    void aLabelWhoseNoteIsDamagedIsKnownFromWhatIsShown() throws Exception {
        snapshots.publish(JANUARY, PROD);
        String note = ".mirror/state/anaconda/labels/prod";
        flip(note);
        assertEquals(List.of("DAMAGED_LABEL " + note + " NOT_TRIED"), findings(verify()));
        assertEquals(List.of("DAMAGED_LABEL " + note + " REPAIRED"), findings(repair()));
        assertWhole();
        assertEquals(JANUARY, snapshots.labels().get(0).snapshot());
    }

    @Test
    void aLabelOfASnapshotThatIsNotThereIsTold() throws Exception {
        snapshots.publish(JANUARY, PROD);
        Files.delete(file(PRIVATE + "record"));
        assertEquals(List.of("DAMAGED_LABEL conda/anaconda/label/prod FAILED"), findings(repair()));
    }

    /** The mirror's storage, had it no second names for folders. */
    private ChannelStorage withoutAliases() {
        return (ChannelStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChannelStorage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("alias")) {
                        return AliasResult.UNSUPPORTED;
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aLabelThatTheStorageCannotShowIsNotDamaged() throws Exception {
        Snapshots unseen = client.snapshots(withoutAliases(), AccountName.DEFAULT);
        assertEquals(AliasResult.UNSUPPORTED, unseen.publish(JANUARY, PROD).alias());
        assertWhole();
        assertEquals(JANUARY, unseen.labels().get(0).snapshot());
        assertEquals(AliasResult.ALIASED, snapshots.publish(JANUARY, PROD).alias());
        Files.delete(file("conda/anaconda/label/prod"));
        assertEquals(List.of("DAMAGED_LABEL conda/anaconda/label/prod NOT_TRIED"), findings(verify()));
    }

    @Test
    void aWholeOneIsCountedAndWhatIsSharedIsReadOnce() throws Exception {
        replaceB();
        long size = Files.size(file(OF_JANUARY + A)) + Files.size(file(OF_JANUARY + B));
        List<String> opened = Collections.synchronizedList(new ArrayList<>());
        VerifyReport report = verify(noting(opened));
        assertEquals(List.of(), findings(report));
        assertEquals(
                new SnapshotCounts(JANUARY, 2, size, 0, 0, 0, 0),
                report.snapshots().get(0));
        assertEquals(FEBRUARY, report.snapshots().get(1).snapshot());
        assertEquals(
                List.of(OF_JANUARY + B, OF_ACCOUNT + A, OF_ACCOUNT + B),
                opened.stream().filter(path -> path.endsWith(".conda")).sorted().toList());
        assertWhole();
    }

    @Test
    void whatTheAccountHasNoMoreIsReadOnceForAllSnapshots() throws Exception {
        snapshots.create(new SnapshotName("2026-01-31"));
        replaceB();
        List<String> opened = Collections.synchronizedList(new ArrayList<>());
        assertEquals(List.of(), findings(verify(noting(opened))));
        assertEquals(2, opened.stream().filter(path -> path.endsWith(B)).count(), opened::toString);
    }

    @Test
    void damageThatIsSharedIsToldOfBothAndMendedInBoth() throws Exception {
        byte[] good = Files.readAllBytes(file(OF_ACCOUNT + A));
        flip(OF_ACCOUNT + A);
        VerifyReport report = verify();
        assertEquals(2, report.damageLeft());
        assertEquals(1, report.snapshots().get(0).corrupt());
        assertEquals(
                List.of("CORRUPT " + OF_JANUARY + A + " NOT_TRIED", "CORRUPT " + OF_ACCOUNT + A + " NOT_TRIED"),
                findings(report));
        VerifyReport repaired = repair();
        assertTrue(repaired.isComplete(), repaired::toString);
        assertEquals(2, repaired.repaired());
        assertEquals(
                List.of("CORRUPT " + OF_JANUARY + A + " REPAIRED", "CORRUPT " + OF_ACCOUNT + A + " REPAIRED"),
                findings(repaired));
        assertEquals(List.of("/c/linux-64/" + A), packageRequests());
        assertArrayEquals(good, Files.readAllBytes(file(OF_JANUARY + A)));
        assertWhole();
    }

    @Test
    void whatTheSnapshotAloneLostComesFromTheAccountWithoutUpstream() throws Exception {
        Set<String> lost = new TreeSet<>(Set.of("repodata.json", "repodata.json.zst", A));
        try (Stream<Path> shards = Files.list(file(OF_JANUARY + "shards"))) {
            lost.add("shards/" + shards.findFirst().orElseThrow().getFileName());
        }
        for (String name : lost) {
            Files.delete(file(OF_JANUARY + name));
        }
        VerifyReport report = verify();
        assertEquals(4, report.damageLeft());
        assertFalse(report.isComplete());
        List<String> expected = new ArrayList<>(lost.stream()
                .map(name -> (name.equals(A) ? "MISSING " : "DAMAGED_INDEX ") + OF_JANUARY + name)
                .sorted()
                .toList());
        assertEquals(expected.stream().map(each -> each + " NOT_TRIED").toList(), findings(report));
        VerifyReport repaired = repair();
        assertTrue(repaired.isComplete(), repaired::toString);
        assertEquals(expected.stream().map(each -> each + " REPAIRED").toList(), findings(repaired));
        assertEquals(0, upstream.requests().size());
        assertWhole();
        assertEquals(JANUARY, snapshots.restore(JANUARY).snapshot());
    }

    @Test
    void aSnapshotThatLostASubdirHasItsShardsAgainToo() throws Exception {
        try (Stream<Path> all = Files.walk(file(OF_JANUARY))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        VerifyReport report = repair();
        assertTrue(report.isComplete(), report::toString);
        report.close();
        assertWhole();
    }

    @Test
    void whatTheAccountHasNoMoreStaysDamaged() throws Exception {
        replaceB();
        flip(OF_JANUARY + B);
        byte[] good = Files.readAllBytes(file(OF_JANUARY + A));
        Files.delete(file(OF_JANUARY + A));
        Files.write(file(OF_JANUARY + A), good);
        flip(OF_JANUARY + A);
        byte[] bad = Files.readAllBytes(file(OF_JANUARY + A));
        flip(OF_JANUARY + "repodata.json");
        VerifyReport report = repair();
        assertArrayEquals(good, Files.readAllBytes(file(OF_JANUARY + A)));
        assertArrayEquals(bad, Files.readAllBytes(file(".mirror/quarantine/anaconda/linux-64/" + A)));
        assertEquals(2, report.damageLeft());
        assertFalse(report.isComplete());
        assertEquals(
                List.of(
                        "CORRUPT " + OF_JANUARY + A + " REPAIRED",
                        "CORRUPT " + OF_JANUARY + B + " FAILED",
                        "DAMAGED_INDEX " + OF_JANUARY + "repodata.json FAILED"),
                findings(report));
        assertEquals(2, verify().damageLeft());
        snapshots.delete(JANUARY);
        assertWhole();
    }

    @Test
    void damageOfOneIsNotTakenForVerifiedInTheNext() throws Exception {
        snapshots.create(new SnapshotName("2026-01-31"));
        replaceB();
        flip(OF_JANUARY + B);
        assertEquals(
                List.of(
                        "CORRUPT conda/anaconda/label/2026-01-31/linux-64/" + B + " NOT_TRIED",
                        "CORRUPT " + OF_JANUARY + B + " NOT_TRIED"),
                findings(verify()));
        assertTrue(Files.exists(file(OF_FEBRUARY + B)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "linux-64/state", "linux-64/catalog"})
    void whatTellsOfTheSnapshotIsLookedAtToo(String name) throws Exception {
        flip(PRIVATE + name);
        VerifyReport report = verify();
        assertEquals(1, report.damageLeft());
        assertEquals(List.of("DAMAGED_INDEX " + PRIVATE + name + " NOT_TRIED"), findings(report));
    }

    @Test
    void withoutItsCatalogItIsHeldToItsIndex() throws Exception {
        Files.delete(file(PRIVATE + "linux-64/catalog"));
        Files.delete(file(OF_JANUARY + A));
        assertEquals(
                List.of(
                        "DAMAGED_INDEX " + PRIVATE + "linux-64/catalog NOT_TRIED",
                        "MISSING " + OF_JANUARY + A + " NOT_TRIED"),
                findings(verify()));
    }

    @Test
    void oneThatIsDeletedMeanwhileIsNotDamaged() throws Exception {
        AtomicBoolean isDeleted = new AtomicBoolean();
        ChannelStorage meanwhile = (ChannelStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChannelStorage.class}, (proxy, method, arguments) -> {
                    boolean isAsked = method.getName().equals("open")
                            && ((StoragePath) arguments[0]).value().equals(OF_JANUARY + "repodata.json");
                    if (isAsked && !isDeleted.getAndSet(true)) {
                        snapshots.delete(JANUARY);
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        VerifyReport report = verify(meanwhile);
        assertEquals(List.of(), findings(report));
        assertEquals(List.of(), report.snapshots());
        assertTrue(isDeleted.get());
    }
}
