package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.channel.PackageBuilder;
import org.channelmirror.testkit.channel.RecordField;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrives is held to its record; what does not pass is left out and told of. */
class VerificationTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String GOOD = "good-1-0.conda";

    private PackageBuilder describe() {
        return channel.subdir(LINUX).pkg("good", "1", "0").pkg("a", "1", "0");
    }

    private void assertOnlyGood(MirrorReport report, String reason) throws Exception {
        assertEquals(Set.of(GOOD), published.names(LINUX));
        published.assertTruthful();
        assertFalse(report.isComplete());
        assertFalse(report.isTotalFailure());
        assertNotEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertEquals(1, report.failureCount());
        assertEquals(LINUX + "/" + A, report.failures().get(0).path());
        assertTrue(report.failures().get(0).reason().contains(reason), report.failures()::toString);
    }

    private List<String> quarantine() throws Exception {
        try (Stream<StoredObject> found = storage.list(StoragePath.of(".mirror", "quarantine"))) {
            return found.map(object -> object.path().value()).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    void md5WillDoWhereThereIsNothingBetter(PackageFormat format) throws Exception {
        describe().format(format).without(RecordField.SHA256).write();
        MirrorReport report = syncAll();
        assertEquals(2, of(report, LINUX).published());
        assertWarned(report, "linux-64: 1 packages have no sha256 upstream and were verified by md5");
        assertEquals(List.of(), sync().warnings(), "only of what was fetched");
    }

    @Test
    void aWrongMd5IsRefused() throws Exception {
        describe().without(RecordField.SHA256).damaged(Damage.FLIPPED_BYTE).write();
        assertOnlyGood(sync(), "expected md5");
    }

    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    void sizeAndOpeningWillDoWithoutAnyChecksum(PackageFormat format) throws Exception {
        describe().format(format).without(RecordField.SHA256, RecordField.MD5).write();
        MirrorReport report = syncAll();
        assertEquals(2, of(report, LINUX).published());
        assertWarned(report, "1 packages have no checksum upstream and were verified by size and by opening them");
        upstream.clear();
        assertEquals(0, reset().downloaded(), "the same rule finds it again");
    }

    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    void openingAloneWillDoWithoutASize(PackageFormat format) throws Exception {
        describe()
                .format(format)
                .without(RecordField.SHA256, RecordField.MD5, RecordField.SIZE)
                .write();
        MirrorReport report = syncAll();
        assertEquals(2, of(report, LINUX).published());
        assertWarned(report, "by opening them");
    }

    @Test
    void aWrongSizeIsRefusedWithoutAnyChecksum() throws Exception {
        describe().without(RecordField.SHA256, RecordField.MD5).field("size", 5).write();
        assertOnlyGood(sync(), "upstream sent more bytes than it lists");
    }

    @Test
    void aSmallerFileThanListedIsRefusedWithoutAnyChecksum() throws Exception {
        describe()
                .without(RecordField.SHA256, RecordField.MD5)
                .damaged(Damage.TRUNCATED)
                .write();
        assertOnlyGood(sync(), "bytes, got");
    }

    @Test
    void aChecksumThatIsNoneIsAFailureOfItsPackage() throws Exception {
        describe().field("sha256", "not a checksum").write();
        assertEquals(1, client.plan(request().build()).unavailable());
        assertOnlyGood(sync(), "no usable checksum");
    }

    @Test
    void aTruncatedPackageIsRefusedWithoutChecksumAndSize() throws Exception {
        describe()
                .without(RecordField.SHA256, RecordField.MD5, RecordField.SIZE)
                .damaged(Damage.TRUNCATED)
                .write();
        assertOnlyGood(sync(), "cannot be opened as a package");
    }

    @Test
    void aTruncatedTarIsRefusedWithoutChecksumAndSize() throws Exception {
        describe()
                .format(PackageFormat.TAR_BZ2)
                .without(RecordField.SHA256, RecordField.MD5, RecordField.SIZE)
                .damaged(Damage.TRUNCATED)
                .write();
        MirrorReport report = sync();
        assertEquals(1, report.failureCount());
        assertEquals(Set.of(GOOD), published.names(LINUX));
    }

    @Test
    void wrongBytesAreTriedOnceMoreAndThenQuarantined() throws Exception {
        describe().damaged(Damage.FLIPPED_BYTE).write();
        MirrorReport report = sync();
        assertOnlyGood(report, "upstream sent other bytes than it lists: expected sha256");
        assertEquals(2, upstream.requests("/c/linux-64/" + A).size());
        assertEquals(List.of(".mirror/quarantine/anaconda/linux-64/" + A), quarantine());
        assertTrue(report.failures().get(0).reason().contains(quarantine().get(0)), report.failures()::toString);
        assertArrayEquals(
                Files.readAllBytes(temp.resolve("up/c/linux-64").resolve(A)),
                published.bytes(new StoragePath(quarantine().get(0))));
        assertFalse(published.has(LINUX, A));

        upstream.clear();
        sync();
        assertEquals(2, upstream.requests("/c/linux-64/" + A).size(), "the next run tries again");
    }

    @Test
    void wrongBytesThatAreRightTheSecondTimeAreFine() throws Exception {
        MadePackage made = describe().write().get(LINUX, A);
        byte[] wrong = made.bytes();
        wrong[wrong.length / 2] ^= 1;
        upstream.inject(Fault.on("/c/linux-64/" + A).times(1).content(wrong));
        MirrorReport report = syncAll();
        assertEquals(Set.of(A, GOOD), published.names(LINUX));
        assertEquals(2, report.downloaded());
        assertTrue(events.lines.contains("retried linux-64/" + A + " 1"), events.lines::toString);
    }

    @Test
    void whatIsListedAndNotThereIsAFailureUntilItIs() throws Exception {
        describe().damaged(Damage.ABSENT).write();
        for (int run = 0; run < 2; run++) {
            upstream.clear();
            assertOnlyGood(sync(), "upstream lists it but answers 404");
            assertEquals(1, upstream.requests("/c/linux-64/" + A).size());
            assertEquals(0, upstream.requests("/c/linux-64/" + GOOD).size() - (run == 0 ? 1 : 0));
        }
        Path file = temp.resolve("up/c/linux-64").resolve(A);
        MadePackage made = describe().write().get(LINUX, A);
        assertArrayEquals(made.bytes(), Files.readAllBytes(file));
        MirrorReport report = syncAll();
        assertCounts(of(report, LINUX), 1, 0, 0);
        assertEquals(Set.of(A, GOOD), published.names(LINUX));
    }

    @Test
    void aServerErrorOfOnePackageIsAFailureOfThatPackage() throws Exception {
        describe().write();
        upstream.inject(Fault.on("/c/linux-64/" + A).status(500));
        assertOnlyGood(sync(), "500");
        assertEquals(2, upstream.requests("/c/linux-64/" + A).size(), "one retry");
    }

    @Test
    void brokenConnectionsAreRetried() throws Exception {
        describe().payloadSize(50_000).write();
        upstream.inject(Fault.on("/c/linux-64/" + A).times(1).truncateAfter(20_000));
        syncAll();
        assertEquals(Set.of(A, GOOD), published.names(LINUX));
    }
}
