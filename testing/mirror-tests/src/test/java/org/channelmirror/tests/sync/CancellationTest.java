package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped in the middle leaves a truthful mirror, and the next one goes on. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_HTTP", "MEMORY_FROM_HTTP"})
class CancellationTest extends SyncTestBase {

    private static final String STALLS = "/c/linux-64/stalls-1-0.conda";

    private final Cancellation cancellation = new Cancellation();

    CancellationTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch").pkg("n", "1", "0");
        for (int i = 10; i < 50; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0");
        }
        channel.subdir(LINUX).pkg("stalls", "1", "0").payloadSize(100_000);
        channel.write();
    }

    /** A run on a thread of its own. */
    private final class Run {

        private final CompletableFuture<MirrorReport> result = new CompletableFuture<>();
        private final Thread thread;
        private volatile boolean wasInterrupted;

        Run(SyncRequest request) {
            thread = new Thread(() -> {
                try {
                    result.complete(client.sync(request));
                } catch (MirrorException e) {
                    wasInterrupted = Thread.currentThread().isInterrupted();
                    result.completeExceptionally(e);
                }
            });
            thread.start();
        }

        MirrorCancelledException cancelled() throws Exception {
            Exception e = assertThrows(Exception.class, () -> result.get(30, TimeUnit.SECONDS));
            thread.join();
            if (e.getCause() instanceof MirrorCancelledException cancelled) {
                return cancelled;
            }
            throw new AssertionError("not cancelled", e);
        }
    }

    private Run begin() {
        return new Run(request().cancellation(cancellation).build());
    }

    private void assertGoesOn(Set<String> before) throws Exception {
        published.assertTruthful();
        upstream.release();
        upstream.clear();
        syncAll();
        assertEquals(41, published.names(LINUX).size());
        Set<String> again = new HashSet<>(packageRequests());
        again.retainAll(before);
        assertEquals(Set.of(), again, "what had arrived is not fetched again");
    }

    /** The packages that were told to have arrived. */
    private Set<String> arrived() {
        Set<String> found = new HashSet<>();
        events.lines.stream()
                .filter(line -> line.startsWith("succeeded "))
                .forEach(line -> found.add("/c/" + line.substring("succeeded ".length())));
        return found;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTheMiddleOfAPackage(boolean byToken) throws Exception {
        upstream.inject(Fault.on(STALLS).stallAfter(1000));
        Run run = begin();
        upstream.awaitStalled(Duration.ofSeconds(30));
        stop(run, byToken);
        MirrorCancelledException e = run.cancelled();
        assertEquals(!byToken, run.wasInterrupted, "the flag is the caller's to see");
        assertTrue(e.report().downloaded() >= 1, () -> e.report().toString());
        assertGoesOn(arrived());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withMorePackagesWaitingThanAreUnderWay(boolean byToken) throws Exception {
        upstream.inject(Fault.on(path -> path.startsWith("/c/linux-64/p") && path.compareTo("/c/linux-64/p15") > 0)
                .stallAfter(10));
        Run run = begin();
        upstream.awaitStalled(Duration.ofSeconds(30));
        stop(run, byToken);
        run.cancelled();
        assertTrue(packageRequests().size() < 20, packageRequests()::toString);
        assertGoesOn(arrived());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTheMiddleOfAnIndex(boolean byToken) throws Exception {
        upstream.inject(Fault.on("/c/linux-64/repodata.json").stallAfter(100));
        Run run = begin();
        upstream.awaitStalled(Duration.ofSeconds(30));
        stop(run, byToken);
        run.cancelled();
        assertEquals(List.of(), packageRequests());
        assertGoesOn(Set.of());
    }

    @Test
    void beforeItBegan() throws Exception {
        cancellation.cancel();
        begin().cancelled();
        assertEquals(List.of(), upstream.requests());
        assertFalse(published.has("noarch", "repodata.json"));
    }

    @Test
    void byAnInterruptionBeforeItBegan() throws Exception {
        Thread.currentThread().interrupt();
        try {
            assertThrows(MirrorCancelledException.class, this::sync);
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertGoesOn(Set.of());
    }

    /** The most inconvenient moments: whenever something has just become visible. */
    @Test
    void byAnInterruptionAfterAnyPublication() throws Exception {
        for (int stopAfter = 1; stopAfter < 30; stopAfter++) {
            int last = stopAfter;
            AtomicInteger count = new AtomicInteger();
            Thread caller = Thread.currentThread();
            channel.subdir(LINUX)
                    .pkg("p10", "1", "0")
                    .payload(new byte[] {(byte) stopAfter})
                    .write();
            storage.watch(targets -> {
                if (count.incrementAndGet() == last) {
                    caller.interrupt();
                }
            });
            try {
                sync();
            } catch (MirrorCancelledException e) {
                assertTrue(e.report().subdirs().size() <= 2);
            }
            Thread.interrupted();
            published.assertTruthful();
        }
        storage.watch(targets -> {});
        syncAll();
        assertEquals(41, published.names(LINUX).size());
    }

    private void stop(Run run, boolean byToken) {
        if (byToken) {
            cancellation.cancel();
        } else {
            run.thread.interrupt();
        }
    }
}
