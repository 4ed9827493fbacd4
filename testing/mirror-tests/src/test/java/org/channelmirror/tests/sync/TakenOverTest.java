package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.LockedException;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;

/** A storage whose locks outlive their holders, and accounts that are taken over. */
class TakenOverTest extends SyncTestBase {

    private static final StoragePath LOCK = StoragePath.of("accounts/anaconda");

    TakenOverTest() {
        super(Setup.MEMORY_FROM_HTTP);
    }

    private LeaseOwner owner(String name) {
        return new LeaseOwner(name, clock.instant());
    }

    @Test
    void aLockThatOutlivesItsHolderIsRespectedAndBrokenOnDemand() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        Lease dead = ((LockAttempt.Acquired) storage.lock(LOCK, owner("a dead run"), Duration.ofDays(9))).lease();
        LockedException locked = assertThrows(LockedException.class, this::sync);
        assertEquals(LockAttempt.Holder.UNKNOWN, locked.holder());
        assertTrue(String.valueOf(locked.getMessage()).contains("a dead run"), locked.getMessage());
        assertTrue(sync(builder -> builder.lock(LockPolicy.BREAK)).isComplete());
        assertThrows(java.io.IOException.class, dead::renew);
    }

    @Test
    void whoIsTakenOverPublishesNothingMoreAndSaysSo() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        List<StoragePath> after = new ArrayList<>();
        boolean[] broken = new boolean[1];
        storage.watch(targets -> {
            if (broken[0]) {
                after.addAll(targets);
            } else {
                broken[0] = true;
                assertInstanceOf(
                        LockAttempt.Acquired.class,
                        storage.breakLock(LOCK, owner("the successor"), Duration.ofDays(9)));
            }
        });
        LockedException locked = assertThrows(LockedException.class, this::sync);
        assertEquals(Optional.of("the successor"), locked.owner().map(LeaseOwner::description));
        assertTrue(
                String.valueOf(locked.getMessage()).contains("was taken over by the successor"), locked.getMessage());
        assertEquals(List.of(), after);
        assertFalse(published.has(LINUX, "repodata.json"));
    }
}
