package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.ForeignChannelsException;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyReport.SubdirCounts;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mirror that somebody damaged, and that is looked at and repaired. */
class VerifyTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.conda";
    private static final String C = "c-1-0.tar.bz2";

    private static final PackageSelection WITHOUT_B = PackageSelection.builder()
            .add(
                    FilterStage.REMOVAL,
                    "blacklist: b",
                    (record, now) -> record.name().equals("b") ? Decision.reject("not b") : Decision.accept())
            .build();

    private MadeChannel made;

    @BeforeEach
    void mirror() throws Exception {
        made = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .pkg("c", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();
        syncAll();
        upstream.clear();
    }

    private Path file(String name) {
        return root().resolve("conda/anaconda/linux-64").resolve(name);
    }

    private void flip(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        bytes[bytes.length / 2] ^= 1;
        Files.delete(file(name));
        Files.write(file(name), bytes);
    }

    private void truncate(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        Files.write(file(name), Arrays.copyOf(bytes, bytes.length - 1));
    }

    private VerifyReport verify() throws MirrorException {
        return client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()));
    }

    private VerifyReport repair() throws MirrorException {
        return repair(builder -> builder);
    }

    private VerifyReport repair(UnaryOperator<SyncRequest.Builder> change) throws MirrorException {
        return client.verify(VerifyRequest.repairing(change.apply(request()).build()));
    }

    /** Each finding as {@code KIND file REPAIR}. */
    private static List<String> findings(VerifyReport report) {
        try (report;
                Stream<VerifyFinding> all = report.findings().stream()) {
            return all.map(finding -> finding.kind() + " " + finding.path().fileName() + " " + finding.repair())
                    .toList();
        }
    }

    private void assertWhole() throws Exception {
        VerifyReport report = verify();
        assertEquals(List.of(), findings(report));
        assertTrue(report.isComplete(), report::toString);
        published.assertTruthful();
    }

    /** Every file of the mirror with its content's length and time. */
    private Set<String> everything() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root())) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                all.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return all;
    }

    @Test
    void aWholeMirrorIsWholeAndNothingIsWrittenOrAsked() throws Exception {
        Set<String> before = everything();
        VerifyReport report = verify();
        assertEquals(3, report.total(SubdirCounts::listed));
        assertEquals(List.of(), findings(report));
        assertEquals(before, everything());
        assertEquals(0, upstream.requests().size());
    }

    @Test
    void whatIsMissingCorruptCutOrStrangeIsFound() throws Exception {
        flip(A);
        Files.delete(file(B));
        truncate(C);
        Files.write(file("x-1-0.conda"), new byte[7]);
        Files.write(file("notes.txt"), new byte[5]);
        VerifyReport report = verify();
        assertEquals(1, report.total(SubdirCounts::missing));
        assertEquals(2, report.total(SubdirCounts::corrupt));
        assertEquals(2, report.total(SubdirCounts::unlisted));
        assertEquals(12, report.total(SubdirCounts::unlistedBytes));
        assertEquals(3, report.damageLeft());
        assertFalse(report.isComplete());
        assertEquals(
                List.of(
                        "CORRUPT " + C + " NOT_TRIED",
                        "CORRUPT " + A + " NOT_TRIED",
                        "MISSING " + B + " NOT_TRIED",
                        "UNKNOWN notes.txt NOT_TRIED",
                        "UNKNOWN x-1-0.conda NOT_TRIED"),
                findings(report));
    }

    @Test
    void strangersAloneAreNoDamage() throws Exception {
        Files.write(file("x-1-0.conda"), new byte[7]);
        try (VerifyReport report = verify()) {
            assertTrue(report.isComplete());
            assertEquals(1, report.total(SubdirCounts::unlisted));
        }
    }

    @Test
    void whatWasWithdrawnOrLeftOutIsKeptForAReason() throws Exception {
        channel.subdir(LINUX).drop(A).write();
        syncAll();
        sync(builder -> builder.packages(WITHOUT_B).unmatched(UnmatchedPackages.HIDE));
        assertEquals(
                List.of("WITHDRAWN " + A + " NOT_TRIED", "NO_LONGER_LISTED " + B + " NOT_TRIED"), findings(verify()));
    }

    @Test
    void repairFetchesWhatIsDamagedAndKeepsTheBadBytes() throws Exception {
        flip(A);
        byte[] bad = Files.readAllBytes(file(A));
        Files.delete(file(B));
        VerifyReport report = repair();
        assertEquals(List.of("CORRUPT " + A + " REPAIRED", "MISSING " + B + " REPAIRED"), findings(report));
        assertTrue(report.isComplete(), report::toString);
        assertArrayEquals(made.get(LINUX, A).bytes(), Files.readAllBytes(file(A)));
        assertArrayEquals(
                bad,
                Files.readAllBytes(
                        root().resolve(".mirror/quarantine/anaconda/linux-64").resolve(A)));
        assertEquals(List.of("/c/linux-64/" + A, "/c/linux-64/" + B), packageRequests());
        assertWhole();
        upstream.clear();
        syncAll();
        assertEquals(List.of(), packageRequests());
    }

    @Test
    void repairOfAWholeMirrorAsksUpstreamNothing() throws Exception {
        try (VerifyReport report = repair()) {
            assertTrue(report.isComplete());
            assertTrue(report.repair().isEmpty());
        }
        assertEquals(0, upstream.requests().size());
    }

    @Test
    void whatUpstreamHasNoMoreIsTakenOutAndItsBytesAreReadByNobody() throws Exception {
        flip(A);
        channel.subdir(LINUX).drop(A).write();
        VerifyReport report = repair(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(List.of("CORRUPT " + A + " TAKEN_OUT"), findings(report));
        assertEquals(0, report.damageLeft());
        assertFalse(report.isComplete());
        assertEquals(Set.of(B, C), published.names(LINUX));
        assertFalse(Files.exists(file(A)));
        assertWhole();
    }

    @Test
    void whatCannotBeDownloadedIsTakenOutAndComesBack() throws Exception {
        Path source = temp.resolve("up/c/linux-64").resolve(A);
        byte[] good = Files.readAllBytes(source);
        Files.delete(source);
        flip(A);
        VerifyReport report = repair();
        assertEquals(List.of("CORRUPT " + A + " TAKEN_OUT"), findings(report));
        published.assertTruthful();
        Files.write(source, good);
        syncAll();
        assertEquals(Set.of(A, B, C), published.names(LINUX));
    }

    @Test
    void aListedPackageThatIsSelectedNoMoreIsRepairedToo() throws Exception {
        flip(B);
        VerifyReport report = repair(builder -> builder.packages(WITHOUT_B));
        assertEquals(List.of("CORRUPT " + B + " REPAIRED"), findings(report));
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        assertWhole();
    }

    @Test
    void aHeldAccountIsNotRepaired() throws Exception {
        flip(A);
        client.snapshots(storage, AccountName.DEFAULT).hold("an audit");
        assertThrows(HeldException.class, this::repair);
        assertEquals(List.of("CORRUPT " + A + " NOT_TRIED"), findings(verify()));
    }

    @Test
    void whatOtherChannelsWouldMendIsNotTouched() throws Exception {
        flip(A);
        assertThrows(
                ForeignChannelsException.class,
                () -> repair(
                        builder -> builder.origins(List.of(new Channel(URI.create("https://other.example.org/c"))))));
        assertFalse(Files.exists(root().resolve(".mirror/quarantine")));
        assertEquals(List.of("CORRUPT " + A + " NOT_TRIED"), findings(verify()));
    }

    @Test
    void withoutUpstreamTheDamageStaysAndTheNextSyncMendsIt() throws Exception {
        flip(A);
        upstream.close();
        try (VerifyReport report = repair()) {
            assertEquals(1, report.damageLeft());
            assertFalse(report.isComplete());
        }
        assertEquals(List.of("CORRUPT " + A + " NOT_TRIED"), findings(verify()));
        upstream = FakeUpstream.serving(temp.resolve("up")).start();
        // From another address, as the server's port is another one.
        sync(builder -> builder.channelChange(ChannelChange.ACCEPT));
        assertWhole();
    }

    @Test
    void aDamagedIndexIsFoundAndMadeAnewFromItsTwinWithoutUpstream() throws Exception {
        byte[] json = Files.readAllBytes(file("repodata.json"));
        byte[] zst = Files.readAllBytes(file("repodata.json.zst"));
        for (String name : List.of("repodata.json", "repodata.json.zst")) {
            flip(name);
            assertEquals(List.of("DAMAGED_INDEX " + name + " NOT_TRIED"), findings(verify()));
            assertEquals(List.of("DAMAGED_INDEX " + name + " REPAIRED"), findings(repair()));
            assertWhole();
            Files.delete(file(name));
            assertEquals(List.of("DAMAGED_INDEX " + name + " NOT_TRIED"), findings(verify()));
            assertEquals(List.of("DAMAGED_INDEX " + name + " REPAIRED"), findings(repair()));
            assertWhole();
        }
        assertArrayEquals(json, Files.readAllBytes(file("repodata.json")));
        assertArrayEquals(zst, Files.readAllBytes(file("repodata.json.zst")));
        assertEquals(0, upstream.requests().size());
        clock.advance(Duration.ofHours(1));
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    @Test
    void twoDamagedIndexesAreMadeAnewFromUpstream() throws Exception {
        flip("repodata.json");
        flip("repodata.json.zst");
        flip(A);
        List<String> found = findings(repair());
        assertEquals(
                Set.of(
                        "DAMAGED_INDEX repodata.json REPAIRED",
                        "DAMAGED_INDEX repodata.json.zst REPAIRED",
                        "CORRUPT " + A + " REPAIRED"),
                Set.copyOf(found));
        assertEquals(Set.of(A, B, C), published.names(LINUX));
        assertWhole();
    }

    @Test
    void aDamagedCatalogIsNoDamageToReaders() throws Exception {
        try (Stream<Path> files = Files.list(root().resolve(".mirror/state/anaconda/linux-64"))) {
            for (Path catalog : files.filter(
                            path -> path.getFileName().toString().startsWith("catalog-"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(catalog);
                bytes[bytes.length - 3] ^= 1;
                Files.write(catalog, bytes);
            }
        }
        flip(A);
        VerifyReport report = verify();
        assertWarned(report.warnings(), "the catalog is damaged");
        assertEquals(List.of("CORRUPT " + A + " NOT_TRIED"), findings(report));
    }

    @Test
    void aMirrorWithoutAStateIsHeldToItsIndex() throws Exception {
        try (Stream<Path> files = Files.walk(root().resolve(".mirror/state"))) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                Files.delete(path);
            }
        }
        flip(A);
        VerifyReport report = verify();
        assertEquals(List.of("CORRUPT " + A + " NOT_TRIED"), findings(report));
    }

    /** The mirror's storage, where a whole sync comes between the first look at a file and its answer. */
    private ChannelStorage withSyncBefore(String fileName, AtomicInteger syncs) {
        return (ChannelStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChannelStorage.class}, (proxy, method, arguments) -> {
                    boolean isFirst = method.getName().equals("open")
                            && ((StoragePath) arguments[0]).fileName().equals(fileName)
                            && syncs.getAndIncrement() == 0;
                    if (isFirst) {
                        syncAll();
                    }
                    try {
                        return method.invoke(storage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {A, "repodata.json", "repodata.json.zst", "CURRENT", "catalog-1"})
    void whatChangesWhileItIsReadIsLookedAtAgain(String fileName) throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").payload(new byte[] {1, 2, 3}).write();
        channel.subdir(LINUX).drop(B).pkg("d", "1", "0").write();
        AtomicInteger syncs = new AtomicInteger();
        VerifyReport report = client.verify(
                VerifyRequest.looking(withSyncBefore(fileName, syncs), AccountName.DEFAULT, new Cancellation()));
        assertTrue(syncs.get() > 0, "no sync came in between");
        assertEquals(0, report.damageLeft(), () -> findings(report).toString());
        report.close();
    }

    /** At every publication of an update, re-uploads too, a verification stands beside it and finds nothing wrong. */
    @Test
    void besideASyncNothingThatIsReplacedIsCalledCorrupt() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").payload(new byte[] {1, 2, 3}).write();
        channel.subdir(LINUX).drop(B).pkg("d", "1", "0").write();
        List<String> wrong = new ArrayList<>();
        int[] looks = new int[1];
        storage.watch(targets -> {
            looks[0]++;
            try (VerifyReport report = verify()) {
                if (report.damageLeft() > 0) {
                    wrong.add(targets + ": " + findings(report));
                }
            } catch (MirrorException e) {
                wrong.add(targets + ": " + e);
            }
        });
        storage.guard(targets -> storageLook(wrong));
        assertTrue(sync().isComplete());
        assertEquals(List.of(), wrong);
        assertTrue(looks[0] > 3, "publications: " + looks[0]);
    }

    private void storageLook(List<String> wrong) {
        try (VerifyReport report = verify()) {
            if (report.damageLeft() > 0) {
                wrong.add("before: " + findings(report));
            }
        } catch (MirrorException e) {
            wrong.add("before: " + e);
        }
    }

    @Test
    void aRepairNeedsTheLockAndALookDoesNot() throws Exception {
        flip(A);
        List<Object> seen = new ArrayList<>();
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        storage.guard(targets -> {
            if (seen.isEmpty()) {
                seen.add(assertThrows(LockedException.class, this::repair));
                try {
                    seen.add(findings(verify()));
                } catch (MirrorException e) {
                    seen.add(e);
                }
            }
        });
        sync();
        assertEquals(List.of("CORRUPT " + A + " NOT_TRIED"), seen.get(1));
    }

    @Test
    void aVerificationCanBeStopped() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThrows(
                MirrorCancelledException.class,
                () -> client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, cancellation)));
    }
}
