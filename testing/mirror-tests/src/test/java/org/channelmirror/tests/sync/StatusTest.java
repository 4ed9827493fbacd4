package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.HeldPackage;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.HistoryRequest;
import org.channelmirror.api.LicenseCount;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.MirrorStatus.RunResult.Outcome;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.TransferException;
import org.channelmirror.model.AccountName;
import org.channelmirror.testkit.channel.MadeChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mirror tells of itself. */
class StatusTest extends SyncTestBase {

    private static final AccountName OTHER = new AccountName("other");

    private MadeChannel made;

    @BeforeEach
    void mirror() throws Exception {
        made = channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .license("MIT")
                .pkg("b", "1", "0")
                .license("MIT")
                .pkg("c", "2.5", "h1_0")
                .write();
        syncAll();
    }

    private MirrorStatus status() throws MirrorException {
        return client.status(new StatusRequest(storage, AccountName.DEFAULT));
    }

    private List<String> history(Optional<AccountName> account, String query) throws MirrorException {
        try (Stream<HistoryEvent> events =
                client.history(new HistoryRequest(storage, account, PackageQuery.parse(query)))) {
            return events.map(
                            event -> event.account() + " " + event.event() + " " + event.subdir() + "/" + event.file())
                    .toList();
        }
    }

    @Test
    void everyAccountIsTold() throws Exception {
        sync(builder -> builder.account(OTHER));
        assertEquals(
                List.of(AccountName.DEFAULT, OTHER),
                client.accounts(new AccountsRequest(storage)).stream()
                        .map(AccountSummary::account)
                        .toList());
    }

    @Test
    void theRunAndItsResultAreTold() throws Exception {
        Instant first = clock.instant();
        clock.advance(Duration.ofHours(1));
        syncAll();
        MirrorStatus status = status();
        assertTrue(status.lastRun().orElseThrow().description().startsWith("sync (process "), status::toString);
        assertEquals(clock.instant(), status.lastRun().orElseThrow().since());
        assertEquals(Outcome.COMPLETE, status.result().orElseThrow().outcome());
        assertEquals(first, status.result().orElseThrow().since(), "a result that is as before is not written again");
        assertEquals(Optional.of(first), status.lastChanged());
        assertEquals(List.of(url().toString()), status.upstream());
    }

    @Test
    void failuresAreToldUntilTheyAreMended() throws Exception {
        channel.subdir(LINUX).pkg("d", "1", "0").write();
        Path source = temp.resolve("up/c/linux-64/d-1-0.conda");
        byte[] bytes = Files.readAllBytes(source);
        Files.delete(source);
        sync();
        MirrorStatus status = status();
        assertEquals(Outcome.INCOMPLETE, status.result().orElseThrow().outcome());
        assertEquals(1, status.result().orElseThrow().failedPackages());
        assertEquals(1, status.failureCount());
        assertEquals("d-1-0.conda", status.failures().get(0).file().value());
        Files.write(source, bytes);
        syncAll();
        assertEquals(Outcome.COMPLETE, status().result().orElseThrow().outcome());
        assertEquals(0, status().failureCount());
    }

    @Test
    void aRunThatCouldDoNothingIsTold() throws Exception {
        channel.subdir("noarch").pkg("n", "1", "0").write();
        clock.advance(Duration.ofDays(2));
        syncAll();
        upstream.close();
        // One without a connection that is left over from before.
        try (MirrorClient fresh =
                MirrorClient.builder().retryPolicy(ONE_RETRY).clock(clock).build()) {
            assertThrows(TransferException.class, () -> fresh.sync(request().build()));
        }
        assertEquals(Outcome.FAILED, status().result().orElseThrow().outcome());
        assertTrue(!status().result().orElseThrow().message().isEmpty());
    }

    @Test
    void anInventoryHasEveryFileThatIsHeldAlsoWhatIsHidden() throws Exception {
        channel.subdir(LINUX).drop("a-1-0.conda").write();
        syncAll();
        try (Stream<HeldPackage> files = client.inventory(new StatusRequest(storage, AccountName.DEFAULT))) {
            List<HeldPackage> all = files.toList();
            assertEquals(
                    List.of("a-1-0.conda", "b-1-0.conda", "c-2.5-h1_0.conda"),
                    all.stream().map(held -> held.file().value()).toList());
            for (HeldPackage held : all) {
                byte[] stored = published.bytes(LINUX, held.file().value());
                assertEquals(stored.length, held.size());
                assertEquals(
                        Published.hash("SHA-256", stored),
                        held.sha256().orElseThrow().hex());
            }
        }
    }

    @Test
    void licencesAreCountedOnceAPackage() throws Exception {
        long a = made.get(LINUX, "a-1-0.conda").bytes().length;
        long b = made.get(LINUX, "b-1-0.conda").bytes().length;
        long c = made.get(LINUX, "c-2.5-h1_0.conda").bytes().length;
        List<LicenseCount> counts = client.licenses(new StatusRequest(storage, AccountName.DEFAULT));
        assertEquals(
                List.of(3L, a + b + c),
                List.of(
                        counts.stream().mapToLong(LicenseCount::packages).sum(),
                        counts.stream().mapToLong(LicenseCount::bytes).sum()));
        assertEquals(new LicenseCount("MIT", 2, a + b), counts.get(0));
    }

    @Test
    void thePastOfAPackageIsTold() throws Exception {
        sync(builder -> builder.account(OTHER));
        channel.subdir(LINUX).pkg("a", "1", "0").payload(new byte[] {1, 2}).write();
        channel.subdir(LINUX).drop("b-1-0.conda").write();
        clock.advance(Duration.ofHours(1));
        syncAll();
        String here = "anaconda ";
        assertEquals(
                List.of(here + "arrived linux-64/a-1-0.conda", here + "replaced linux-64/a-1-0.conda"),
                history(Optional.of(AccountName.DEFAULT), "a >=1"));
        assertEquals(
                List.of(
                        here + "arrived linux-64/b-1-0.conda",
                        "other arrived linux-64/b-1-0.conda",
                        here + "hidden linux-64/b-1-0.conda"),
                history(Optional.empty(), "b-1-0.conda"));
        assertEquals(List.of("other arrived linux-64/c-2.5-h1_0.conda"), history(Optional.of(OTHER), "c 2.5.* h1_*"));
        assertEquals(List.of(), history(Optional.of(OTHER), "c <2"));
        assertEquals(List.of(), history(Optional.empty(), "noarch/c-2.5-h1_0.conda"));
    }

    @Test
    void aLineThatWasCutShortHidesNoOther() throws Exception {
        Path log = root().resolve(".mirror/history.jsonl");
        Files.writeString(log, "{\"time\":\"2024-01-0\n" + Files.readString(log));
        assertEquals(List.of("anaconda arrived linux-64/a-1-0.conda"), history(Optional.empty(), "a"));
    }
}
