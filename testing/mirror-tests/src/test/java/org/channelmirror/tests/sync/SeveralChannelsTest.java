package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two channels in one account. */
class SeveralChannelsTest extends SyncTestBase {

    private ChannelBuilder second;

    @BeforeEach
    void describe() throws Exception {
        second = ChannelBuilder.at(temp.resolve("up/d"));
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("both", "1", "0").write();
        second.subdir(LINUX)
                .pkg("b", "1", "0")
                .pkg("both", "1", "0")
                .payload(new byte[] {1, 2, 3})
                .field("from", "second")
                .write();
    }

    private MirrorReport syncBoth() throws Exception {
        MirrorReport report =
                client.sync(request(upstream.uri("/c/"), upstream.uri("/d/")).build());
        published.assertTruthful();
        return report;
    }

    @Test
    void theFirstWinsANameAndTheOtherIsAWarning() throws Exception {
        MirrorReport report = syncBoth();
        assertEquals(Set.of("a-1-0.conda", "b-1-0.conda", "both-1-0.conda"), published.names(LINUX));
        assertTrue(!published.record(LINUX, "both-1-0.conda").containsKey("from"));
        assertWarned(report, "linux-64: 1 packages differ between channels; the first channel's are taken");
        assertEquals(
                List.of("/c/linux-64/a-1-0.conda", "/c/linux-64/both-1-0.conda", "/d/linux-64/b-1-0.conda"),
                packageRequests());
    }

    @Test
    void theSameFileInBothIsNoConflict() throws Exception {
        second.subdir(LINUX).pkg("both", "1", "0").write();
        assertEquals(List.of(), syncBoth().warnings());
    }

    @Test
    void nothingNewIsNothingDone() throws Exception {
        syncBoth();
        upstream.clear();
        MirrorReport report = syncBoth();
        assertEquals(Outcome.UNCHANGED, of(report, LINUX).outcome());
        assertTrue(
                upstream.requests().stream().allMatch(request -> request.status() == 304),
                upstream.requests()::toString);
        assertEquals(2, upstream.requests().size(), "noarch is remembered as absent");
    }

    @Test
    void aChangeInOneBringsTheOtherAlong() throws Exception {
        syncBoth();
        second.subdir(LINUX).pkg("c", "1", "0").write();
        upstream.clear();
        syncBoth();
        assertEquals(Set.of("a-1-0.conda", "b-1-0.conda", "both-1-0.conda", "c-1-0.conda"), published.names(LINUX));
        assertEquals(List.of("/d/linux-64/c-1-0.conda"), packageRequests());
    }

    @Test
    void ifOneCannotBeReadTheSubdirStays() throws Exception {
        syncBoth();
        channel.subdir(LINUX).drop("a-1-0.conda").write();
        upstream.inject(Fault.on("/d/linux-64/repodata.json").times(2).status(500));
        MirrorReport report = syncBoth();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertTrue(of(report, LINUX).failure().orElseThrow().contains("/d/linux-64/repodata.json"), report::toString);
        assertTrue(published.names(LINUX).contains("a-1-0.conda"));
        syncBoth();
        assertEquals(Set.of("b-1-0.conda", "both-1-0.conda"), published.names(LINUX));
    }

    @Test
    void ifOneLosesItsIndexTheSubdirStays() throws Exception {
        syncBoth();
        upstream.remove("/d/linux-64/repodata.json");
        channel.subdir(LINUX).pkg("new", "1", "0").write();
        MirrorReport report = syncBoth();
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertTrue(published.names(LINUX).contains("b-1-0.conda"));
        upstream.put("/d/linux-64/repodata.json", Files.readAllBytes(temp.resolve("up/d/linux-64/repodata.json")));
        syncBoth();
        assertTrue(published.names(LINUX).containsAll(Set.of("b-1-0.conda", "new-1-0.conda")));
    }

    @Test
    void aSubdirThatOnlyOneHasIsThatOnes() throws Exception {
        second.subdir("noarch").pkg("n", "1", "0").write();
        syncBoth();
        assertEquals(Set.of("n-1-0.conda"), published.names("noarch"));
    }

    @Test
    void oneFailingSubdirDoesNotStopTheOthersAndNoarchComesFirst() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir("win-64")
                .pkg("w", "1", "0")
                .write();
        second.subdir("osx-64").pkg("o", "1", "0").write();
        upstream.inject(Fault.on("/d/osx-64/repodata.json").times(2).status(503));
        List<String> order = new CopyOnWriteArrayList<>();
        storage.watch(targets -> targets.stream()
                .map(StoragePath::value)
                .filter(target -> target.endsWith("/repodata.json"))
                .forEach(order::add));
        MirrorReport report = client.sync(request(upstream.uri("/c/"), upstream.uri("/d/"))
                .subdirs(SubdirSelection.some(List.of(new Subdir("osx-64"), new Subdir(LINUX), new Subdir("win-64"))))
                .build());
        assertEquals(Outcome.FAILED, of(report, "osx-64").outcome());
        assertEquals(
                List.of(
                        "conda/anaconda/noarch/repodata.json",
                        "conda/anaconda/linux-64/repodata.json",
                        "conda/anaconda/win-64/repodata.json"),
                order);
    }

    private Map<String, Optional<String>> origins() throws Exception {
        StateStore store = new StateStore(storage, AccountName.DEFAULT);
        SubdirState state = store.subdir(new Subdir(LINUX)).orElseThrow();
        Map<String, Optional<String>> origins = new TreeMap<>();
        try (FrameReader catalog = store.openCatalog(new Subdir(LINUX), state.generation())) {
            Holding entry = new Holding();
            while (catalog.next()) {
                entry.read(catalog);
                origins.put(entry.name().value(), state.origins().url(entry.origin()));
            }
        }
        return origins;
    }

    @Test
    void theStateTellsWhichChannelSuppliedAPackage() throws Exception {
        Optional<String> c = Optional.of(upstream.uri("/c/").toString());
        Optional<String> d = Optional.of(upstream.uri("/d/").toString());
        syncBoth();
        assertEquals(Map.of("a-1-0.conda", c, "b-1-0.conda", d, "both-1-0.conda", c), origins());
        channel.subdir(LINUX).drop("both-1-0.conda").write();
        syncBoth();
        assertEquals(Map.of("a-1-0.conda", c, "b-1-0.conda", d, "both-1-0.conda", d), origins());
    }

    @Test
    void theStateFollowsWhereAnotherChannelSuppliesTheSameBytes() throws Exception {
        second.subdir(LINUX).pkg("both", "1", "0").write();
        syncBoth();
        client.sync(request(upstream.uri("/d/"), upstream.uri("/c/")).build());
        assertEquals(Optional.of(upstream.uri("/d/").toString()), origins().get("both-1-0.conda"));
        assertEquals(Optional.of(upstream.uri("/c/").toString()), origins().get("a-1-0.conda"));
    }
}
