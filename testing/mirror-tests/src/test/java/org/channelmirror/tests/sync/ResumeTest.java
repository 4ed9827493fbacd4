package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.Transfer;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.channel.RecordField;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What one run fetched in part, the next one goes on with. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_HTTP", "MEMORY_FROM_HTTP"})
class ResumeTest extends SyncTestBase {

    private static final String BIG = "big-1-0.conda";
    private static final String PATH = "/c/linux-64/" + BIG;
    private static final int HALF = 100_000;

    private MadePackage made;

    ResumeTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void describe() throws IOException {
        made = channel.subdir(LINUX)
                .pkg("big", "1", "0")
                .payloadSize(200_000)
                .write()
                .get(LINUX, BIG);
    }

    /** A run that ends in the middle of the package. */
    private void breakOff() throws MirrorException {
        upstream.inject(Fault.on(PATH).times(2).truncateAfter(HALF / 2));
        MirrorReport report = sync();
        assertEquals(1, report.failureCount(), report::toString);
        upstream.clear();
    }

    private List<StageKey> staged() throws IOException {
        return storage.staged().stream()
                .filter(key -> !key.value().endsWith("~journal"))
                .toList();
    }

    private StageKey half() throws IOException {
        return staged().stream()
                .filter(key -> key.value().contains("~package-"))
                .findFirst()
                .orElseThrow();
    }

    private void assertArrived() throws IOException {
        assertArrayEquals(made.bytes(), published.bytes(LINUX, BIG));
        published.assertTruthful();
        assertEquals(List.of(), staged());
    }

    /** The ranges that were asked for, one for each request. */
    private List<String> ranges() {
        return upstream.requests(PATH).stream()
                .map(request -> request.header("Range").orElse("whole"))
                .toList();
    }

    @Test
    void aBodyThatBrokeOffGoesOnInTheNextRun() throws Exception {
        breakOff();

        MirrorReport report = syncAll();

        assertEquals(List.of("bytes=" + HALF + "-"), ranges());
        ReceivedRequest request = upstream.requests(PATH).get(0);
        assertEquals(206, request.status());
        assertTrue(request.header("If-Range").orElseThrow().startsWith("\""));
        assertEquals(1, report.downloaded());
        assertArrived();
    }

    @Test
    void aCancelledBodyGoesOnInTheNextRun() throws Exception {
        Cancellation cancellation = new Cancellation();
        MirrorListener stopping = new MirrorListener() {
            @Override
            public void transferProgressed(Transfer transfer, long bytes) {
                if (bytes >= HALF) {
                    cancellation.cancel();
                }
            }
        };
        try (MirrorClient other =
                MirrorClient.builder().clock(clock).listener(stopping).build()) {
            assertThrows(
                    MirrorCancelledException.class,
                    () -> other.sync(request().cancellation(cancellation).build()));
        }
        upstream.clear();

        syncAll();

        assertEquals(206, upstream.requests(PATH).get(0).status());
        assertArrived();
    }

    @Test
    void aKilledBodyGoesOnInTheNextRun() throws Exception {
        if (!setup.onDisk) {
            return;
        }
        upstream.inject(Fault.on(PATH).times(1).stallAfter(HALF));
        CompletableFuture<MirrorReport> killed = CompletableFuture.supplyAsync(() -> {
            try {
                return sync();
            } catch (MirrorException e) {
                throw new IllegalStateException(e);
            }
        });
        upstream.awaitStalled(Duration.ofSeconds(30));
        while (staged().isEmpty() || size(half()) < HALF) {
            Thread.onSpinWait();
        }
        Path left = copyOfRoot();
        upstream.release();
        assertTrue(killed.get().isComplete());
        upstream.clear();

        try (FileSystemStorage second = new FileSystemStorage(left)) {
            MirrorReport report = client.sync(requestTo(second));
            assertTrue(report.isComplete(), report::toString);
            assertEquals(List.of("bytes=" + HALF + "-"), ranges());
            assertEquals(List.of(), second.staged());
        }
    }

    private long size(StageKey key) throws IOException {
        return Files.size(root().resolve(".mirror/staging").resolve(key.value()));
    }

    private SyncRequest requestTo(FileSystemStorage target) {
        return SyncRequest.builder(request().build().channels(), target)
                .subdirs(request().build().subdirs())
                .build();
    }

    private Path copyOfRoot() throws IOException {
        Path target = temp.resolve("killed");
        try (Stream<Path> paths = Files.walk(root())) {
            for (Path path : paths.sorted().toList()) {
                Files.copy(path, target.resolve(root().relativize(path).toString()));
            }
        }
        return target;
    }

