package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files at the channel's root: what packages there are, and what a channel wants to tell. */
class RootFilesTest extends RuledSyncTestBase {

    private static final StoragePath CHANNELDATA = StoragePath.of("conda", "anaconda", "channeldata.json");
    private static final StoragePath NOTICES = StoragePath.of("conda", "anaconda", "notices.json");
    private static final PackageSelection WITHOUT_B = select("blacklist: [b]");

    private int touched;

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .pkg("both", "1", "0")
                .subdir(LINUX)
                .pkg("both", "1", "0")
                .pkg("a-b", "1", "0")
                .pkg("b", "1", "0")
                .write();
        upstream("c/channeldata.json", """
                {"channeldata_version": 1, "packages": {
                 "zz": {"subdirs": ["linux-64"]},
                 "both": {"version": "1.10", "subdirs": ["linux-64", "osx-64", "noarch"], "n": 1.50},
                 "a-b": {"subdirs": ["linux-64"], "summary": "\\u00e4 \u00e4"},
                 "b": {"subdirs": ["linux-64"]}},
                 "subdirs": ["osx-64", "linux-64", "noarch", "win-64"], "extra": {"x": []}}
                """);
    }

    private void upstream(String file, String text) throws IOException {
        Path path = temp.resolve("up").resolve(file);
        Files.writeString(path, text);
        touched++;
        Files.setLastModifiedTime(path, FileTime.from(clock.instant().plusSeconds(touched)));
    }

    private Map<String, ?> json(StoragePath path) throws IOException {
        return JsonTree.object(published.bytes(path));
    }

    private List<String> rootRequests() {
        return upstream.requests().stream()
                .map(request -> request.rawPath() + " " + request.status())
                .filter(line -> line.split("/").length == 3)
                .sorted()
                .toList();
    }

    @Test
    void onlyWhatIsListedAnywhereIsTold() throws Exception {
        MirrorReport report = sync(WITHOUT_B);
        assertEquals(List.of(), report.warnings());
        assertEquals("""
                {"channeldata_version":1,
                "extra":{"x":[]},
                "packages":{
                "a-b":{"subdirs": ["linux-64"], "summary": "\\u00e4 \u00e4"},
                "both":{"version":"1.10","subdirs":["linux-64","noarch"],"n":1.50}
                },
                "subdirs":["linux-64","noarch"]}
                """, new String(published.bytes(CHANNELDATA), StandardCharsets.UTF_8));
    }

    @Test
    void nothingNewIsTwoConditionalRequests() throws Exception {
        upstream("c/notices.json", "{\"notices\": []}");
        for (SubdirSelection subdirs :
                List.of(SubdirSelection.all(), request().build().subdirs())) {
            sync(builder -> builder.subdirs(subdirs));
            upstream.clear();
            List<StoragePath> targets = new ArrayList<>();
            storage.watch(targets::addAll);
            sync(builder -> builder.subdirs(subdirs));
            assertEquals(List.of("/c/channeldata.json 304", "/c/notices.json 304"), rootRequests());
            assertEquals(List.of(), targets);
        }
    }

    private static List<String> findings(VerifyReport report) {
        try (report;
                Stream<VerifyFinding> all = report.findings().stream()) {
            return all.map(finding -> finding.kind() + " " + finding.path() + " " + finding.repair())
                    .toList();
        }
    }

    private VerifyReport verify() throws MirrorException {
        return client.verify(VerifyRequest.looking(storage, AccountName.DEFAULT, new Cancellation()));
    }

    private VerifyReport repair() throws MirrorException {
        return client.verify(VerifyRequest.repairing(request().build()));
    }

    /** Changes a bit, as a disk does, and not the time. */
    private void flip(StoragePath path) throws IOException {
        Path file = root().resolve(path.value());
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void whatIsDamagedIsFoundAndFetchedAgain() throws Exception {
        upstream("c/notices.json", "{\"notices\": [{\"id\": \"1\"}]}");
        sync();
        byte[] channeldata = published.bytes(CHANNELDATA);
        byte[] notices = published.bytes(NOTICES);
        assertEquals(List.of(), findings(verify()));
        flip(CHANNELDATA);
        Files.delete(root().resolve(NOTICES.value()));
        VerifyReport report = verify();
        assertEquals(2, report.outside().damagedFiles());
        assertEquals(
                List.of(
                        "DAMAGED_ROOT_FILE " + CHANNELDATA + " NOT_TRIED",
                        "DAMAGED_ROOT_FILE " + NOTICES + " NOT_TRIED"),
                findings(report));
        upstream.inject(Fault.on("/c/channeldata.json").times(1).status(404));
        report = repair();
        assertEquals(2, report.outside().repaired() + report.outside().takenOut());
        assertEquals(0, report.damageLeft());
        assertEquals(
                List.of(
                        "DAMAGED_ROOT_FILE " + CHANNELDATA + " TAKEN_OUT",
                        "DAMAGED_ROOT_FILE " + NOTICES + " REPAIRED"),
                findings(report));
        assertArrayEquals(notices, published.bytes(NOTICES));
        assertEquals(List.of(), findings(verify()));
        clock.advance(Duration.ofDays(2));
        sync();
        assertArrayEquals(channeldata, published.bytes(CHANNELDATA));
        flip(CHANNELDATA);
        assertEquals(List.of("DAMAGED_ROOT_FILE " + CHANNELDATA + " REPAIRED"), findings(repair()));
        assertArrayEquals(channeldata, published.bytes(CHANNELDATA));
    }

    @Test
    void whatCannotBeFetchedAgainStaysDamagedAndIsMendedByTheNextSync() throws Exception {
        sync();
        byte[] channeldata = published.bytes(CHANNELDATA);
        flip(CHANNELDATA);
        upstream.inject(Fault.on(path -> true).status(503));
        VerifyReport report = repair();
        assertEquals(1, report.damageLeft());
        assertEquals(List.of("DAMAGED_ROOT_FILE " + CHANNELDATA + " FAILED"), findings(report));
        assertEquals(List.of("DAMAGED_ROOT_FILE " + CHANNELDATA + " NOT_TRIED"), findings(verify()));
        upstream.heal();
        sync();
        assertArrayEquals(channeldata, published.bytes(CHANNELDATA));
        assertEquals(List.of(), findings(verify()));
    }

    @Test
    void whatUpstreamMayStillHaveStaysDamagedUntilItAnswers() throws Exception {
        upstream("c/notices.json", "{\"notices\": [{\"id\": \"1\"}]}");
        sync();
        byte[] channeldata = published.bytes(CHANNELDATA);
        flip(CHANNELDATA);
        flip(NOTICES);
        Files.delete(temp.resolve("up/c/notices.json"));
        upstream.inject(Fault.on("/c/channeldata.json").status(503));
        VerifyReport report = repair();
        assertEquals(1, report.damageLeft());
        assertEquals(
                List.of("DAMAGED_ROOT_FILE " + CHANNELDATA + " FAILED", "DAMAGED_ROOT_FILE " + NOTICES + " TAKEN_OUT"),
                findings(report));
        upstream.heal();
        sync();
        assertArrayEquals(channeldata, published.bytes(CHANNELDATA));
    }

    @Test
    void whatCannotBePutInPlaceStaysDamaged() throws Exception {
        upstream("c/notices.json", "{\"notices\": [{\"id\": \"1\"}]}");
        sync();
        Path folder = root().resolve(NOTICES.value());
        Files.delete(folder);
        Files.createDirectories(folder.resolve("x"));
        for (int run = 0; run < 2; run++) {
            assertEquals(List.of("DAMAGED_ROOT_FILE " + NOTICES + " FAILED"), findings(repair()));
        }
        Files.delete(folder.resolve("x"));
        Files.delete(folder);
        assertEquals(List.of("DAMAGED_ROOT_FILE " + NOTICES + " REPAIRED"), findings(repair()));
        assertEquals(List.of(), findings(verify()));
    }

    @Test
    void damageIsSeenThoughAKilledRunSeemsToChangeTheFiles() throws Exception {
        sync();
        new SideStore(storage, AccountName.DEFAULT).beginRoot();
        assertEquals(List.of(), findings(verify()));
        flip(CHANNELDATA);
        assertEquals(List.of("DAMAGED_ROOT_FILE " + CHANNELDATA + " NOT_TRIED"), findings(verify()));
    }

    @Test
    void whatARunReplacesIsNotCalledDamaged() throws Exception {
        sync();
        upstream(
                "c/channeldata.json",
                "{\"packages\": {\"b\": {\"subdirs\": [\"linux-64\"]}}, \"subdirs\": [\"linux-64\"]}");
        List<String> wrong = new ArrayList<>();
        List<StoragePath> looks = new ArrayList<>();
        storage.watch(targets -> {
            looks.addAll(targets);
            try {
                wrong.addAll(findings(verify()));
            } catch (MirrorException e) {
                wrong.add(e.toString());
            }
        });
        sync();
        assertEquals(List.of(), wrong);
        assertTrue(looks.contains(CHANNELDATA), looks::toString);
    }

    @Test
    void theFileThatNamedTheSubdirsIsNotFetchedTwice() throws Exception {
        sync(builder -> builder.subdirs(SubdirSelection.all()));
        assertEquals(List.of("/c/channeldata.json 200", "/c/notices.json 404"), rootRequests());
    }

    @Test
    void whatIsListedNewlyIsToldThoughUpstreamSaysNothingNew() throws Exception {
        sync(WITHOUT_B);
        syncAll();
        assertEquals(
                List.of("a-b", "b", "both"),
                List.copyOf(
                        ((Map<?, ?>) Map.of("it", json(CHANNELDATA)).get("it").get("packages")).keySet()));
    }

    @Test
    void whatFailsIsAWarningAndNoNameStaysThatIsNotListed() throws Exception {
        syncAll();
        upstream.inject(Fault.on("/c/channeldata.json").status(503));
        channel.subdir(LINUX).drop("b-1-0.conda").write();
        assertWarned(syncAll(), "channeldata.json");
        assertFalse(new String(published.bytes(CHANNELDATA), StandardCharsets.UTF_8).contains("\"b\""));
        upstream.heal();
        upstream("c/channeldata.json", "{\"packages\": ");
        assertWarned(syncAll(), "channeldata.json: it stays as it is");
        upstream("c/channeldata.json", "{\"packages\": {\"a-b\":{}}}");
        syncAll();
        assertEquals(Map.of("packages", Map.of("a-b", Map.of())), json(CHANNELDATA));
    }

    @Test
    void noticesArePassedThroughAndTakenBack() throws Exception {
        String notices = "{\"notices\": [ {\"id\": \"1\", \"message\": \"\u00e4\"} ], \"x\": 1}\n";
        upstream("c/notices.json", notices);
        syncAll();
        assertEquals(notices, new String(published.bytes(NOTICES), StandardCharsets.UTF_8));
        upstream.inject(Fault.on("/c/notices.json").content(new byte[(1 << 20) + 1]));
        upstream("c/notices.json", notices);
        assertWarned(syncAll(), "more than 1048576 bytes");
        upstream.heal();
        upstream("c/notices.json", "{\"notices\": [}");
        assertWarned(syncAll(), "notices.json: upstream's cannot be read");
        assertEquals(notices, new String(published.bytes(NOTICES), StandardCharsets.UTF_8));
        Files.delete(temp.resolve("up/c/notices.json"));
        syncAll();
        assertEquals(false, storage.stat(NOTICES).isPresent());
    }

    @Test
    void ofSeveralChannelsTheFirstTellsOfANameAndAllNoticesAreTold() throws Exception {
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        second.subdir(LINUX).pkg("both", "2", "0").pkg("d", "1", "0").write();
        upstream(
                "d/channeldata.json",
                "{\"packages\": {\"both\": {\"second\": 1}, \"d\": {\"second\": 2}}, \"subdirs\": [\"noarch\"], \"more\": 1}");
        upstream("c/notices.json", "{\"notices\": [{\"id\": \"1\"}]}");
        upstream("d/notices.json", "{\"notices\": [{\"id\": \"2\"}]}");
        client.sync(request(upstream.uri("/c/"), upstream.uri("/d/")).build());
        Map<String, ?> data = json(CHANNELDATA);
        Map<?, ?> packages = (Map<?, ?>) Map.of("it", data).get("it").get("packages");
        assertEquals(List.of("a-b", "b", "both", "d"), List.copyOf(packages.keySet()));
        assertEquals(Map.of("second", 2L), packages.get("d"));
        assertEquals(false, ((Map<?, ?>) packages.get("both")).containsKey("second"));
        assertEquals(List.of("linux-64", "noarch"), data.get("subdirs"));
        assertEquals(Map.of("notices", List.of(Map.of("id", "1"), Map.of("id", "2"))), json(NOTICES));
        upstream("d/notices.json", "{\"notices\": []}");
        client.sync(request(upstream.uri("/c/"), upstream.uri("/d/")).build());
        assertEquals(Map.of("notices", List.of(Map.of("id", "1"))), json(NOTICES));
    }

    @Test
    void aRenamedAccountKnowsItsOwn() throws Exception {
        syncAll();
        byte[] before = published.bytes(CHANNELDATA);
        AccountName renamed = new AccountName("renamed");
        client.rename(new RenameRequest(storage, AccountName.DEFAULT, renamed));
        assertArrayEquals(before, published.bytes(StoragePath.of("conda", "renamed", "channeldata.json")));
        upstream.clear();
        sync(builder -> builder.account(renamed));
        assertEquals(List.of("/c/channeldata.json 304"), rootRequests());
    }
}
