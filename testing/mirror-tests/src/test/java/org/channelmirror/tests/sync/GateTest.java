package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.api.HookException;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.spi.ArrivedPackages;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.PublicationGate;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gate sees, and what becomes of what it says. */
class GateTest extends SyncTestBase {

    private static final String NEW = "new-1-0.conda";
    private static final String OLD = "old-1-0.conda";

    /** The files that the gate was asked for, by subdir, of its last run. */
    private final Map<String, List<String>> asked = new TreeMap<>();

    private final Map<String, String> vetoed = new TreeMap<>();
    private Decision decision = Decision.accept();
    private final List<String> publications = new ArrayList<>();

    @BeforeEach
    void describe() throws Exception {
        channel.subdir(LINUX)
                .pkg("old", "1", "0")
                .subdir("noarch")
                .pkg("n", "1", "0")
                .write();
        storage.watch(targets -> targets.stream()
                .map(StoragePath::value)
                .filter(target -> target.startsWith("conda/"))
                .forEach(publications::add));
    }

    private Decision examine(ArrivedPackages packages) throws IOException {
        List<String> files = new ArrayList<>();
        packages.each(arrived -> {
            files.add(arrived.file().value());
            assertFalse(published.has(packages.subdir().name(), "repodata.json")
                    && published
                            .names(packages.subdir().name())
                            .contains(arrived.file().value())
                    && !arrived.file().value().equals(OLD));
            byte[] bytes;
            try (var in = arrived.open()) {
                bytes = in.readAllBytes();
            }
            assertEquals(arrived.size(), bytes.length);
            assertEquals(arrived.sha256().hex(), Published.hash("SHA-256", bytes));
            assertEquals(upstream.uri("/c/").toString(), arrived.channel());
            assertEquals(
                    Optional.of(-1L),
                    Optional.of(Files.mismatch(
                            arrived.localPath().orElseThrow(), Files.write(temp.resolve("copy"), bytes))));
        });
        asked.put(packages.subdir().name(), files);
        if (!packages.subdir().name().equals(LINUX)) {
            return Decision.accept();
        }
        for (Map.Entry<String, String> veto : vetoed.entrySet()) {
            packages.veto(new PackageFileName(veto.getKey()), veto.getValue());
        }
        return decision;
    }

    private MirrorReport syncGated() throws MirrorException, IOException {
        return syncGated(SyncMode.INCREMENTAL);
    }

    private MirrorReport syncGated(SyncMode mode) throws MirrorException, IOException {
        asked.clear();
        publications.clear();
        MirrorReport report = sync(builder -> builder.mode(mode).beforePublish(this::examine));
        published.assertTruthful();
        return report;
    }

    private boolean isQuarantined(String file) throws IOException {
        return storage.stat(StoragePath.of(".mirror", "quarantine", "anaconda", LINUX, file))
                .isPresent();
    }

    @Test
    void whatPassesIsPublishedAndNotAskedForAgain() throws Exception {
        assertTrue(syncGated().isComplete());
        assertEquals(Map.of(LINUX, List.of(OLD), "noarch", List.of("n-1-0.conda")), asked);
        assertEquals(Set.of(OLD), published.names(LINUX));
        channel.subdir(LINUX).pkg("new", "1", "0").write();
        syncGated();
        assertEquals(Map.of(LINUX, List.of(NEW)), asked);
        syncGated();
        assertEquals(Map.of(), asked);
    }

    @Test
    void whatTheGateTookAwayOrChangedIsNotPublished() throws Exception {
        channel.subdir(LINUX).pkg("new", "1", "0").pkg("third", "1", "0").write();
        MirrorReport report = sync(builder -> builder.beforePublish(packages -> {
            packages.each(arrived -> {
                Path path = arrived.localPath().orElseThrow();
                if (arrived.file().value().equals(NEW)) {
                    Files.delete(path);
                } else if (arrived.file().value().startsWith("third")) {
                    byte[] bytes = Files.readAllBytes(path);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(path, bytes);
                }
            });
            return Decision.accept();
        }));
        published.assertTruthful();
        assertEquals(2, report.failureCount(), report::toString);
        assertEquals(Set.of(OLD), published.names(LINUX));
        assertTrue(syncGated().isComplete());
        assertEquals(3, published.names(LINUX).size());
    }

    @Test
    void whatARunWithoutAGateLeftInPlaceIsAskedForToo() throws Exception {
        storage.guard(targets -> {
            if (targets.stream().anyMatch(target -> target.value().endsWith(LINUX + "/repodata.json"))) {
                throw new IOException("stopped before the index");
            }
        });
        assertThrows(MirrorException.class, this::sync);
        assertTrue(Files.exists(root().resolve("conda/anaconda/" + LINUX + "/" + OLD)));
        storage.guard(targets -> {});

        assertTrue(syncGated().isComplete());

        assertEquals(List.of(OLD), asked.get(LINUX));
        assertEquals(Set.of(OLD), published.names(LINUX));
    }

