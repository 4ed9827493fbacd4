package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.channel.PackageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What upstream lists with the same bytes as before is taken over unread: what changes round it has to be seen all the same. */
class ListedAgainTest extends SyncTestBase {

    private static final List<String> NAMES = List.of("a", "a-b", "b", "c", "d");
    private static final long SOME_TIME = 1_700_000_000_000L;

    private final TreeSet<String> present = new TreeSet<>();

    private PackageBuilder put(String name, int version, PackageFormat format) {
        present.add(name + "-" + version + "-0" + format.suffix());
        return channel.subdir(LINUX)
                .pkg(name, String.valueOf(version), "0")
                .format(format)
                .field("license", "A")
                .field("timestamp", SOME_TIME);
    }

    private void fill() throws Exception {
        for (String name : NAMES) {
            for (int version = 0; version < 4; version++) {
                put(name, version, PackageFormat.CONDA);
                put(name, version, PackageFormat.TAR_BZ2);
            }
        }
        channel.write();
        syncAll();
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private void change(Random random, List<Listing> listings) {
        int what = random.nextInt(10);
        if (what < 3 && present.size() > 20) {
            String file = any(new ArrayList<>(present), random);
            present.remove(file);
            channel.subdir(LINUX).drop(file);
            return;
        }
        PackageBuilder changed = put(
                        any(NAMES, random), random.nextInt(5), any(List.of(PackageFormat.values()), random))
                .field("license", any(List.of("A", "B", "C"), random));
        switch (what) {
            case 3, 4 -> changed.field("name", any(List.of("a", "d", "x", ""), random));
            case 5, 6 -> changed.field("timestamp", SOME_TIME + random.nextInt(1_000_000) * 1000L);
            case 7 -> changed.listing(any(listings, random));
            default -> {}
        }
    }

    /** The same upstream, by one who knows nothing yet. */
    private void assertAsWhenFresh(String when) throws Exception {
        try (ChannelStorage other = new InMemoryStorage()) {
            client.sync(SyncRequest.builder(List.of(new Channel(url())), other)
                    .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX))))
                    .build());
            Published fresh = new Published(other);
            assertEquals(Published.records(fresh.index(LINUX)), Published.records(published.index(LINUX)), when);
            PublishedShards expected = PublishedShards.read(fresh, LINUX);
            PublishedShards found = PublishedShards.read(published, LINUX);
            assertEquals(expected.info(), found.info(), when);
            for (Map.Entry<String, String> shard : expected.files().entrySet()) {
                // Only who was there before knows what was removed.
                if (found.shards().get(shard.getKey()).get("removed").equals(List.of())) {
                    assertEquals(shard.getValue(), found.files().get(shard.getKey()), when + ", " + shard.getKey());
                }
            }
        }
    }

    private static List<List<Listing>> listings() {
        return List.of(List.of(Listing.PACKAGES), List.of(Listing.values()));
    }

    @ParameterizedTest
    @MethodSource("listings")
    void whateverChangesIsSeen(List<Listing> listings) throws Exception {
        fill();
        Random random = new Random(30);
        for (int round = 0; round < 60; round++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(random, listings);
            }
            channel.write();
            boolean keeps = random.nextInt(5) == 0;
            sync(builder -> builder.shrink(ShrinkPolicy.ACCEPT)
                    .removedUpstream(keeps ? RemovedUpstream.KEEP : RemovedUpstream.REMOVE));
            published.assertTruthful();
            if (!keeps) {
                assertAsWhenFresh("round " + round);
            }
        }
    }

    @Test
    void aNameThatLosesARecordLosesItInItsShard() throws Exception {
        fill();
        channel.subdir(LINUX).drop("a-3-0.conda").write();
        syncAll();
        put("b", 9, PackageFormat.CONDA).write();
        syncAll();
        assertAsWhenFresh("after another change");
    }

    @Test
    void aRecordThatGoesWithANameOfItsOwnIsMissed() throws Exception {
        put("odd", 1, PackageFormat.CONDA).field("name", "a");
        fill();
        channel.subdir(LINUX).drop("odd-1-0.conda").write();
        syncAll();
        assertAsWhenFresh("without it");
    }

    @Test
    void aRecordMayGoToAnotherName() throws Exception {
        fill();
        put("b", 2, PackageFormat.CONDA).field("name", "a").write();
        syncAll();
        assertAsWhenFresh("with the other name");
        put("b", 2, PackageFormat.CONDA).field("name", "c").write();
        syncAll();
        assertAsWhenFresh("with a third name");
    }

    @Test
    void aRecordOfRevisionThreeMayGoToAnotherName() throws Exception {
        fill();
        put("b", 9, PackageFormat.CONDA).listing(Listing.V3).field("name", "c").write();
        syncAll();
        put("b", 9, PackageFormat.CONDA).field("name", "a").write();
        syncAll();
        assertAsWhenFresh("with the other name");
    }

    @Test
    void whatWasRemovedMayComeBackUnderAnotherName() throws Exception {
        fill();
        channel.subdir(LINUX).drop("b-2-0.conda").write();
        syncAll();
        put("b", 2, PackageFormat.CONDA).field("name", "c").write();
        syncAll();
        assertAsWhenFresh("with the other name");
    }

    @Test
    void whatUpstreamAndSomebodyHereBothChangedIsReadAnew() throws Exception {
        fill();
        Path index = root().resolve("conda/anaconda/linux-64/repodata.json");
        String text = Files.readString(index);
        int record = text.indexOf("\"b-2-0.conda\":");
        int time = text.indexOf("\"timestamp\":" + SOME_TIME, record) + "\"timestamp\":".length();
        long later = SOME_TIME + 1_000;
        Files.writeString(
                index,
                text.substring(0, time)
                        + later
                        + text.substring(time + String.valueOf(later).length()));
        put("b", 2, PackageFormat.CONDA).field("timestamp", later).write();
        syncAll();
        assertAsWhenFresh("after it");
    }

    /** As it is where another version made shards in another way. */
    @Test
    void aListThatWasMadeOfSomethingElseIsNotBelieved() throws Exception {
        fill();
        List<Path> lists;
        try (Stream<Path> files = Files.list(root().resolve(".mirror/state/anaconda/linux-64"))) {
            lists = files.filter(each -> String.valueOf(each.getFileName()).startsWith("shards-"))
                    .toList();
        }
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        try (FrameReader entries = new FrameReader(Files.newInputStream(lists.get(0)));
                FrameWriter out = new FrameWriter(other)) {
            while (entries.next()) {
                byte[] entry = Arrays.copyOf(entries.payload(), entries.length());
                for (int i = FrameKey.end(entry); i < entry.length; i++) {
                    entry[i] ^= 1;
                }
                out.write(entry, 0, entry.length);
            }
            out.finish();
        }
        assertEquals(1, lists.size());
        Files.write(lists.get(0), other.toByteArray());
        put("c", 9, PackageFormat.CONDA).write();
        syncAll();
        assertAsWhenFresh("after it");
    }

    @Test
    void aRecordMayChangeAndBeAsLongAsBefore() throws Exception {
        fill();
        put("b", 2, PackageFormat.CONDA).field("license", "B").write();
        syncAll();
        assertEquals("B", published.record(LINUX, "b-2-0.conda").get("license"));
        assertAsWhenFresh("after it");
    }

    @Test
    void whatSomebodyWroteIntoTheIndexIsNotBelieved() throws Exception {
        fill();
        Path index = root().resolve("conda/anaconda/linux-64/repodata.json");
        String text = Files.readString(index);
        Files.write(
                index, text.replace("\"license\":\"A\"", "\"license\":\"Z\"").getBytes(StandardCharsets.UTF_8));
        put("c", 9, PackageFormat.CONDA).write();
        syncAll();
        assertEquals("A", published.record(LINUX, "b-2-0.conda").get("license"));
        assertAsWhenFresh("after it");
    }
}
