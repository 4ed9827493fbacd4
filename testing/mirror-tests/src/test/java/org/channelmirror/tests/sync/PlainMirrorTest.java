package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.channel.JsonStyle;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.channel.RawJson;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The published index is upstream's, and every file is there. */
@ParameterizedClass
@EnumSource
class PlainMirrorTest extends SyncTestBase {

    PlainMirrorTest(Setup setup) {
        super(setup);
    }

    private Map<String, ?> upstreamIndex(String subdir) throws Exception {
        return JsonTree.object(
                Files.readAllBytes(temp.resolve("up/c").resolve(subdir).resolve("repodata.json")));
    }

    @Test
    void everythingIsMirroredAsItIs() throws Exception {
        MadeChannel made = channel.subdir(LINUX)
                .pkg("numpy", "1.26.4", "py312_0")
                .depends("python >=3.12,<3.13.0a0")
                .license("BSD-3-Clause")
                .pkg("zlib", "1.3.1", "h1_2")
                .format(PackageFormat.TAR_BZ2)
                .subdir("noarch")
                .pkg("pip", "24.0", "pyh_0")
                .write();
        MirrorReport report = syncAll();
        assertEquals(upstreamIndex(LINUX), published.index(LINUX));
        assertEquals(upstreamIndex("noarch"), published.index("noarch"));
        for (MadePackage pkg : made.packages()) {
            assertArrayEquals(pkg.bytes(), published.bytes(pkg.subdir(), pkg.fileName()), pkg.toString());
        }
        assertEquals(3, report.downloaded());
        assertEquals(made.packages().stream().mapToLong(MadePackage::size).sum(), report.downloadedBytes());
        assertEquals(0, report.adopted());
        assertEquals(
                List.of("noarch", LINUX),
                report.subdirs().stream().map(s -> s.subdir().name()).toList());
        assertEquals(Outcome.PUBLISHED, of(report, LINUX).outcome());
        assertCounts(of(report, LINUX), 2, 0, 0);
        assertEquals(List.of(), report.warnings());
    }

    @Test
    void noarchIsPublishedEvenIfUpstreamHasNone() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        syncAll();
        assertEquals(Set.of(), published.names("noarch"));
        assertEquals(Map.of("subdir", "noarch"), published.index("noarch").get("info"));
        assertTrue(published.has("noarch", "repodata.json.zst"));
    }

    @Test
    void recordsKeepKeyOrderNumbersAndEscapes() throws Exception {
        channel.style(JsonStyle.UNSORTED)
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .field("number", new RawJson("1.50e+2"))
                .field("escaped", new RawJson("\"\\u00e4\\/\\ud83d\\ude00\""))
                .field("new_in_2030", Map.of("b", List.of(1, 2), "a", Map.of()))
                .field("null", null)
                .pkg("B", "1", "0")
                .write();
        syncAll();
        String upstreamText = Files.readString(temp.resolve("up/c/linux-64/repodata.json"));
        int begin = upstreamText.indexOf("\"a-1-0.conda\":{") + "\"a-1-0.conda\":".length();
        String record = upstreamText.substring(begin, upstreamText.indexOf(",\"B-1-0.conda\"", begin));
        assertTrue(record.contains("1.50e+2") && record.contains("\\u00e4\\/"), record);
        String text = published.text(LINUX);
        assertTrue(text.contains(record), text);
        assertTrue(text.indexOf("B-1-0.conda") < text.indexOf("a-1-0.conda"), "sorted by unsigned bytes");
    }

    @Test
    void prettyPrintedRecordsLoseOnlyWhiteSpace() throws Exception {
        channel.style(JsonStyle.PRETTY)
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .depends("b >=1", "c")
                .write();
        syncAll();
        assertEquals(upstreamIndex(LINUX), published.index(LINUX));
        String text = published.text(LINUX);
        assertTrue(text.contains("\"depends\":[\"b >=1\",\"c\"]"), text);
    }

    @Test
    void whatIsUnknownAtTheTopIsCarried() throws Exception {
        channel.subdir(LINUX)
                .topLevel("future", Map.of("x", List.of(1, 2)))
                .topLevel("info", Map.of("subdir", LINUX, "arch", "x86_64"))
                .topLevel("zz", "last")
                .topLevel("\uD83D\uDE00", Map.of())
                .topLevel("\uFFFF", 1)
                .pkg("a", "1", "0")
                .write();
        MirrorReport report = sync();
        Map<String, ?> index = published.index(LINUX);
        assertEquals(Map.of("x", List.of(1L, 2L)), index.get("future"));
        assertEquals(Map.of("subdir", LINUX, "arch", "x86_64"), index.get("info"));
        assertEquals("last", index.get("zz"));
        assertEquals(Map.of(), index.get("\uD83D\uDE00"));
        assertEquals(1L, index.get("\uFFFF"));
        assertEquals(List.of(), report.warnings());
        assertTrue(
                published.text(LINUX).indexOf("\uFFFF") < published.text(LINUX).indexOf("\uD83D"), "as UTF-8 sorts");
    }

    @Test
    void ofDuplicateNamesTheLastCounts() throws Exception {
        MadePackage a = channel.subdir(LINUX).pkg("a", "1", "0").write().get(LINUX, "a-1-0.conda");
        String record = "{\"sha256\":\"%s\",\"n\":%d}";
        channel.subdir(LINUX)
                .rawRepodata("{\"packages.conda\":{\"a-1-0.conda\":" + String.format(record, "0".repeat(64), 1)
                        + ",\"a-1-0.conda\":" + String.format(record, a.sha256(), 2) + "}}")
                .write();
        MirrorReport report = syncAll();
        assertEquals(2L, published.record(LINUX, "a-1-0.conda").get("n"));
        assertWarned(report, "1 file names are listed twice; the last record counts");
    }

    @Test
    void namesThatAreNoPackagesAreLeftOutWithAWarning() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("x", "1", "0")
                .fileName("../../etc/passwd-1-0.conda")
                .damaged(Damage.ABSENT)
                .pkg("y", "1", "0")
                .fileName("readme.txt")
                .damaged(Damage.ABSENT)
                .write();
        MirrorReport report = syncAll();
        assertEquals(Set.of("a-1-0.conda"), published.names(LINUX));
        assertWarned(report, "names that cannot be a package's, which are left out");
    }

    @Test
    void oddCharactersAreRightOnDiskAndInUrls() throws Exception {
        MadeChannel made = channel.subdir(LINUX)
                .pkg("a", "1!2.0+local", "0")
                .pkg("b", "1", "50%41")
                .pkg("c", "1", "x=y~(z)'")
                .write();
        syncAll();
        for (MadePackage pkg : made.packages()) {
            assertArrayEquals(pkg.bytes(), published.bytes(LINUX, pkg.fileName()), pkg.toString());
        }
        assertEquals(Set.of("a-1!2.0+local-0.conda", "b-1-50%41.conda", "c-1-x=y~(z)'.conda"), published.names(LINUX));
        if (setup.overHttp) {
            assertTrue(packageRequests().contains("/c/linux-64/a-1!2.0%2Blocal-0.conda"), packageRequests()::toString);
            assertTrue(packageRequests().contains("/c/linux-64/b-1-50%2541.conda"), packageRequests()::toString);
        }
    }
}