    @Test
    void aFileThatChangedMeanwhileBeginsAgain() throws Exception {
        breakOff();
        upstream.put(PATH, made.bytes());

        syncAll();

        assertEquals(List.of("bytes=" + HALF + "-"), ranges());
        assertEquals(200, upstream.requests(PATH).get(0).status());
        assertArrived();
    }

    @Test
    void bytesThatWereDamagedMeanwhileAreFetchedFromTheStart() throws Exception {
        breakOff();
        replaceHalf(new byte[HALF]);

        syncAll();

        assertEquals(List.of("bytes=" + HALF + "-", "whole"), ranges());
        assertTrue(
                events.lines.contains("quarantined linux-64/" + BIG + " .mirror/quarantine/anaconda/linux-64/" + BIG),
                events.lines::toString);
        assertArrived();
    }

    @Test
    void anUnreadableNoteBeginsAgain() throws Exception {
        breakOff();
        StageKey note = staged().stream()
                .filter(key -> key.value().contains("~origin-"))
                .findFirst()
                .orElseThrow();
        try (StagedWrite write = storage.stage(note)) {
            write.append(new byte[] {'x'}, 0, 1);
        }

        syncAll();

        assertEquals(List.of("whole"), ranges());
        assertArrived();
    }

    @Test
    void aWholeBodyThatWasNotMovedIsNotFetchedAgain() throws Exception {
        storage.guard(targets -> {
            if (targets.stream().anyMatch(target -> target.value().endsWith(BIG))) {
                throw new IOException("killed before it is moved");
            }
        });
        assertThrows(StorageException.class, this::sync);
        storage.guard(targets -> {});
        upstream.clear();
        events.lines.clear();

        MirrorReport report = syncAll();

        assertEquals(List.of(), packageRequests());
        assertEquals(0, report.downloaded());
        assertEquals(1, report.adopted());
        assertEquals(
                List.of("started linux-64/" + BIG, "succeeded linux-64/" + BIG),
                events.lines.stream().filter(line -> line.endsWith(BIG)).toList());
        assertArrived();
    }

    @Test
    void aReplacementThatWaitsIsNotFetchedAgain() throws Exception {
        syncAll();
        made = channel.subdir(LINUX)
                .pkg("big", "1", "0")
                .payloadSize(150_000)
                .write()
                .get(LINUX, BIG);
        storage.guard(targets -> {
            if (targets.stream().anyMatch(target -> target.value().endsWith(BIG))) {
                throw new IOException("killed before it is moved");
            }
        });
        assertThrows(StorageException.class, this::sync);
        published.assertTruthful();
        storage.guard(targets -> {});
        upstream.clear();

        syncAll();

        assertEquals(List.of(), packageRequests());
        assertArrived();
    }

    @Test
    void onlySoManyHalvesWait() throws Exception {
        if (setup.onDisk) {
            return;
        }
        StringBuilder json = new StringBuilder("{\"packages.conda\":{");
        for (int i = 0; i < 1010; i++) {
            byte[] content = {(byte) i, (byte) (i >> 8), 3, 4};
            upstream.put("/c/linux-64/p" + i + "-1-0.conda", content);
            json.append(i == 0 ? "" : ",")
                    .append("\"p" + i + "-1-0.conda\":{\"name\":\"p" + i + "\",\"version\":\"1\",");
            json.append("\"build\":\"0\",\"build_number\":0,\"depends\":[],\"size\":4,\"sha256\":\"");
            json.append(Published.hash("SHA-256", content)).append("\"}");
        }
        channel.subdir(LINUX).rawRepodata(json.append("}}").toString()).write();
        upstream.inject(Fault.on(path -> path.endsWith(".conda")).truncateAfter(1));

        assertEquals(1010, sync().failureCount());
        assertEquals(2 * 1000, staged().size());

        upstream.heal();
        assertEquals(1010, syncAll().downloaded());
        assertEquals(List.of(), staged());
    }

    @Test
    void aWholeBodyThatIsWrongIsFetched() throws Exception {
        breakOff();
        replaceHalf(new byte[made.bytes().length]);

        MirrorReport report = syncAll();

        assertEquals(List.of("whole"), ranges());
        assertEquals(1, report.downloaded());
        assertArrived();
    }

    private void replaceHalf(byte[] content) throws IOException {
        StageKey key = half();
        try (StagedWrite write = storage.stage(key)) {
            write.discard();
        }
        try (StagedWrite write = storage.stage(key)) {
            write.append(content, 0, content.length);
        }
    }

