package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.TransferException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When nothing can be done at all. */
@ParameterizedClass
@EnumSource
class FailureTest extends SyncTestBase {

    FailureTest(Setup setup) {
        super(setup);
    }

    private void assertLockIsFree() throws Exception {
        LockAttempt attempt = storage.lock(
                StoragePath.of("accounts", "anaconda"), new LeaseOwner("test", clock.instant()), Duration.ofMinutes(1));
        assertInstanceOf(LockAttempt.Acquired.class, attempt).lease().close();
    }

    @Test
    void aServerThatIsDownEndsTheRunAtOnce() throws Exception {
        URI dead = upstream.uri("/c/");
        upstream.close();
        TransferException e = assertThrows(
                TransferException.class,
                () -> client.sync(request(dead).subdirs(SubdirSelection.all()).build()));
        assertTrue(String.valueOf(e.getMessage()).contains(dead + "noarch/repodata.json.zst"), e.getMessage());
        assertTrue(e.isRetryable());
        assertLockIsFree();
    }

    @Test
    void nothingAtTheUrlIsNoChannel() throws Exception {
        URI nowhere = url().resolve("../nowhere/");
        for (int run = 0; run < 2; run++) {
            ChannelNotFoundException e = assertThrows(
                    ChannelNotFoundException.class,
                    () -> client.sync(request(nowhere).build()));
            assertTrue(String.valueOf(e.getMessage()).contains("/nowhere/"), e.getMessage());
            assertThrows(
                    ChannelNotFoundException.class,
                    () -> client.plan(request(nowhere).build()));
        }
        assertLockIsFree();
        assertFalse(published.has("noarch", "repodata.json"));
    }

    @Test
    void aChannelThatIsCreatedLaterIsFound() throws Exception {
        assertThrows(ChannelNotFoundException.class, this::sync);
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        syncAll();
        assertEquals(Set.of("a-1-0.conda"), published.names(LINUX));
    }

    @Test
    void aChannelThatVanishedIsATotalFailureThatTakesNothing() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .write();
        syncAll();
        channel.dropSubdir("noarch").dropSubdir(LINUX).write();
        MirrorReport report = sync();
        assertTrue(report.isTotalFailure(), report::toString);
        assertEquals(Set.of("a-1-0.conda"), published.names(LINUX));
        published.assertTruthful();
    }

    @Test
    void twoRunsOfOneAccountExcludeEachOther() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        StoragePath path = StoragePath.of("accounts", "anaconda");
        LockAttempt other = storage.lock(path, new LeaseOwner("another run", clock.instant()), Duration.ofMinutes(1));
        LockedException e = assertThrows(LockedException.class, this::sync);
        assertEquals("another run", e.owner().orElseThrow().description());
        assertTrue(String.valueOf(e.getMessage()).contains("another run"), e.getMessage());
        assertFalse(published.has("noarch", "repodata.json"));
        assertEquals(0, events.lines.size(), "nothing began");
        ((LockAttempt.Acquired) other).lease().close();
        syncAll();
        assertLockIsFree();
    }

    @Test
    void aStorageThatFailsEndsTheRunAndFreesTheLock() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        storage.watch(targets -> {
            throw new IOException("disk full");
        });
        StorageException e = assertThrows(StorageException.class, this::sync);
        assertTrue(String.valueOf(e.getMessage()).contains("disk full"), e.getMessage());
        assertLockIsFree();
        published.assertTruthful();
        storage.watch(targets -> {});
        syncAll();
        assertEquals(2, published.names(LINUX).size());
    }

    @Test
    void aDefectOnAWorkerIsNotSwallowed() throws Exception {
        for (int i = 0; i < 40; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0");
        }
        channel.write();
        Thread caller = Thread.currentThread();
        storage.watch(targets -> {
            if (Thread.currentThread() != caller) {
                throw new UnsupportedOperationException("a defect");
            }
        });
        IllegalStateException e = assertThrows(IllegalStateException.class, this::sync);
        assertEquals("a defect", String.valueOf(e.getCause().getMessage()));
        assertLockIsFree();
    }

    @Test
    void oneSubdirsFailureIsNotTheOthers() throws Exception {
        if (!setup.overHttp) {
            return;
        }
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .write();
        upstream.inject(Fault.on(path -> path.contains("/noarch/repodata")).status(500));
        MirrorReport report = sync();
        assertFalse(report.isComplete());
        assertFalse(report.isTotalFailure());
        assertEquals(Set.of("a-1-0.conda"), published.names(LINUX));
        assertFalse(published.has("noarch", "repodata.json"));
    }
}