    @Test
    void nothingIsInPlaceBeforeItPasses() throws Exception {
        sync(builder -> builder.beforePublish(packages -> {
            packages.each(arrived -> assertFalse(
                    published.has(packages.subdir().name(), arrived.file().value())));
            return Decision.accept();
        }));
        assertTrue(published.has(LINUX, OLD));
    }

    @Test
    void aVetoedPackageIsQuarantinedReportedAndAskedForAgain() throws Exception {
        channel.subdir(LINUX).pkg("new", "1", "0").write();
        vetoed.put(NEW, "Eicar at https://user:secret@host/x");
        MirrorReport report = syncGated();
        assertEquals(1, report.failureCount());
        assertEquals(
                "before_publish vetoed it: Eicar at https://********@host/x (kept as"
                        + " .mirror/quarantine/anaconda/linux-64/new-1-0.conda)",
                report.failures().get(0).reason());
        assertEquals(Set.of(OLD), published.names(LINUX));
        assertFalse(published.has(LINUX, NEW));
        assertTrue(isQuarantined(NEW));
        vetoed.clear();
        assertTrue(syncGated().isComplete());
        assertEquals(Map.of(LINUX, List.of(NEW)), asked);
        assertEquals(Set.of(NEW, OLD), published.names(LINUX));
    }