    @Test
    void whatIsNoLongerOrderedIsDroppedByACompleteRun() throws Exception {
        breakOff();
        assertEquals(2, staged().size(), () -> "the half and where it came from");
        channel.subdir(LINUX).drop(BIG).pkg("other", "1", "0").write();

        syncAll();

        assertEquals(List.of(), staged());
    }

    @Test
    void aRunThatIsNotCompleteKeepsWhatWaitsAndDropsTheRest() throws Exception {
        breakOff();
        StageKey first = half();
        channel.subdir(LINUX)
                .drop(BIG)
                .pkg("big2", "1", "0")
                .payloadSize(200_000)
                .pkg("gone", "1", "0")
                .damaged(Damage.ABSENT)
                .write();
        upstream.inject(Fault.on("/c/linux-64/big2-1-0.conda").times(2).truncateAfter(HALF / 2));

        assertEquals(2, sync().failureCount());

        assertEquals(2, staged().size());
        assertFalse(staged().contains(first));
    }

    @Test
    void aSubdirThatFailsKeepsWhatWaits() throws Exception {
        breakOff();
        List<StageKey> before = staged();
        upstream.inject(
                Fault.on(path -> path.contains("/linux-64/repodata")).times(2).status(500));

        assertFalse(sync().isComplete());

        assertEquals(before, staged());
        syncAll();
        assertArrived();
    }

    @Test
    void aResetBeginsWithoutIt() throws Exception {
        breakOff();

        reset();

        assertEquals(List.of("whole"), ranges());
        assertArrived();
    }

    @Test
    void withoutAChecksumNothingThatWaitedIsTrusted() throws Exception {
        channel.subdir(LINUX)
                .pkg("big", "1", "0")
                .payloadSize(200_000)
                .without(RecordField.SHA256, RecordField.MD5)
                .write();
        breakOff();
        assertEquals(List.of(), staged());

        syncAll();

        assertEquals(List.of("whole"), ranges());
    }

    @Test
    void fewBytesGoOnTooAfterAnOrderlyEnd() throws Exception {
        upstream.inject(Fault.on(PATH).times(2).truncateAfter(50));
        sync();
        upstream.clear();

        syncAll();

        assertEquals(List.of("bytes=100-"), ranges());
    }

    @Test
    void anIndexGoesOnInTheSameRun() throws Exception {
        for (int i = 0; i < 300; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0");
        }
        channel.write();
        upstream.inject(Fault.on("/c/linux-64/repodata.json").times(1).truncateAfter(50_000));

        sync();

        assertEquals(
                List.of("whole", "bytes=50000-"),
                upstream.requests("/c/linux-64/repodata.json").stream()
                        .map(request -> request.header("Range").orElse("whole"))
                        .toList());
        assertEquals(301, published.names(LINUX).size());
        upstream.clear();
        sync();
        assertEquals(304, upstream.requests("/c/linux-64/repodata.json").get(0).status(), "its version is known");
    }

    @Test
    void theNoteHoldsNoSecretsAndANewPasswordGoesOn() throws Exception {
        URI first = URI.create(url().toString().replace("http://", "http://user:s3cr3t@"));
        URI second = URI.create(url().toString().replace("http://", "http://user:an0ther@"));
        upstream.inject(Fault.on(PATH).times(2).truncateAfter(HALF / 2));
        client.sync(request(first).build());
        for (StageKey key : staged()) {
            try (StagedWrite write = storage.stage(key);
                    InputStream in = write.read()) {
                assertFalse(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains("s3cr3t"));
            }
        }
        upstream.clear();

        assertTrue(client.sync(request(second).build()).isComplete());

        assertEquals(List.of("bytes=" + HALF + "-"), ranges());
    }

    @Test
    void manyBreaksInOneRunAreGoneOnWith() throws Exception {
        try (MirrorClient patient = MirrorClient.builder()
                .clock(clock)
                .retryPolicy(new RetryPolicy(5, Duration.ZERO, Duration.ZERO))
                .build()) {
            upstream.inject(Fault.on(PATH).times(4).truncateAfter(40_000));

            assertTrue(patient.sync(request().build()).isComplete());
        }
        assertEquals(List.of("whole", "bytes=40000-", "bytes=80000-", "bytes=120000-", "bytes=160000-"), ranges());
        assertEquals(Set.of(BIG), published.names(LINUX));
        assertEquals(Optional.empty(), storage.staged().stream().findFirst());
    }
}
