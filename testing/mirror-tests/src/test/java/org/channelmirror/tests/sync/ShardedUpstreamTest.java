package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.testkit.channel.JsonStyle;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.channelmirror.tests.channel.HandMadeShards;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards as other tools make them are read; what cannot be relied on leads to the whole index, never to a wrong one. */
class ShardedUpstreamTest extends SyncTestBase {

    private static final String FOLDER = "/c/linux-64/";
    private static final String INDEX = FOLDER + "repodata_shards.msgpack.zst";

    @BeforeEach
    void describe() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").pkg("c", "1", "0");
        publish(HandMadeShards::of, shards -> shards);
    }

    @FunctionalInterface
    private interface Maker {
        HandMadeShards make(byte[] repodata, String subdir);
    }

    private HandMadeShards publish(Maker maker, UnaryOperator<HandMadeShards> change) throws IOException {
        channel.write();
        Path json = temp.resolve("up/c/linux-64/repodata.json");
        HandMadeShards shards = change.apply(maker.make(Files.readAllBytes(json), LINUX));
        Instant time = Files.getLastModifiedTime(json).toInstant();
        shards.files().forEach((file, bytes) -> upstream.put(FOLDER + file, bytes, time));
        upstream.put(INDEX, shards.index(), time);
        return shards;
    }

    private void change() {
        channel.subdir(LINUX).pkg("c", "2", "0").pkg("d", "1", "0");
    }

    private List<String> asked() {
        return upstream.requests().stream()
                .filter(request ->
                        request.rawPath().startsWith(FOLDER) && request.method().equals("GET"))
                .map(request -> request.rawPath().substring(FOLDER.length()))
                .filter(path -> !path.endsWith(".conda"))
                .sorted()
                .toList();
    }

    private void assertRead(String... files) {
        assertEquals(
                Stream.concat(Stream.of("repodata_shards.msgpack.zst"), Stream.of(files))
                        .sorted()
                        .toList(),
                asked());
    }

    /** Every record is upstream's, as a JSON value. */
    private void assertAsUpstream() throws Exception {
        byte[] json = Files.readAllBytes(temp.resolve("up/c/linux-64/repodata.json"));
        assertEquals(Published.records(JsonTree.object(json)), Published.records(published.index(LINUX)));
        published.assertTruthful();
    }

    @ParameterizedTest
    @EnumSource
    void checksumsMayBeBytes(JsonStyle style) throws Exception {
        assertReadByShards(HandMadeShards::of, style);
    }

    @ParameterizedTest
    @EnumSource
    void checksumsMayBeText(JsonStyle style) throws Exception {
        assertReadByShards(HandMadeShards::hex, style);
    }

    private void assertReadByShards(Maker maker, JsonStyle style) throws Exception {
        channel.style(style);
        publish(maker, shards -> shards);
        syncAll();
        change();
        channel.subdir(LINUX).pkg("d", "1", "0").field("zeta", "first").field("alpha", List.of(1, "\u20ac"));
        HandMadeShards shards = publish(maker, all -> all);
        upstream.clear();
        syncAll();
        assertRead(shards.file("c"), shards.file("d"));
        assertAsUpstream();
    }

    @Test
    void shardsOnAnotherServerAreFetchedWithoutTheCredentialsOfTheFirst() throws Exception {
        try (FakeUpstream other = FakeUpstream.serving(Map.of()).start()) {
            UnaryOperator<HandMadeShards> elsewhere =
                    shards -> shards.info("shards_base_url", other.uri("/x/").toString());
            publish(HandMadeShards::of, elsewhere);
            URI withUser = URI.create(url().toString().replace("http://", "http://user:s3cret@"));
            client.sync(request(withUser).build());
            change();
            HandMadeShards shards = publish(HandMadeShards::of, elsewhere);
            shards.files().forEach((file, bytes) -> other.put("/x/" + file, bytes));
            upstream.clear();
            assertTrue(client.sync(request(withUser).build()).isComplete());
            assertRead();
            assertEquals(
                    Stream.of("/x/" + shards.file("c"), "/x/" + shards.file("d"))
                            .sorted()
                            .toList(),
                    other.requests().stream()
                            .map(ReceivedRequest::rawPath)
                            .sorted()
                            .toList());
            assertTrue(other.requests().stream()
                    .allMatch(request -> request.header("Authorization").isEmpty()));
            assertTrue(upstream.requests().stream()
                    .allMatch(request -> request.header("Authorization").isPresent()));
            assertAsUpstream();
        }
    }

    @Test
    void noMoreBytesComeThanTheIndexAndTheShards() throws Exception {
        syncAll();
        change();
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        upstream.clear();
        syncAll();
        assertRead(shards.file("c"), shards.file("d"));
        assertEquals(
                1,
                upstream.requests().stream()
                        .filter(request -> request.rawPath().contains("repodata.json"))
                        .filter(request -> request.method().equals("HEAD"))
                        .count());
    }

    private static Arguments wrong(String what, UnaryOperator<HandMadeShards> change) {
        return Arguments.of(what, change);
    }

    /** What may be wrong with the shards of a channel that changed. */
    private static Stream<Arguments> wrongs() {
        return Stream.of(
                wrong("VERSION", shards -> shards.version(2)),
                wrong("OTHER_INFO", shards -> shards.info("base_url", "../elsewhere/")),
                wrong("PLAIN_HTTP", shards -> shards.info("shards_base_url", "file:///etc/")),
                wrong("NO_URL", shards -> shards.info("shards_base_url", "http://[")),
                wrong("NO_ZSTD", shards -> shards.shard("c", bytes -> new byte[] {1, 2, 3})),
                wrong("CUT_OFF", shards -> shards.shard("c", bytes -> Arrays.copyOf(bytes, bytes.length - 9))),
                wrong("BOMB", shards -> shards.shard("c", bytes -> Zstd.compress(new byte[17 << 20]))),
                wrong("LARGE", shards -> shards.shard("c", bytes -> new byte[(16 << 20) + 1])),
                wrong(
                        "LONG_TEXT",
                        shards -> shards.shard(
                                "c",
                                bytes -> Zstd.compress(
                                        new byte[] {(byte) 0x81, (byte) 0xdb, 0x7f, (byte) 0xff, (byte) 0xff, 0x7f}))),
                wrong("NO_MAP", shards -> shards.shard("c", bytes -> shards.packed(List.of()))),
                wrong(
                        "NO_RECORD",
                        shards -> shards.shard(
                                "c", bytes -> shards.packed(Map.of("packages.conda", Map.of("c-2-0.conda", "text"))))),
                wrong(
                        "OTHERS_NAME",
                        shards -> shards.shard(
                                "c",
                                bytes -> shards.packed(
                                        Map.of("packages.conda", Map.of("b-9-0.conda", Map.of("name", "b")))))),
                wrong(
                        "OTHERS_FILE",
                        shards -> shards.shard(
                                "c",
                                bytes -> shards.packed(
                                        Map.of("packages.conda", Map.of("b-1-0.conda", Map.of("name", "c")))))),
                wrong(
                        "PATH",
                        shards -> shards.shard(
                                "c",
                                bytes -> shards.packed(
                                        Map.of("packages.conda", Map.of("../c-1-0.conda", Map.of("name", "c")))))),
                wrong(
                        "WRONG_SECTION",
                        shards -> shards.shard(
                                "c",
                                bytes ->
                                        shards.packed(Map.of("packages", Map.of("c-1-0.conda", Map.of("name", "c")))))),
                wrong(
                        "BYTES",
                        shards -> shards.shard(
                                "c",
                                bytes -> shards.packed(Map.of(
                                        "packages.conda",
                                        Map.of("c-1-0.conda", Map.of("name", "c", "x", new byte[3])))))),
                wrong(
                        "REVISED",
                        shards -> shards.shard(
                                "c",
                                bytes -> shards.packed(Map.of(
                                        "v3", Map.of("whl", Map.of("c-1-0", Map.of("name", "c"))))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void inDoubtTheWholeIndexIsRead(String what, UnaryOperator<HandMadeShards> change) throws Exception {
        syncAll();
        change();
        publish(HandMadeShards::of, change);
        upstream.clear();
        MirrorReport report = syncAll();
        assertTrue(asked().contains("repodata.json"), asked()::toString);
        if (!what.equals("OTHER_INFO")) {
            assertWarned(report, "the whole index is read instead of its shards");
        }
        assertAsUpstream();
    }

    @Test
    void aShardWithOtherBytesThanItsChecksumIsNotTaken() throws Exception {
        syncAll();
        change();
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        upstream.put(FOLDER + shards.file("c"), shards.files().get(shards.file("d")));
        upstream.clear();
        assertWarned(syncAll(), "the shard of c: its checksum is another one");
        assertAsUpstream();
    }

    @Test
    void anIndexThatIsNoneIsNotTaken() throws Exception {
        for (byte[] bad : List.of("<html>".getBytes(StandardCharsets.UTF_8), new byte[0], Zstd.compress(new byte[] {
            (byte) 0xdf, 0x7f, 0, 0, 0, (byte) 0xdb, 0x7f, 0, 0, 0
        }))) {
            publish(HandMadeShards::of, all -> all);
            reset();
            channel.subdir(LINUX).pkg("c", "2." + bad.length, "0");
            channel.write();
            upstream.put(INDEX, bad);
            upstream.clear();
            assertWarned(syncAll(), "the whole index is read instead of its shards");
            assertEquals(1, upstream.requests(INDEX).size());
            assertAsUpstream();
        }
    }

    @Test
    void anIndexThatGrowsWithoutEndIsNotRead() throws Exception {
        syncAll();
        change();
        channel.write();
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bomb)) {
            out.write(new byte[] {(byte) 0x81, (byte) 0xa1, 'x', (byte) 0xc6, 0x0c, 0x70, 0, 0});
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        upstream.put(INDEX, bomb.toByteArray());
        assertWarned(syncAll(), "it has more than 134217728 bytes when it is decompressed");
        assertAsUpstream();
    }

    @Test
    void aShardThatGrowsWithoutEndIsNotRead() throws Exception {
        syncAll();
        change();
        publish(HandMadeShards::of, shards -> shards.shard("c", bytes -> Zstd.compress(new byte[17 << 20])));
        assertWarned(syncAll(), "the shard of c: it has more than 16777216 bytes when it is decompressed");
        publish(HandMadeShards::of, all -> all);
        reset();
        channel.subdir(LINUX).pkg("c", "3", "0");
        publish(HandMadeShards::of, shards -> shards.shard("c", bytes -> new byte[(16 << 20) + 1]));
        assertWarned(syncAll(), "the shard of c: the server sent more than 16777216 bytes");
        assertAsUpstream();
    }

    @Test
    void ifUpstreamGoesOnMeanwhileTheIndexIsReadOnceMore() throws Exception {
        syncAll();
        change();
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        upstream.inject(Fault.on(FOLDER + shards.file("c")).times(1).status(404));
        upstream.clear();
        syncAll();
        assertEquals(2, upstream.requests(INDEX).size());
        assertFalse(asked().contains("repodata.json"));
        assertAsUpstream();
        channel.subdir(LINUX).pkg("c", "3", "0");
        upstream.remove(FOLDER + publish(HandMadeShards::of, all -> all).file("c"));
        upstream.clear();
        assertWarned(syncAll(), "the shard of c is not there");
        assertTrue(asked().contains("repodata.json"));
        assertAsUpstream();
    }

    @Test
    void anIndexOfShardsThatIsNewerThanTheWholeOneIsNoPairOfIt() throws Exception {
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        Instant json = Files.getLastModifiedTime(temp.resolve("up/c/linux-64/repodata.json"))
                .toInstant();
        upstream.put(INDEX, shards.index(), json.plusSeconds(60));
        syncAll();
        change();
        publish(HandMadeShards::of, all -> all);
        upstream.clear();
        syncAll();
        assertTrue(asked().contains("repodata.json"), "what the mirror has may be older than the shards that it saw");
        assertAsUpstream();
    }

    @Test
    void anIndexOfShardsThatFollowedTheWholeOneLongAgoIsOne() throws Exception {
        Path json = temp.resolve("up/c/linux-64/repodata.json");
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        Instant old = clock.instant().minus(Duration.ofHours(2));
        upstream.put(FOLDER + "repodata.json", Files.readAllBytes(json), old);
        upstream.put(INDEX, shards.index(), old.plusSeconds(60));
        syncAll();
        change();
        HandMadeShards next = publish(HandMadeShards::of, all -> all);
        upstream.put(FOLDER + "repodata.json", Files.readAllBytes(json));
        upstream.clear();
        syncAll();
        assertRead(next.file("c"), next.file("d"));
        assertAsUpstream();
    }

    /** Shards of what is listed now beside a whole index of before. */
    private HandMadeShards publishAhead(Duration ahead) throws IOException {
        Path json = temp.resolve("up/c/linux-64/repodata.json");
        byte[] before = Files.readAllBytes(json);
        channel.subdir(LINUX).pkg("e", "1", "0");
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        Instant old = clock.instant().minus(Duration.ofHours(2));
        upstream.put(FOLDER + "repodata.json", before, old);
        upstream.put(INDEX, shards.index(), old.plus(ahead));
        return shards;
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, -60, 0, 60, 300})
    void shardsOfANameThatTheWholeIndexDoesNotHaveAreNoPairOfIt(int ahead) throws Exception {
        publishAhead(Duration.ofSeconds(ahead));
        assertEquals(List.of(), syncAll().warnings());
        assertEquals(Set.of("a-1-0.conda", "b-1-0.conda", "c-1-0.conda"), published.names(LINUX));
        upstream.clear();
        assertEquals(Outcome.UNCHANGED, of(syncAll(), LINUX).outcome());
        assertFalse(asked().contains("repodata_shards.msgpack.zst"), asked()::toString);

        Path json = temp.resolve("up/c/linux-64/repodata.json");
        upstream.put(
                FOLDER + "repodata.json",
                Files.readAllBytes(json),
                clock.instant().minus(Duration.ofHours(1)));
        syncAll();
        assertAsUpstream();
        change();
        HandMadeShards next = publish(HandMadeShards::of, all -> all);
        upstream.put(FOLDER + "repodata.json", Files.readAllBytes(json));
        upstream.clear();
        syncAll();
        assertRead(next.file("c"), next.file("d"));
        assertAsUpstream();
    }

    @Test
    void aNameThatShardsDoNotHaveIsReadWhole() throws Exception {
        HandMadeShards before = publish(HandMadeShards::of, all -> all);
        channel.subdir(LINUX).pkg("e", "1", "0");
        publish(HandMadeShards::of, all -> all);
        upstream.put(INDEX, before.index(), clock.instant().minus(Duration.ofHours(2)));
        syncAll();
        change();
        publish(HandMadeShards::of, all -> all);
        upstream.clear();
        syncAll();
        assertTrue(asked().contains("repodata.json"), asked()::toString);
        assertAsUpstream();
    }

    @Test
    void shardsThatNobodyMakesAnyMoreAreLeft() throws Exception {
        syncAll();
        change();
        channel.write();
        Path json = temp.resolve("up/c/linux-64/repodata.json");
        upstream.put(
                FOLDER + "repodata.json",
                Files.readAllBytes(json),
                Instant.now().plus(Duration.ofMinutes(11)));
        assertWarned(sync(), "it seems to have been forgotten upstream, and the newer one is taken");
        assertAsUpstream();
    }

    @Test
    void anOlderIndexOfShardsIsRefused() throws Exception {
        syncAll();
        HandMadeShards shards = publish(HandMadeShards::of, all -> all);
        upstream.put(INDEX, shards.info("x", 1).index(), Instant.now().minus(Duration.ofDays(1)));
        MirrorReport report = sync();
        assertTrue(report.isComplete(), "what it says of the subdir has changed: the whole index is read");
        reset();
        Path json = temp.resolve("up/c/linux-64/repodata.json");
        upstream.put(FOLDER + "repodata.json", Files.readAllBytes(json), Instant.EPOCH);
        upstream.put(
                INDEX,
                shards.shard("c", bytes -> Zstd.compress(new byte[] {(byte) 0x80}))
                        .index(),
                Instant.EPOCH);
        upstream.put(FOLDER + shards.file("c"), shards.files().get(shards.file("c")));
        report = sync();
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome());
        assertEquals(3, published.names(LINUX).size());
    }

    @Test
    void whatLostTooMuchIsRefused() throws Exception {
        for (int i = 0; i < 60; i++) {
            channel.subdir(LINUX).pkg("n" + i, "1", "0");
        }
        publish(HandMadeShards::of, all -> all);
        syncAll();
        for (int i = 0; i < 60; i++) {
            channel.subdir(LINUX).drop("n" + i + "-1-0.conda");
        }
        publish(HandMadeShards::of, all -> all);
        upstream.clear();
        assertEquals(Outcome.REFUSED, of(sync(), LINUX).outcome());
        assertRead();
        assertEquals(63, published.names(LINUX).size());
    }
}
