package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncAllTest {

    private static final AccountName A = new AccountName("a");
    private static final AccountName B = new AccountName("b");

    @TempDir
    Path dir;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                dir.resolve("m.yaml"),
                "mirrors: [{account: a, channels: 'http://127.0.0.1:9/x'}, {account: b, channels: 'http://127.0.0.1:9/y'}]\n");
    }

    /** What becomes of the account a; b is complete. */
    private interface FateOfA {
        MirrorReport get() throws MirrorException;
    }

    private static FakeClient client(FateOfA fate) {
        return new FakeClient() {
            @Override
            public MirrorReport sync(SyncRequest request) throws MirrorException {
                synced.add(request);
                return request.account().equals(A) ? fate.get() : Samples.complete();
            }
        };
    }

    private CliRun all(FakeClient client) {
        return CliRun.of(dir, client, "sync", "--all", "--json", "--config-file", "m.yaml");
    }

    @Test
    void theExitCodeIsThatOfAllTogether() {
        assertEquals(0, all(client(Samples::complete)).code());
        assertEquals(3, all(client(() -> Samples.withFailedPackages(1))).code());
        CliRun locked = all(client(() -> {
            throw new LockedException(A, Optional.empty());
        }));
        assertEquals(3, locked.code());
        assertEquals(5L, locked.json().at("accounts/0/exit_code"));
        assertEquals(0L, locked.json().at("accounts/1/exit_code"));
        CliRun failed = all(FakeClient.failing(new LockedException(A, Optional.empty())));
        assertEquals(1, failed.code());
    }

    @Test
    void aCancellationStopsAll() {
        FakeClient client = client(() -> {
            throw new MirrorCancelledException(Samples.complete());
        });
        CliRun run = all(client);
        assertEquals(130, run.code());
        assertEquals(1, client.synced.size());
        assertEquals(130L, run.json().at("accounts/0/exit_code"));
    }

    @Test
    void withoutAConfigurationEveryAccountHasItsOwn() throws IOException {
        FakeClient client = new FakeClient();
        AccountOrigin origin = new AccountOrigin(
                List.of("http://127.0.0.1:9/y/"), Optional.of(new ConfigurationSource(dir.resolve("m.yaml"), dir, B)));
        AccountOrigin gone = new AccountOrigin(
                List.of("http://127.0.0.1:9/y/"),
                Optional.of(new ConfigurationSource(dir.resolve("gone.yaml"), dir, A)));
        client.accounts = List.of(
                new AccountSummary(new AccountName("c"), 1, 1, Optional.of(origin)),
                new AccountSummary(new AccountName("d"), 1, 1, Optional.of(gone)),
                new AccountSummary(new AccountName("e"), 1, 1, Optional.empty()));
        CliRun run = CliRun.of(dir, client, "sync", "--all");
        assertEquals(3, run.code(), run.err());
        assertEquals(1, client.synced.size());
        SyncRequest request = client.synced.get(0);
        assertEquals(new AccountName("c"), request.account());
        assertEquals(origin.configuration(), request.configuration());
        assertEquals("http://127.0.0.1:9/y/", request.channels().get(0).url().toString());
        assertTrue(run.err().contains("error: account d: the configuration " + dir.resolve("gone.yaml")), run.err());
        assertTrue(run.err().contains("error: account e: account e in " + dir.resolve("mirror")), run.err());
        assertTrue(run.out().endsWith("3 accounts: 1 complete, 0 in part, 2 failed\n"), run.out());
    }

    @Test
    void anAccountThatWasFilledWithoutAConfigurationGetsNoShippedOne() throws IOException {
        FakeClient client = new FakeClient();
        Path samples = Files.createDirectories(dir.resolve("etc/anaconda-server/mirror"));
        Files.writeString(samples.resolve("anaconda.yaml"), "channels: 'http://127.0.0.1:9/x'\n");
        Map<String, String> prefix = Map.of("CHANNEL_MIRROR_PREFIX", dir.toString());
        assertEquals(0, CliRun.of(dir, client, prefix, "sync").code(), "it was never filled");
        client.accounts = List.of(new AccountSummary(AccountName.DEFAULT, 1, 1, Optional.empty()));
        CliRun run = CliRun.of(dir, client, prefix, "sync");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("was filled, but not by a configuration that is known"), run.err());
        assertEquals(1, client.synced.size());
    }

    @Test
    void changeChannelsIsForOneRun() {
        FakeClient client = new FakeClient();
        CliRun.of(dir, client, "sync", "--account", "a", "--config-file", "m.yaml");
        CliRun.of(dir, client, "sync", "--account", "a", "--config-file", "m.yaml", "--change-channels");
        assertEquals(ChannelChange.REFUSE, client.synced.get(0).channelChange());
        assertEquals(ChannelChange.ACCEPT, client.synced.get(1).channelChange());
    }
}