    @Test
    void aRejectionLeavesTheSubdirAsItWasAndTheOthersGoOn() throws Exception {
        syncGated();
        channel.subdir(LINUX)
                .pkg("new", "1", "0")
                .subdir("noarch")
                .pkg("m", "1", "0")
                .write();
        decision = Decision.reject("no scanner");
        MirrorReport report = syncGated();
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome());
        assertEquals(
                Optional.of("before_publish vetoed what arrived: no scanner; what is published stays"),
                of(report, LINUX).failure());
        assertEquals(Set.of(OLD), published.names(LINUX));
        assertFalse(published.has(LINUX, NEW));
        assertEquals(Set.of("m-1-0.conda", "n-1-0.conda"), published.names("noarch"));
        decision = Decision.accept();
        assertTrue(syncGated().isComplete());
        assertEquals(Map.of(LINUX, List.of(NEW)), asked);
        assertEquals(Set.of(NEW, OLD), published.names(LINUX));
    }

    @Test
    void whatIsNotLetPassWaitsUntilItIs() throws Exception {
        syncGated();
        channel.subdir(LINUX).pkg("new", "1", "0").write();
        decision = Decision.reject("no scanner");
        assertEquals(1, syncGated().downloaded());
        channel.subdir(LINUX).drop(OLD).write();
        MirrorReport refused =
                sync(builder -> builder.maxShrink(new MaxShrink(0, 0)).beforePublish(this::examine));
        assertEquals(Outcome.REFUSED, of(refused, LINUX).outcome());
        channel.subdir(LINUX).pkg("old", "1", "0").write();
        decision = Decision.accept();
        upstream.clear();
        MirrorReport report = syncGated();
        assertEquals(0, report.downloaded());
        assertEquals(1, report.adopted());
        assertEquals(List.of(NEW), asked.get(LINUX));
        assertTrue(upstream.requests().stream()
                .noneMatch(request -> request.rawPath().endsWith(NEW)));
        assertEquals(Set.of(NEW, OLD), published.names(LINUX));
    }

    @Test
    void aGateThatFailsLetsNothingPass() throws Exception {
        MirrorReport report = sync(builder -> builder.beforePublish(packages -> {
            throw new IOException("the scanner is away");
        }));
        assertFalse(report.isComplete());
        assertFalse(report.isTotalFailure(), "upstream was read");
        assertTrue(of(report, LINUX).failure().orElseThrow().contains("the scanner is away"), report::toString);
        assertFalse(published.has(LINUX, OLD));
    }

    @Test
    void aVetoOfSomethingElseLetsNothingPass() throws Exception {
        vetoed.put("odl-1-0.conda", "typo");
        MirrorReport report = syncGated();
        assertEquals(
                Optional.of(
                        "before_publish vetoed what was not among the packages: odl-1-0.conda; what is published stays"),
                of(report, LINUX).failure());
        assertFalse(published.has(LINUX, OLD));
    }

    @Test
    void aReplacementIsAskedForWhileTheOldFileIsStillListed() throws Exception {
        syncGated();
        byte[] before = published.bytes(LINUX, OLD);
        channel.subdir(LINUX).pkg("old", "1", "0").payload(new byte[] {1, 2, 3}).write();
        vetoed.put(OLD, "worse than before");
        MirrorReport report = syncGated();
        assertEquals(Map.of(LINUX, List.of(OLD)), asked);
        assertEquals(1, report.failureCount());
        assertEquals(List.of(), publications);
        assertEquals(new String(before, StandardCharsets.ISO_8859_1), latin(OLD));
        vetoed.clear();
        assertTrue(syncGated().isComplete());
        assertFalse(latin(OLD).equals(new String(before, StandardCharsets.ISO_8859_1)));
    }

    private String latin(String file) throws IOException {
        return new String(published.bytes(LINUX, file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatIsFoundInPlaceAndNotListedIsAskedForToo() throws Exception {
        Files.createDirectories(root().resolve("conda/anaconda/linux-64"));
        Files.copy(temp.resolve("up/c/linux-64/" + OLD), root().resolve("conda/anaconda/linux-64/" + OLD));
        vetoed.put(OLD, "found");
        MirrorReport report = syncGated();
        assertEquals(List.of(OLD), asked.get(LINUX));
        assertEquals(1, report.failureCount());
        assertEquals(Set.of(), published.names(LINUX));
        assertFalse(published.has(LINUX, OLD));
        assertTrue(isQuarantined(OLD));
    }

    @Test
    void aFoundFileThatPassesIsListedWithoutATransfer() throws Exception {
        Files.createDirectories(root().resolve("conda/anaconda/linux-64"));
        Files.copy(temp.resolve("up/c/linux-64/" + OLD), root().resolve("conda/anaconda/linux-64/" + OLD));
        MirrorReport report = syncGated();
        assertEquals(1, report.adopted());
        assertEquals(Set.of(OLD), published.names(LINUX));
        assertTrue(syncGated().isComplete());
        assertEquals(Map.of(), asked);
    }

    @Test
    void whatIsPublishedAlreadyIsNotAskedForAgainByAReset() throws Exception {
        syncGated();
        assertEquals(2, syncGated(SyncMode.RESET).adopted());
        assertEquals(Map.of(), asked);
    }

    @ParameterizedTest
    @EnumSource(SyncMode.class)
    void whatIsFetchedInPlaceOfALostFileIsAskedFor(SyncMode mode) throws Exception {
        syncGated();
        Files.delete(root().resolve("conda/anaconda/linux-64/" + OLD));
        syncGated(SyncMode.RESET);
        assertEquals(Map.of(LINUX, List.of(OLD)), asked);
        Files.delete(root().resolve("conda/anaconda/linux-64/" + OLD));
        vetoed.put(OLD, "no");
        assertEquals(1, syncGated(SyncMode.RESET).failureCount());
        assertEquals(Set.of(), published.names(LINUX));
        vetoed.clear();
        syncGated(mode);
        assertEquals(Set.of(OLD), published.names(LINUX));
    }

    @Test
    void aCancellationWhileTheGateLooksIsOne() throws Exception {
        SyncRequest request = request().build();
        SyncRequest gated = request.toBuilder()
                .beforePublish(packages -> {
                    request.cancellation().cancel();
                    assertTrue(packages.isCancelled());
                    return Decision.accept();
                })
                .build();
        assertThrows(
                MirrorCancelledException.class,
                () -> client.sync(gated.toBuilder().build()));
        assertFalse(published.has("noarch", "n-1-0.conda"));
        assertTrue(syncGated().isComplete());
        assertEquals(Map.of(LINUX, List.of(OLD), "noarch", List.of("n-1-0.conda")), asked);
    }

    @Test
    void aGateThatCannotBeAskedIsToldBeforeAnythingIsFetched() {
        PublicationGate broken = new PublicationGate() {
            @Override
            public Decision examine(ArrivedPackages packages) {
                return Decision.accept();
            }

            @Override
            public Optional<String> problem() {
                return Optional.of("it is not installed");
            }
        };
        HookException e = assertThrows(HookException.class, () -> sync(builder -> builder.beforePublish(broken)));
        assertEquals("before_publish: it is not installed", e.getMessage());
        assertEquals(List.of(), upstream.requests());
    }

    @Test
    void theChannelIsShownWithoutItsToken() throws Exception {
        ChannelBuilder.at(temp.resolve("up/t/s3cret/c"))
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .write();
        List<String> channels = new ArrayList<>();
        client.sync(request(upstream.uri("/t/s3cret/c/"))
                .beforePublish(packages -> {
                    packages.each(arrived -> channels.add(arrived.channel()));
                    return Decision.accept();
                })
                .build());
        assertEquals(List.of(upstream.uri("/t/********/c/").toString()), channels);
    }

    @Test
    void manyPackagesAreShownInOrder() throws Exception {
        for (int i = 0; i < 200; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0");
        }
        channel.write();
        vetoed.put("p150-1-0.conda", "one");
        assertEquals(1, syncGated().failureCount());
        assertEquals(new ArrayList<>(new TreeSet<>(asked.get(LINUX))), asked.get(LINUX));
        assertEquals(201, asked.get(LINUX).size());
        assertEquals(200, published.names(LINUX).size());
    }
}
