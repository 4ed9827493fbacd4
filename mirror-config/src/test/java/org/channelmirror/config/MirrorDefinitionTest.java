package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
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
                "exclude: x");

        SyncRequest request = definition.syncRequest(storage).build();

        assertEquals(2, request.channels().size());
        assertEquals(definition.subdirs(), request.subdirs());
        assertEquals(new AccountName("own"), request.account());
        assertEquals(RemovedUpstream.KEEP, request.removedUpstream());
        assertEquals(definition.unmatched(), request.unmatched());
        assertEquals(definition.replacedUpstream(), request.replacedUpstream());
        assertEquals(definition.packages(), request.packages());
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
                        List.of(),
                        one.subdirs(),
                        one.account(),
                        one.mirrorDir(),
                        one.maxParallel(),
                        one.retryPolicy(),
                        one.removedUpstream(),
                        one.unmatched(),
                        one.replacedUpstream(),
                        one.packages(),
                        one.closure(),
                        one.warnings()));
    }
}
