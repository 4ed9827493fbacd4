package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncMode;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.channel.RawJson;
import org.channelmirror.testkit.channel.RecordField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that are not what they should be: filters live with them, and they are published as they are. */
class OddRecordsTest extends SyncTestBase {

    private static final String A = "a-1-0.conda";

    private final List<PackageRecord> seen = Collections.synchronizedList(new ArrayList<>());

    private MirrorReport syncSeen() throws Exception {
        PackageSelection all = PackageSelection.builder()
                .add(FilterStage.LIMIT, "all", (record, now) -> {
                    seen.add(record.copy());
                    return Decision.accept();
                })
                .build();
        MirrorReport report = sync(builder -> builder.packages(all));
        assertTrue(report.isComplete(), report::toString);
        published.assertTruthful();
        return report;
    }

    private void assertCarried(String field, String json) throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").field(field, new RawJson(json)).write();
        syncSeen();
        assertTrue(
                published.text(LINUX).contains("\"" + field + "\":" + json),
                () -> field + " is not " + json + " in " + seen);
        assertEquals(A, seen.get(seen.size() - 1).file().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "\"\"", "\"generic\"", "\"notempty-this-should-fail\"", "null", "1", "{}"})
    void anyNoarch(String json) throws Exception {
        assertCarried("noarch", json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1.50]", "\"\"", "{\"x\":\"\\u00e4\"}", "-0.0e-1", "true"})
    void anyFieldMayBeNullOrOfAnotherType(String json) throws Exception {
        List<String> fields = List.of(
                "name",
                "version",
                "build",
                "build_number",
                "subdir",
                "depends",
                "arch",
                "platform",
                "timestamp",
                "license");
        var pkg = channel.subdir(LINUX).pkg("a", "1", "0");
        fields.forEach(field -> pkg.field(field, new RawJson(json)));
        channel.write();
        syncSeen();
        String text = published.text(LINUX);
        fields.forEach(field -> assertTrue(text.contains("\"" + field + "\":" + json), field));
    }

    @Test
    void whatIsNoTextIsEmptyForFilters() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .field("name", null)
                .field("version", 2)
                .field("build", List.of())
                .field("build_number", "7")
                .field("sha256", null)
                .field("md5", null)
                .without(RecordField.SIZE)
                .write();
        syncSeen();
        PackageRecord record = seen.get(0);
        assertEquals("", record.name() + record.version() + record.build());
        assertEquals(0, record.buildNumber());
        assertTrue(record.sha256().isEmpty()
                && record.md5().isEmpty()
                && record.size().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"win-64", "noarch", "", "not a subdir"})
    void theSubdirIsTheFolders(String subdir) throws Exception {
        assertCarried("subdir", "\"" + subdir + "\"");
        assertEquals(LINUX, seen.get(0).subdir().name());
        channel.subdir(LINUX).info("subdir", subdir).write();
        syncSeen();
        assertEquals(Map.of("subdir", LINUX), published.index(LINUX).get("info"));
    }

    @Test
    void checksumsMayBeNullAndSizesMissing() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .field("sha256", null)
                .pkg("b", "1", "0")
                .field("md5", null)
                .without(RecordField.SIZE)
                .pkg("c", "1", "0")
                .field("sha256", null)
                .field("md5", null)
                .without(RecordField.SIZE)
                .write();
        syncAll();
        assertEquals(Set.of(A, "b-1-0.conda", "c-1-0.conda"), published.names(LINUX));
        assertTrue(published.record(LINUX, A).containsKey("sha256"));
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
    }

    private void listAndB(String a, String b) throws Exception {
        channel.subdir(LINUX)
                .rawRepodata(
                        "{\"packages\":null,\"packages.conda\":{\"" + A + "\":" + a + ",\"b-1-0.conda\":" + b + "}}")
                .write();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1,{\"name\":\"a\"}]", "\"a\"", "7"})
    void whatIsNoRecordIsAFailureOfItsPackage(String json) throws Exception {
        MadePackage b = channel.subdir(LINUX).pkg("b", "1", "0").write().get(LINUX, "b-1-0.conda");
        listAndB(json, record(b));
        assertEquals(1, client.plan(request().build()).unavailable());
        MirrorReport report = sync();
        published.assertTruthful();
        assertEquals(Set.of("b-1-0.conda"), published.names(LINUX));
        assertEquals(
                List.of(LINUX + "/" + A),
                report.failures().stream().map(PackageFailure::path).toList());
        assertWarned(report, "the index has records that are no JSON objects, such as " + A);
        assertEquals(
                Optional.of("upstream's record is none, or has no usable checksum"),
                explained(A).reason());
        assertTrue(explained("b-1-0.conda").isAccepted());
    }

    private Decision explained(String asked) throws Exception {
        ExplainRequest why = new ExplainRequest(
                request().build(), PackageQuery.parse(asked), Decision.ruleOut("not in platforms"), 1);
        return client.explain(why).packages().get(0).decision();
    }

    @Test
    void whatIsNoRecordIsLeftOutByWhatItsFileNameTells() throws Exception {
        MadePackage b = channel.subdir(LINUX).pkg("b", "1", "0").write().get(LINUX, "b-1-0.conda");
        listAndB("null", record(b));
        assertFalse(explained("a").isAccepted());
        PackageSelection withoutA = PackageSelection.builder()
                .add(
                        FilterStage.REMOVAL,
                        "no a",
                        (record, now) -> List.of(record.name(), record.version(), record.build())
                                        .equals(List.of("a", "1", "0"))
                                ? Decision.reject("blacklist: a")
                                : Decision.accept())
                .build();
        MirrorReport report = sync(builder -> builder.packages(withoutA));
        assertTrue(report.isComplete(), report::toString);
        assertEquals(Set.of("b-1-0.conda"), published.names(LINUX));
    }

    @Test
    void whatIsPublishedStaysWhereUpstreamHasNoRecordOfItAnyMore() throws Exception {
        MadeChannel made =
                channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        listAndB(record(made.get(LINUX, A)), record(made.get(LINUX, "b-1-0.conda")));
        syncAll();
        Object before = published.record(LINUX, A);
        listAndB("null", record(made.get(LINUX, "b-1-0.conda")));
        for (SyncMode mode : SyncMode.values()) {
            MirrorReport report = sync(builder -> builder.mode(mode));
            published.assertTruthful();
            assertEquals(1, report.failureCount(), report::toString);
            assertEquals(Set.of(A, "b-1-0.conda"), published.names(LINUX));
            assertEquals(before, published.record(LINUX, A));
        }
    }

    private static String record(MadePackage made) {
        return "{\"size\":" + made.size() + ",\"sha256\":\"" + made.sha256() + "\"}";
    }

    @Test
    void anIndexOfNullsIsAnEmptyOne() throws Exception {
        channel.subdir(LINUX)
                .rawRepodata("{\"packages\":null,\"packages.conda\":null,\"info\":null}")
                .write();
        syncAll();
        assertEquals(Set.of(), published.names(LINUX));
        MadePackage a = channel.subdir(LINUX).pkg("a", "1", "0").write().get(LINUX, A);
        channel.subdir(LINUX)
                .rawRepodata("{\"packages\":null,\"packages.conda\":{\"" + A + "\":" + record(a) + "}}")
                .write();
        syncAll();
        channel.subdir(LINUX)
                .rawRepodata("{\"packages\":null,\"packages.conda\":null}")
                .write();
        MirrorReport report = sync();
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome());
        assertEquals(Set.of(A), published.names(LINUX));
    }

    @Test
    void aPackageUnderTheOtherFormatsSectionIsListedUnderItsOwn() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        var made = channel.write().get(LINUX, A);
        channel.subdir(LINUX)
                .rawRepodata("{\"packages\":{\"" + A + "\":{\"size\":" + made.size() + ",\"sha256\":\"" + made.sha256()
                        + "\"}}}")
                .write();
        MirrorReport report = syncAll();
        assertEquals(Map.of(), published.index(LINUX).get("packages"));
        assertEquals(Set.of(A), published.names(LINUX));
        assertWarned(
                report, "packages under the other format's section, which are listed under their own, such as " + A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "\"1\"", "null"})
    void theVersionStaysWhereItIs(String version) throws Exception {
        RawJson json = new RawJson(version);
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        channel.subdir(LINUX)
                .info("repodata_version", json)
                .topLevel("repodata_version", json)
                .write();
        syncAll();
        String text = published.text(LINUX);
        assertTrue(text.contains("\"info\":{\"repodata_version\":" + version + ",\"subdir\""), text);
        assertTrue(text.contains("],\n\"repodata_version\":" + version + "}"), text);
    }
}
