package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.internal.engine.SyncOperation;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.transport.BandwidthLimit;
import org.channelmirror.internal.transport.HttpAccess;
import org.channelmirror.internal.transport.HttpDownloader;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.MinimalRate;
import org.channelmirror.internal.transport.RetrySchedule;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two thousand packages from an upstream where much goes wrong, some of it for good; which, a seed says. */
@Timeout(120)
class FaultMixTest extends SyncTestBase {

    private static final int PACKAGES = 2000;
    private static final int RETRIES = 5;
    private static final String PAST = "Sun, 01 Mar 2020 12:00:00 GMT";

    private final Map<String, byte[]> contents = new TreeMap<>();
    private final Set<String> lost = new TreeSet<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private Random random = new Random(0);
    private int stalls = 8;

    FaultMixTest() {
        super(Setup.MEMORY_FROM_HTTP);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_301})
    void whatCanBeHadArrivesAndTheReportNamesTheRest(long seed) throws Exception {
        random = new Random(seed);
        makePackages();
        for (String name : contents.keySet()) {
            if (random.nextInt(100) < 45) {
                spoil("/c/linux-64/" + name, name);
            }
        }

        MirrorReport report = run();

        assertEquals(lost, names(report), () -> "of " + kinds);
        assertEquals(lost.size(), report.failureCount());
        assertFalse(report.isComplete());
        assertFalse(report.isTotalFailure());
        Set<String> expected = new TreeSet<>(contents.keySet());
        expected.removeAll(lost);
        assertEquals(expected, published.names(LINUX));
        published.assertTruthful();
        assertOnlyRightBytes();
        assertTrue(upstream.requests().size() > PACKAGES);

        upstream.heal();
        MirrorReport second = run();

        assertTrue(second.isComplete(), second::toString);
        assertEquals(contents.keySet(), published.names(LINUX));
        published.assertTruthful();
        assertEquals(List.of(), storage.staged());
    }

    private MirrorReport run() throws MirrorException {
        HttpTimeouts timeouts = new HttpTimeouts(
                Duration.ofSeconds(30), Duration.ofSeconds(2), new MinimalRate(2000, Duration.ofMillis(500)));
        RetryPolicy policy = new RetryPolicy(RETRIES, Duration.ofMillis(2), Duration.ofMillis(10));
        try (HttpDownloader http = new HttpDownloader(
                8, timeouts, new RetrySchedule(policy, Clock.systemUTC()), HttpAccess.DEFAULT, BandwidthLimit.none())) {
            return new SyncOperation(
                            new Engine(http, clock, MirrorListener.NONE, 8, List.of()),
                            request().build())
                    .run();
        }
    }

    private void makePackages() throws IOException {
        StringBuilder json =
                new StringBuilder("{\"info\":{\"subdir\":\"linux-64\"},\"packages\":{},\"packages.conda\":{");
        for (int i = 0; i < PACKAGES; i++) {
            String name = "p" + i + "-1-0.conda";
            byte[] content = new byte[i % 50 == 0 ? 150_000 : 200 + random.nextInt(2000)];
            random.nextBytes(content);
            contents.put(name, content);
            upstream.put("/c/linux-64/" + name, content);
            json.append(i == 0 ? "" : ",").append("\"" + name + "\":{\"name\":\"p" + i + "\",\"version\":\"1\",");
            json.append("\"build\":\"0\",\"build_number\":0,\"depends\":[],\"size\":" + content.length);
            json.append(",\"sha256\":\"" + Published.hash("SHA-256", content) + "\"}");
        }
        channel.subdir(LINUX).rawRepodata(json.append("}}").toString()).write();
    }

    private void spoil(String path, String name) {
        byte[] content = contents.get(name);
        int kind = random.nextInt(24);
        kinds.merge("kind " + kind, 1, Integer::sum);
        int times = 1 + random.nextInt(3);
        int part = random.nextInt(content.length);
        switch (kind) {
            case 0 -> some(path, times, where -> where.reset());
            case 1, 2 -> some(path, times, where -> where.resetAfter(part));
            case 3, 4 -> some(path, times, where -> where.truncateAfter(part));
            case 5 -> some(path, times, where -> where.status(500 + random.nextInt(5)));
            case 6 -> some(path, times, where -> where.status(408));
            case 7 -> some(path, times, where -> where.status(429, Map.of("Retry-After", "0")));
            case 8 -> some(path, times, where -> where.status(503, Map.of("Retry-After", PAST)));
            case 9 -> some(path, times, where -> where.delay(Duration.ofMillis(10)));
            case 10 -> some(path, times, where -> where.redirectTo(path));
            case 11 -> stall(path, part);
            case 12 -> cutThen(path, part, Fault.on(path).times(1).ignoreRange());
            case 13 -> cutThen(path, part, Fault.on(path).times(1).contentRange("bytes 0-9/10"));
            case 14 -> cutThen(path, part, Fault.on(path).times(1).contentRange(""));
            case 15 -> cutThen(path, part, Fault.on(path).times(1).status(416));
            case 16 -> some(path, 1, where -> where.content(changed(content)));
            case 17 -> some(path, 1, where -> where.content(new byte[content.length + 1]));
            case 18 -> loses(name, Fault.on(path).status(random.nextBoolean() ? 404 : 410));
            case 19 -> loses(name, Fault.on(path).status(random.nextBoolean() ? 403 : 500));
            case 20 -> loses(name, Fault.on(path).content(changed(content)));
            case 21 -> loses(name, Fault.on(path).content(new byte[random.nextInt(2 * content.length)]));
            case 22 -> loses(name, Fault.on(path).redirectTo(path));
            default -> loses(name, Fault.on(path).truncateAfter(0));
        }
    }

    /** The fault that makes of a number of requests what the function says. */
    private interface Making {
        Fault of(Fault.Where where);
    }

    private void some(String path, int times, Making fault) {
        upstream.inject(fault.of(Fault.on(path).times(times)));
    }

    private void stall(String path, int part) {
        if (stalls-- > 0) {
            upstream.inject(Fault.on(path).times(1).stallAfter(part));
        } else {
            upstream.inject(Fault.on(path).times(1).trickleAfter(part, Duration.ofMillis(1)));
        }
    }

    private void cutThen(String path, int part, Fault next) {
        upstream.inject(Fault.on(path).times(1).truncateAfter(Math.max(1, part)));
        upstream.inject(next);
    }

    private void loses(String name, Fault fault) {
        lost.add(name);
        upstream.inject(fault);
    }

    private static byte[] changed(byte[] content) {
        byte[] changed = content.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    private static Set<String> names(MirrorReport report) {
        return report.failures().stream()
                .map(failure -> failure.file().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whatever a client can read below the account is what upstream lists. */
    private void assertOnlyRightBytes() throws IOException {
        try (Stream<StoredObject> objects = storage.list(StoragePath.of("conda"))) {
            for (StoredObject object : objects.toList()) {
                String name = object.path().fileName();
                if (!name.startsWith("repodata") && !name.endsWith(".msgpack.zst")) {
                    assertArrayEquals(contents.get(name), published.bytes(object.path()), name);
                }
            }
        }
    }
}
