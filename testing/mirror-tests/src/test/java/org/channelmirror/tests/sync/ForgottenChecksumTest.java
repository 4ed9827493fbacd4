package org.channelmirror.tests.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.PackageBuilder;
import org.channelmirror.testkit.channel.RecordField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Packages that upstream lists without a checksum, of which only the mirror knows what they are. */
class ForgottenChecksumTest extends SyncTestBase {

    private static final String A = "a-1-0.tar.bz2";
    private static final String B = "b-1-0.conda";

    /** What upstream lists of a package. */
    enum Listed {
        SIZE,
        NOTHING;

        private RecordField[] missing() {
            return this == SIZE
                    ? new RecordField[] {RecordField.SHA256, RecordField.MD5}
                    : new RecordField[] {RecordField.SHA256, RecordField.MD5, RecordField.SIZE};
        }
    }

    /** What becomes of a stored file. */
    enum Harm {
        /** A byte of it differs, and it can still be opened. */
        FLIPPED,
        /** It is another package that nothing is wrong with. */
        EXCHANGED
    }

    private byte[] good = {};

    private void mirror(Listed listed) throws Exception {
        describe(channel, "first").without(listed.missing()).write();
        channel.subdir(LINUX).pkg("b", "1", "0").without(listed.missing()).write();
        syncAll();
        good = Files.readAllBytes(file(A));
        upstream.clear();
    }

    private static PackageBuilder describe(ChannelBuilder channel, String payload) {
        return channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .payload(payload.getBytes(UTF_8));
    }

    private Path file(String name) {
        return root().resolve("conda/anaconda/linux-64").resolve(name);
    }

    /** Of the same size, so that only its checksum gives it away, and it passes as a package. */
    private String harm(Harm harm) throws Exception {
        String name = harm == Harm.FLIPPED ? B : A;
        Files.write(file(name), harm == Harm.FLIPPED ? flipped() : exchanged());
        return name;
    }

    /** The first stored bytes of a package's metadata are its own affair. */
    private byte[] flipped() throws IOException {
        byte[] bytes = Files.readAllBytes(file(B));
        bytes[60] ^= (byte) 0xff;
        return bytes;
    }

    private byte[] exchanged() throws IOException {
        for (int i = 0; i < 200; i++) {
            byte[] other = describe(ChannelBuilder.at(temp.resolve("other" + i)), "other" + i)
                    .write()
                    .get(LINUX, A)
                    .bytes();
            if (other.length == good.length) {
                return other;
            }
        }
        throw new AssertionError("no other package has " + good.length + " bytes");
    }

