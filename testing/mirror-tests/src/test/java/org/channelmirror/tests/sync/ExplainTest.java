package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.ExplainedPackage;
import org.channelmirror.api.ExplainedPackage.OtherListing;
import org.channelmirror.api.ExplainedPackage.OtherListing.Content;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.TransferException;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a package, before and after a sync, with upstream and without. */
@ParameterizedClass
@EnumSource
class ExplainTest extends SyncTestBase {

    private static final PackageSelection WITHOUT_OLD = PackageSelection.builder()
            .add(
                    FilterStage.REMOVAL,
                    "no 1.x",
                    (record, now) -> record.version().startsWith("1.")
                            ? Decision.reject("exclude: a 1.*").at(new Place(7, 5))
                            : Decision.accept())
            .build();

    ExplainTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch")
                .pkg("a-data", "1.0", "0")
                .subdir(LINUX)
                .pkg("a", "1.0", "0")
                .pkg("a", "2.0", "0")
                .pkg("b", "1.0", "0")
                .subdir("osx-64")
                .pkg("a", "3.0", "0")
                .write();
    }

    private SyncRequest mirror() {
        return request().packages(WITHOUT_OLD).build();
    }

    private ExplainReport explain(String query) throws MirrorException {
        return explain(mirror(), query);
    }

    private ExplainReport explain(SyncRequest mirror, String query) throws MirrorException {
        return client.explain(new ExplainRequest(
                mirror,
                PackageQuery.parse(query),
                Decision.ruleOut("not in platforms").at(new Place(3, 1)),
                10));
    }

    private static List<String> said(ExplainReport report) {
        return report.packages().stream()
                .map(found -> found.path() + " " + (found.decision().isAccepted() ? "in" : "out") + " "
                        + found.because().reason().orElse("-") + " " + found.presence())
                .toList();
    }

    private Map<String, String> files() throws Exception {
        Map<String, String> found = new TreeMap<>();
        if (Files.exists(root())) {
            try (Stream<Path> paths = Files.walk(root())) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    found.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.size(path));
                }
            }
        }
        return found;
    }

    @Test
    void withoutAMirrorUpstreamIsAskedAndNothingIsWritten() throws Exception {
        Path target = temp.resolve("deep/target");
        try (FileSystemStorage fresh = new FileSystemStorage(target)) {
            SyncRequest mirror = SyncRequest.builder(mirror().channels(), fresh)
                    .subdirs(mirror().subdirs())
                    .packages(WITHOUT_OLD)
                    .build();
            ExplainReport report = explain(mirror, "a");

            assertEquals(
                    List.of("linux-64/a-1.0-0.conda out exclude: a 1.* ABSENT", "linux-64/a-2.0-0.conda in - ABSENT"),
                    said(report));
            ExplainedPackage first = report.packages().get(0);
            assertEquals(new Place(7, 5), first.decision().place());
            assertEquals(Optional.of(url().toString()), first.channel());
            assertEquals(List.of(Subdir.NOARCH, new Subdir(LINUX)), report.subdirs());
            assertTrue(report.isComplete());
            assertEquals(List.of(), report.warnings());
        }
        assertFalse(Files.exists(temp.resolve("deep")));
    }

    @Test
    void theSyncAgreesAndTheExplanationTellsWhatIsPublished() throws Exception {
        sync(builder -> builder.packages(WITHOUT_OLD));
        channel.subdir(LINUX).pkg("a", "2.1", "0").write();
        Map<String, String> before = files();

        assertEquals(
                List.of(
                        "linux-64/a-1.0-0.conda out exclude: a 1.* ABSENT",
                        "linux-64/a-2.0-0.conda in - PUBLISHED",
                        "linux-64/a-2.1-0.conda in - ABSENT"),
                said(explain("a")));
        assertEquals(List.of("linux-64/a-1.0-0.conda out exclude: a 1.* ABSENT"), said(explain("a-1.0-0.conda")));
        assertEquals(List.of("noarch/a-data-1.0-0.conda out exclude: a 1.* ABSENT"), said(explain("a-data <2")));
        assertEquals(List.of(), said(explain("nothing")));
        assertEquals(before, files());
    }

    @Test
    void anotherContentAndAWithdrawnFileAreTold() throws Exception {
        sync();
        channel.subdir(LINUX)
                .drop("b-1.0-0.conda")
                .pkg("a", "2.0", "0")
                .payload(new byte[] {1})
                .write();

        assertEquals(
                List.of("linux-64/a-1.0-0.conda out exclude: a 1.* PUBLISHED", "linux-64/a-2.0-0.conda in - DIFFERENT"),
                said(explain("a")));
        ExplainReport gone = explain("b");
        assertEquals(List.of("linux-64/b-1.0-0.conda out no channel lists it any more PUBLISHED"), said(gone));
        assertEquals(Optional.empty(), gone.packages().get(0).channel());
    }

    @Test
    void aSubdirThatIsNotMirroredIsOutByWhatTheRequestSays() throws Exception {
        ExplainReport report = explain("osx-64/a-3.0-0.conda");

        assertEquals(List.of("osx-64/a-3.0-0.conda out not in platforms ABSENT"), said(report));
        assertEquals(new Place(3, 1), report.packages().get(0).decision().place());
        assertEquals(List.of("linux-64/a-2.0-0.conda in - ABSENT"), said(explain("a[subdir=linux-64,version=2.0]")));
        assertEquals(List.of(), said(explain("win-64/a-3.0-0.conda")), "upstream has no such subdir");
    }

    @Test
    void whatAnEarlierConfigurationBroughtIsTold() throws Exception {
        sync(builder -> builder.subdirs(SubdirSelection.some(List.of(new Subdir("osx-64")))));

        assertEquals(
                List.of(
                        "linux-64/a-1.0-0.conda out exclude: a 1.* ABSENT",
                        "linux-64/a-2.0-0.conda in - ABSENT",
                        "osx-64/a-3.0-0.conda out not in platforms PUBLISHED"),
                said(explain("a")));
    }

    @Test
    void ofTwoChannelsTheFirstIsTheOneThatCounts() throws Exception {
        ChannelBuilder.at(temp.resolve("up/d"))
                .subdir(LINUX)
                .pkg("a", "1.0", "0")
                .pkg("a", "2.0", "0")
                .payload(new byte[] {1, 2})
                .pkg("a", "4.0", "0")
                .write();
        URI second = URI.create(url().toString().replaceFirst("/c/$", "/d/"));
        ExplainReport report =
                explain(request(url(), second).packages(WITHOUT_OLD).build(), "a");

        assertEquals(
                List.of(url(), url(), second).toString(),
                report.packages().stream()
                        .map(found -> found.channel().orElseThrow())
                        .toList()
                        .toString());
        assertEquals(
                List.of(
                        List.of(new OtherListing(second.toString(), Content.SAME)),
                        List.of(new OtherListing(second.toString(), Content.DIFFERENT)),
                        List.of()),
                report.packages().stream().map(ExplainedPackage::others).toList());
    }

    @Test
    void aFileThatIsListedTwiceIsOne() throws Exception {
        channel.subdir(LINUX).pkg("a", "2.0", "0").listing(Listing.BOTH).write();

        assertEquals(
                List.of("linux-64/a-1.0-0.conda out exclude: a 1.* ABSENT", "linux-64/a-2.0-0.conda in - ABSENT"),
                said(explain("a")));
    }

    @Test
    void moreThanTheLimitIsCounted() throws Exception {
        channel.subdir(LINUX);
        for (int i = 0; i < 20; i++) {
            channel.subdir(LINUX).pkg("many", "2." + i, "0");
        }
        channel.subdir(LINUX).write();

        ExplainReport report = explain("many");
        assertEquals(10, report.packages().size());
        assertEquals(10, report.further());
    }

    @Test
    void withoutUpstreamThePublishedIndexAnswers() throws Exception {
        sync();
        if (setup.overHttp) {
            upstream.close();
        } else {
            Files.move(temp.resolve("up/c"), temp.resolve("up/away"));
        }

        ExplainReport report = explain("a");
        assertEquals(
                List.of("linux-64/a-1.0-0.conda out exclude: a 1.* PUBLISHED", "linux-64/a-2.0-0.conda in - PUBLISHED"),
                said(report));
        assertFalse(report.isComplete());
        assertEquals(List.of(Subdir.NOARCH, new Subdir(LINUX)), report.unread());
        assertTrue(
                report.warnings().toString().contains("told from what is published here"), report.warnings()::toString);
    }

    @Test
    void anUnreadableIndexIsAWarningAndThePublishedOneAnswers() throws Exception {
        sync();
        channel.subdir(LINUX).rawRepodata("{\"packages\": [").write();

        ExplainReport report = explain("a");
        assertEquals(
                List.of("linux-64/a-1.0-0.conda out exclude: a 1.* PUBLISHED", "linux-64/a-2.0-0.conda in - PUBLISHED"),
                said(report));
        assertEquals(List.of(new Subdir(LINUX)), report.unread());
        assertTrue(report.warnings().get(0).message().contains("cannot be read"), report.warnings()::toString);
    }

    @Test
    void withoutAMirrorAndWithoutUpstreamThereIsNothingToTell() throws Exception {
        if (setup.overHttp) {
            upstream.inject(Fault.on("/c/noarch/repodata.json").times(100).status(500));
            upstream.inject(Fault.on("/c/linux-64/repodata.json").times(100).status(500));
            assertThrows(TransferException.class, () -> explain("a"));
        }
        SyncRequest nowhere = request(URI.create(url() + "nowhere/")).build();
        assertThrows(ChannelNotFoundException.class, () -> explain(nowhere, "a"));
    }

    @Test
    void aDamagedPublishedIndexIsAWarning() throws Exception {
        if (!setup.onDisk) {
            return;
        }
        sync();
        Files.write(
                root().resolve("conda/anaconda/linux-64/repodata.json"),
                "{\"packages\": 1}".getBytes(StandardCharsets.UTF_8));

        ExplainReport report = explain("a");
        assertEquals(2, report.packages().size());
        assertTrue(report.warnings().toString().contains("the published index"), report.warnings()::toString);
    }
}
