package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.JsonStyle;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.channel.RawJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code signatures}, which are over records: they go with the records that are published as upstream has them. */
class SignaturesTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";
    private static final String B = "b-1-0.tar.bz2";
    private static final String C = "c-1-0.conda";

    @BeforeEach
    void describe() {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .signature("of a")
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .signature("of b")
                .pkg("c", "1", "0")
                .listing(Listing.V3)
                .signature("of c")
                .pkg("d", "1", "0");
    }

    private Map<?, ?> signatures() throws Exception {
        Object found = published.index(LINUX).get("signatures");
        return (Map<?, ?>) java.util.Objects.requireNonNull(found, "no signatures");
    }

    private static Map<String, ?> signature(String text) {
        return Map.of("key", Map.of("signature", text));
    }

    @ParameterizedTest
    @EnumSource
    void theyAreCarried(JsonStyle style) throws Exception {
        channel.style(style).write();
        MirrorReport report = syncAll();
        assertEquals(Map.of(A, signature("of a"), B, signature("of b"), C, signature("of c")), signatures());
        assertTrue(
                published.text(LINUX).contains("\"" + A + "\":{\"key\":{\"signature\":\"of a\"}}"),
                "without line breaks");
        assertEquals(java.util.List.of(), report.warnings());
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    @Test
    void aNewSignatureAloneIsNews() throws Exception {
        channel.write();
        syncAll();
        channel.subdir(LINUX).pkg("a", "1", "0").signature("of a again").write();
        MirrorReport report = syncAll();
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
        assertEquals(signature("of a again"), signatures().get(A));
    }

    @Test
    void onlyThoseOfListedPackagesAreCarried() throws Exception {
        channel.write();
        PackageSelection notB = PackageSelection.builder()
                .add(
                        FilterStage.LIMIT,
                        "not b",
                        (record, now) -> record.name().equals("b") ? Decision.reject("it is b") : Decision.accept())
                .build();
        sync(builder -> builder.packages(notB));
        assertEquals(Set.of(A, C), signatures().keySet());
    }

    @Test
    void namesThatAreNoPackagesAreNone() throws Exception {
        channel.subdir(LINUX)
                .topLevel("signatures", Map.of(A, 1, "x\"y", Map.of(), "z-1-0.conda", Map.of()))
                .write();
        syncAll();
        assertEquals(Map.of(A, 1L), signatures());
    }

    @Test
    void anEmptySectionStaysAnEmptySection() throws Exception {
        channel.subdir(LINUX).topLevel("signatures", Map.of()).write();
        syncAll();
        assertEquals(Map.of(), signatures());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1]", "\"x\""})
    void whatIsNoObjectIsLeftOut(String value) throws Exception {
        channel.subdir(LINUX).topLevel("signatures", new RawJson(value)).write();
        MirrorReport report = syncAll();
        assertFalse(published.index(LINUX).containsKey("signatures"));
        assertWarned(report, "is not carried into the mirror's index");
    }

    @Test
    void aRecordThatUpstreamNoLongerHasLosesIts() throws Exception {
        channel.write();
        syncAll();
        channel.subdir(LINUX)
                .drop(A)
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .payload(new byte[] {1});
        channel.subdir(LINUX)
                .topLevel("signatures", Map.of(A, signature("of a"), B, signature("of another b"), C, Map.of()))
                .write();
        sync(builder -> builder.removedUpstream(RemovedUpstream.KEEP).replacedUpstream(ReplacedUpstream.KEEP));
        assertEquals(Set.of(A, "d-1-0.conda", B), published.names(LINUX));
        assertEquals(Set.of(C), signatures().keySet(), "the kept records are not the signed ones");
        published.assertTruthful();
    }

    @Test
    void aNewUploadComesWithItsOwn() throws Exception {
        channel.write();
        syncAll();
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .payload(new byte[] {1})
                .signature("of the new a")
                .write();
        syncAll();
        assertEquals(signature("of the new a"), signatures().get(A));
        assertEquals(Set.of(A, B, C), signatures().keySet());
    }
}