    private VerifyReport verify() throws MirrorException {
        return client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()));
    }

    private VerifyReport repair() throws MirrorException {
        return client.verify(VerifyRequest.repairing(request().build()));
    }

    private static List<String> findings(VerifyReport report) {
        try (report;
                Stream<VerifyFinding> all = report.findings().stream()) {
            return all.map(finding -> finding.kind() + " " + finding.path().fileName() + " " + finding.repair())
                    .toList();
        }
    }

    private void assertFetchedOnce(String name) throws Exception {
        assertEquals(List.of("/c/linux-64/" + name), packageRequests());
        assertArrayEquals(
                Files.readAllBytes(temp.resolve("up/c/linux-64").resolve(name)), Files.readAllBytes(file(name)));
        assertEquals(List.of(), findings(verify()));
        upstream.clear();
        syncAll();
        assertEquals(List.of(), packageRequests());
    }

    @ParameterizedTest
    @CsvSource({"SIZE,FLIPPED", "SIZE,EXCHANGED", "NOTHING,FLIPPED", "NOTHING,EXCHANGED"})
    void aRepairFetchesOtherBytesAgain(Listed listed, Harm harm) throws Exception {
        mirror(listed);
        String name = harm(harm);
        assertEquals(List.of("CORRUPT " + name + " NOT_TRIED"), findings(verify()));
        VerifyReport report = repair();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(List.of("CORRUPT " + name + " REPAIRED"), findings(report));
        assertFetchedOnce(name);
    }

    @ParameterizedTest
    @CsvSource({"SIZE,FLIPPED", "SIZE,EXCHANGED", "NOTHING,FLIPPED", "NOTHING,EXCHANGED"})
    void aResetFetchesOtherBytesAgain(Listed listed, Harm harm) throws Exception {
        mirror(listed);
        String name = harm(harm);
        MirrorReport report = reset();
        assertTrue(report.isComplete(), report::toString);
        assertEquals(1, report.downloaded());
        assertEquals(1, report.adopted());
        assertFetchedOnce(name);
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void rightBytesAreNotFetched(Listed listed) throws Exception {
        mirror(listed);
        assertEquals(2, reset().adopted());
        // The same bytes in another file.
        Files.delete(file(A));
        Files.write(file(A), good);
        assertEquals(2, reset().adopted());
        assertEquals(List.of(), findings(repair()));
        assertEquals(List.of(), packageRequests());
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void aMissingFileThatIsPutBackIsTaken(Listed listed) throws Exception {
        mirror(listed);
        Files.delete(file(A));
        Files.delete(temp.resolve("up/c/linux-64").resolve(A));
        assertEquals(List.of("MISSING " + A + " TAKEN_OUT"), findings(repair()));
        Files.write(file(A), good);
        upstream.clear();
        syncAll();
        assertEquals(List.of(), packageRequests());
        assertEquals(Set.of(A, B), published.names(LINUX));
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void whereNothingIsKnownAnyMoreOpeningWillDo(Listed listed) throws Exception {
        mirror(listed);
        Files.move(root().resolve(".mirror"), temp.resolve("away"));
        harm(Harm.EXCHANGED);
        MirrorReport report = syncAll();
        assertEquals(2, report.adopted());
        assertWarned(report, "2 packages have no checksum upstream and were verified by size and by opening them");
        assertEquals(List.of(), packageRequests());
    }

    @ParameterizedTest
    @CsvSource({"SIZE,false", "SIZE,true", "NOTHING,false", "NOTHING,true"})
    void whatUpstreamHasNowIsRightOnceItIsFetched(Listed listed, boolean resets) throws Exception {
        mirror(listed);
        byte[] now = exchanged();
        Files.write(temp.resolve("up/c/linux-64").resolve(A), now);
        byte[] bad = exchanged();
        bad[bad.length - 5] ^= 1;
        Files.write(file(A), bad);
        if (resets) {
            assertEquals(1, reset().downloaded());
        } else {
            assertEquals(List.of("CORRUPT " + A + " REPAIRED"), findings(repair()));
        }
        assertArrayEquals(now, Files.readAllBytes(file(A)));
        assertFetchedOnce(A);
        assertEquals(2, reset().adopted(), "the new bytes are the known ones");
        assertEquals(List.of(), packageRequests());
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void aReplacementWithoutChecksumsIsTaken(Listed listed) throws Exception {
        mirror(listed);
        describe(channel, "a much longer second one").without(listed.missing()).write();
        syncAll();
        List<String> expected = listed == Listed.SIZE ? List.of("/c/linux-64/" + A) : List.of();
        assertEquals(expected, packageRequests(), "without a size nobody can tell");
        assertEquals(List.of(), findings(verify()));
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void whatOnlyTheMirrorHasIsHeldToWhatItWas(Listed listed) throws Exception {
        mirror(listed);
        channel.subdir(LINUX).drop(A).write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP));
        assertEquals(Set.of(A, B), published.names(LINUX));
        SyncRequest.Builder asked =
                request().removedUpstream(RemovedUpstream.KEEP).mode(SyncMode.RESET);
        assertTrue(client.sync(asked.build()).isComplete());
        assertEquals(Set.of(A, B), published.names(LINUX));
        harm(Harm.EXCHANGED);
        assertFalse(client.sync(asked.build()).isComplete());
        assertEquals(Set.of(B), published.names(LINUX));
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void whatWasHiddenComesBackOnlyAsItWas(Listed listed) throws Exception {
        mirror(listed);
        channel.subdir(LINUX).drop(A).write();
        syncAll();
        assertEquals(Set.of(B), published.names(LINUX));
        harm(Harm.EXCHANGED);
        describe(channel, "first").without(listed.missing()).write();
        syncAll();
        assertArrayEquals(good, Files.readAllBytes(file(A)));
        assertEquals(List.of("/c/linux-64/" + A), packageRequests());
    }

    @Test
    void anIndexThatSomebodyTouchedTakesNoKnowledgeAway() throws Exception {
        mirror(Listed.NOTHING);
        String name = harm(Harm.EXCHANGED);
        String text = Files.readString(file("repodata.json"));
        Files.writeString(file("repodata.json"), text);
        syncAll();
        assertFetchedOnce(name);
    }
}
