package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;

class MirrorDefinitionTest {

    private final ChannelStorage storage = new InMemoryStorage();

    @Test
    void aRequestHasEverythingTheDefinitionSays() throws ConfigException {
        MirrorDefinition definition = Configs.parse(
                "channels: [r, s]",
                "platforms: osx-64",
                "account: own",
                "removed_upstream: keep",
                "require_closed: true",
                "exclude: x",
                "min_free_space: 5GB",
                "max_shrink: 3%",
                "channel_priority: strict");

        SyncRequest request = definition.syncRequest(storage).build();

        assertEquals(2, request.channels().size());
        assertEquals(definition.subdirs(), request.subdirs());
        assertEquals(new AccountName("own"), request.account());
        assertEquals(RemovedUpstream.KEEP, request.removedUpstream());
        assertEquals(definition.unmatched(), request.unmatched());
        assertEquals(definition.replacedUpstream(), request.replacedUpstream());
        assertEquals(new MaxShrink(3, 50), request.maxShrink());
        assertEquals(ShrinkPolicy.REFUSE, request.shrink());
        assertEquals(ChannelPriority.STRICT, request.channelPriority());
        assertEquals(definition.packages(), request.packages());
        assertEquals(5_000_000_000L, request.minFreeSpace());
        assertEquals(ClosureRequirement.REQUIRED, request.closure());
    }

    @Test
    void anAccountThatIsNotGivenIsTheDefaultOne() throws ConfigException {
        assertEquals(
                AccountName.DEFAULT,
                Configs.parse("channels: r").syncRequest(storage).build().account());
    }

    @Test
    void aChannelIsNeeded() throws ConfigException {
        MirrorDefinition one = Configs.parse("channels: r");

        assertThrows(
                IllegalArgumentException.class,
                () -> new MirrorDefinition(
                        one.file(),
                        List.of(),
                        one.subdirs(),
                        one.account(),
                        one.mirrorDir(),
                        one.maxParallel(),
                        one.retryPolicy(),
                        one.access(),
                        one.bandwidthLimit(),
                        one.minFreeSpace(),
                        one.removedUpstream(),
                        one.unmatched(),
                        one.replacedUpstream(),
                        one.maxShrink(),
                        one.gracePeriod(),
                        one.channelPriority(),
                        one.packages(),
                        one.closure(),
                        one.indexFormats(),
                        one.beforePublish(),
                        one.onFinish(),
                        one.visibility(),
                        one.logLevel(),
                        one.logDir(),
                        one.source(),
                        one.settings(),
                        one.warnings()));
    }

    @Test
    void anAccountIsPublicOrPrivateAndSaysSoOnlyWhereTheFileDoes() throws ConfigException {
        assertEquals(Optional.empty(), Configs.parse("channels: r").visibility());
        assertEquals(
                Optional.of(Visibility.PRIVATE),
                Configs.parse("channels: r", "visibility: private").visibility());
        assertEquals(
                List.of("2:13: visibility: \"secret\" is not one of public, private"),
                Configs.problems("channels: r", "visibility: secret"));
    }

    @Test
    void packagesOfOtherPlatformsAreOutByTheLineThatSaysSo() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: r", "", "platforms: osx-64");

        ExplainRequest request =
                definition.explainRequest(definition.syncRequest(storage).build(), PackageQuery.parse("numpy"));
        assertEquals(Optional.of("not in platforms"), request.otherSubdirs().reason());
        assertEquals(new ConfigNode.Place(3, 1), request.otherSubdirs().place());
        assertFalse(request.otherSubdirs().isAccepted());
    }

    @Test
    void aReasonWithoutAPlaceHasThatOfItsKey() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: r", "blacklist: [a]");
        ConfigNode.Place entry = new ConfigNode.Place(2, 13);

        assertEquals(new ConfigNode.Place(2, 1), definition.place(Decision.reject("blacklist: a")));
        assertEquals(entry, definition.place(Decision.reject("blacklist: a").at(entry)));
        assertEquals(ConfigNode.Place.NONE, definition.place(Decision.reject("no channel lists it any more")));
        assertEquals(ConfigNode.Place.NONE, definition.place(Decision.accept()));
    }

    @Test
    void indexesArePublishedInTheFormsThatAreAskedFor() throws ConfigException {
        assertEquals(IndexFormat.DEFAULTS, formats());
        assertEquals(Set.of(IndexFormat.JSON, IndexFormat.BZ2, IndexFormat.ZST), formats("index_formats: [bz2, Zst]"));
        assertEquals(Set.of(IndexFormat.JSON), formats("index_formats: json"));
        assertEquals(
                List.of("2:23: index_formats: \"xz\" is not one of shards, zst, bz2, current, json"),
                Configs.problems("channels: r", "index_formats: [json, xz]"));
        assertEquals(1, Configs.problems("channels: r", "index_formats: []").size());
    }

    private Set<IndexFormat> formats(String... lines) throws ConfigException {
        String[] all = new String[lines.length + 1];
        all[0] = "channels: r";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return Configs.parse(all).syncRequest(storage).build().indexFormats();
    }
}
