package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.api.ForeignChannelsException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account remembers of what filled it, and what it refuses because of that. */
class FillingTest extends SyncTestBase {

    private static final ConfigurationSource SOURCE =
            new ConfigurationSource(Path.of("/etc/tab\there.yaml"), Path.of("/work"), new AccountName("r"));

    private URI other;

    @BeforeEach
    void makeChannels() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .write();
        ChannelBuilder.at(temp.resolve("up/d"))
                .subdir("noarch")
                .pkg("m", "1", "0")
                .write();
        other = upstream.uri("/d/");
    }

    private Optional<AccountOrigin> origin() throws MirrorException {
        return client.accounts(new AccountsRequest(storage)).get(0).origin();
    }

    @Test
    void theLastConfigurationIsKeptUntilThereIsAnother() throws Exception {
        sync(builder -> builder.configuration(SOURCE));
        AccountOrigin first = new AccountOrigin(List.of(url().toString()), Optional.of(SOURCE));
        assertEquals(Optional.of(first), origin());
        List<String> written = new ArrayList<>();
        storage.watch(paths -> paths.forEach(path -> written.add(path.value())));
        sync(builder -> builder.configuration(SOURCE));
        sync();
        assertEquals(List.of(), written);
        assertEquals(Optional.of(first), origin());
    }

    @Test
    void otherChannelsAreRefusedBeforeAnythingIsAsked() throws Exception {
        syncAll();
        upstream.clear();
        ForeignChannelsException e = assertThrows(
                ForeignChannelsException.class, () -> client.sync(request(other).build()));
        assertEquals(List.of(url().toString()), e.before());
        assertEquals(List.of(other.toString()), e.asked());
        assertThrows(
                ForeignChannelsException.class, () -> client.plan(request(other).build()));
        assertEquals(List.of(), upstream.requests());
        client.sync(request(url(), other).build());
        client.sync(request(other, url()).build());
        assertThrows(ForeignChannelsException.class, this::sync);
        client.sync(request().channelChange(ChannelChange.ACCEPT).build());
        assertEquals(List.of(url().toString()), origin().orElseThrow().channels());
    }

    @Test
    void aChannelIsKnownWithoutItsSecretsAndWhereverItIsReadFrom() throws Exception {
        URI token = URI.create("https://h.example.org/t/geheim/c/");
        URI later = URI.create("https://u:geheim@h.example.org/c/");
        sync(builder -> builder.origins(List.of(new Channel(token))));
        assertEquals(List.of("https://h.example.org/c/"), origin().orElseThrow().channels());
        client.sync(request(other).origins(List.of(new Channel(later))).build());
        assertThrows(ForeignChannelsException.class, this::sync);
        byte[] state = Files.readAllBytes(root().resolve(".mirror/state/anaconda/filled"));
        assertFalse(new String(state, StandardCharsets.UTF_8).contains("geheim"));
    }

    @Test
    void whereNothingCouldBeReadNothingIsRemembered() throws Exception {
        assertThrows(
                MirrorException.class,
                () -> client.sync(request(upstream.uri("/nowhere/")).build()));
        upstream.inject(Fault.on(path -> path.startsWith("/d/")).status(503));
        assertTrue(client.sync(request(other).build()).isTotalFailure());
        syncAll();
        assertEquals(List.of(url().toString()), origin().orElseThrow().channels());
    }

    @Test
    void aDamagedNoteIsNoHindrance() throws Exception {
        syncAll();
        Path note = root().resolve(".mirror/state/anaconda/filled");
        Files.writeString(note, "damaged");
        assertEquals(Optional.empty(), origin());
        syncAll();
        assertTrue(origin().isPresent());
    }

    @Test
    void thereIsAnOriginForEachChannel() {
        assertThrows(IllegalArgumentException.class, () -> request().origins(List.of()));
    }

    @Test
    void aResetForgetsNothingOfIt() throws Exception {
        sync(builder -> builder.configuration(SOURCE));
        reset();
        assertEquals(Optional.of(SOURCE), origin().orElseThrow().configuration());
    }
}
