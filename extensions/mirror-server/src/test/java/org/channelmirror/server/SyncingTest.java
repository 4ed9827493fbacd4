package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.server.access.AccessTokens;
import org.channelmirror.server.access.TokenRole;
import org.channelmirror.server.access.TokenScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a served mirror up to date. */
final class SyncingTest extends ServerTestBase {

    private static final AccountName OTHER = new AccountName("other");

    private final LinkedBlockingQueue<AccountName> synced = new LinkedBlockingQueue<>();

    private SyncJob job(AccountName account, MirrorClient client) {
        return SyncJob.of(
                client,
                SyncRequest.builder(new Channel(URI.create("http://127.0.0.1:9/c")), storage)
                        .account(account)
                        .build());
    }

    /** What a sync does. */
    @FunctionalInterface
    private interface Syncing {
        MirrorReport sync(SyncRequest request) throws MirrorException;
    }

    /** Fails as one does whose storage is broken, after it has told that it was asked. */
    private MirrorClient recording() {
        return client(request -> {
            synced.add(request.account());
            throw new StorageException("x", new IOException("no"));
        });
    }

    /** A client that can only sync. */
    private static MirrorClient client(Syncing syncing) {
        return (MirrorClient) Proxy.newProxyInstance(
                MirrorClient.class.getClassLoader(),
                new Class<?>[] {MirrorClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("sync")) {
                        return syncing.sync((SyncRequest) arguments[0]);
                    }
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private AccountName next() throws InterruptedException {
        return synced.poll(20, TimeUnit.SECONDS);
    }

    private String token(TokenRole role, TokenScope scope) throws Exception {
        return new AccessTokens(storage, clock)
                .create(scope, role, Optional.empty())
                .secret();
    }

    private int post(String path, String token) throws Exception {
        return send("POST", path, "Authorization", "Bearer " + token).statusCode();
    }

    @Test
    void anIntervalSyncsAtOnceAndAgainAlsoAfterAFailure() throws Exception {
        start(builder -> builder.job(job(AccountName.DEFAULT, recording()))
                .job(job(OTHER, recording()))
                .schedule(SyncSchedule.parse("1s")));

        assertEquals(
                List.of(AccountName.DEFAULT, OTHER, AccountName.DEFAULT, OTHER),
                List.of(next(), next(), next(), next()));
        assertTrue(text(get("/metrics")).contains("channel_mirror_sync_seconds_count{outcome=\"failed\"}"));
    }

    @Test
    void whatIsSyncedIsLookedUpEachTime() throws Exception {
        String all = token(TokenRole.ADMIN, TokenScope.ALL);
        List<SyncJob> jobs = new CopyOnWriteArrayList<>();
        start(builder -> builder.job(job(AccountName.DEFAULT, recording())).jobs(() -> jobs));

        assertEquals(
                "{\"accepted\":[\"anaconda\"]}\n", text(send("POST", "/api/sync", "Authorization", "Bearer " + all)));
        assertEquals(AccountName.DEFAULT, next());
        assertEquals(409, post("/api/sync?account=other", all));
        jobs.add(job(OTHER, recording()));

        assertEquals(202, post("/api/sync?account=other", all));
        assertEquals(OTHER, next());
    }

    @Test
    void whatCannotBeFoundDoesNotStopTheOthers() throws Exception {
        start(builder -> builder.jobs(() -> {
                    throw new StorageException("x", new IOException("no"));
                })
                .job(job(OTHER, recording()))
                .schedule(SyncSchedule.parse("1s")));

        assertEquals(List.of(OTHER, OTHER), List.of(next(), next()));
    }

    @Test
    void anAdministratorAsksForASync() throws Exception {
        String all = token(TokenRole.ADMIN, TokenScope.ALL);
        String one = token(TokenRole.ADMIN, TokenScope.of(OTHER));
        String reader = token(TokenRole.READ, TokenScope.ALL);
        start(builder -> builder.job(job(AccountName.DEFAULT, recording())).job(job(OTHER, recording())));

        assertEquals(401, send("POST", "/api/sync").statusCode());
        assertEquals(403, post("/api/sync", reader));
        assertEquals(403, post("/api/sync", "x"));
        assertEquals(403, post("/api/sync", one));
        assertEquals(403, post("/api/sync?account=anaconda", one));
        assertEquals(400, post("/api/sync?account=..", all));
        assertEquals(400, post("/api/sync?x=1", all));
        assertEquals(409, post("/api/sync?account=absent", all));
        assertEquals(405, get("/api/sync", "Authorization", "Bearer " + all).statusCode());
        assertTrue(synced.isEmpty());

        assertEquals(202, post("/api/sync?account=other", one));
        assertEquals(OTHER, next());
        assertEquals(202, post("/t/" + all + "/api/sync", ""));
        assertEquals(AccountName.DEFAULT, next());
        assertEquals(OTHER, next());
    }

    @Test
    void aBodyIsRefused() throws Exception {
        start(builder -> builder.job(job(OTHER, recording())));

        String answer =
                raw("POST /api/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");

        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    @Test
    void theEndOfTheServerStopsTheSync() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        start(builder -> builder.drainTime(Duration.ofSeconds(20))
                .job(job(OTHER, client(request -> {
                    synced.add(request.account());
                    while (!request.cancellation().isCancelled()) {
                        Thread.onSpinWait();
                    }
                    stopped.countDown();
                    throw new MirrorCancelledException(null);
                })))
                .schedule(SyncSchedule.every(Duration.ofHours(1))));
        assertEquals(OTHER, next());

        server.close();

        assertEquals(0, stopped.getCount());
    }

    @ParameterizedTest
    @CsvSource({
        "1s, PT1S, PT1.1S",
        "90m, PT90M, PT99M",
        "6h, PT6H, PT6H10M",
        "2d, PT48H, PT48H10M",
        "30 2 * * *, PT23H30M, PT23H40M",
        "*/15 * * * *, PT15M, PT16M30S"
    })
    void timesComeAtMostATenthLater(String text, Duration least, Duration most) {
        SyncSchedule schedule = SyncSchedule.parse(text);
        ZonedDateTime time = ZonedDateTime.parse("2026-01-02T03:00:00Z");
        Random random = new Random(1);
        long distinct = 0;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            Duration delay = schedule.delay(time, random).orElseThrow();
            assertTrue(delay.compareTo(least) >= 0 && delay.compareTo(most) <= 0, delay.toString());
            distinct += delay.equals(before) ? 0 : 1;
            before = delay;
        }
        assertTrue(distinct > 50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "6", "6x", "* * * *", "61 * * * *", "every day"})
    void whatIsNoTimeIsSaid(String text) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> SyncSchedule.parse(text));

        assertTrue(failure.getMessage().contains("\"" + text + "\" is neither an interval"), failure.getMessage());
    }
}
