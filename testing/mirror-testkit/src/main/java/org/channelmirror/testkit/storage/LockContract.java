package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Exclusive locks. */
interface LockContract extends StorageFixture {

    /** How long the leases of this suite live. */
    Duration TIME_TO_LIVE = Duration.ofMinutes(10);

    private LockAttempt attempt(ChannelStorage storage, String path, String owner) throws IOException {
        LeaseOwner by = new LeaseOwner(owner, Instant.parse("2024-05-06T07:08:09.123Z"));
        return storage.lock(StoragePath.of(path), by, TIME_TO_LIVE);
    }

    private Lease acquire(String path, String owner) throws IOException {
        return assertInstanceOf(LockAttempt.Acquired.class, attempt(storage(), path, owner))
                .lease();
    }

    @Test
    default void aLockIsExclusiveAndTellsItsOwner() throws IOException {
        try (Lease lease = acquire("a/b", "first \u00e4, of host 1")) {
            for (ChannelStorage storage : List.of(storage(), reopen())) {
                LockAttempt.Held held = assertInstanceOf(LockAttempt.Held.class, attempt(storage, "a/b", "second"));
                assertEquals(Optional.of(lease.owner()), held.owner());
            }
            assertEquals("first \u00e4, of host 1", lease.owner().description());
            lease.renew();
        }
    }

    @Test
    default void aClosedLockIsFreeAndItsTokenGrows() throws IOException {
        Lease first = acquire("a/b", "first");
        assertTrue(first.fencingToken() >= 1, "fencing token " + first.fencingToken());
        first.close();
        assertThrows(IOException.class, first::renew);
        Lease second = acquire("a/b", "second");
        first.close();
        assertInstanceOf(LockAttempt.Held.class, attempt(storage(), "a/b", "third"));
        assertTrue(second.fencingToken() > first.fencingToken());
        second.close();
        if (storage().capabilities().durable()) {
            reopen();
        }
        try (Lease third = acquire("a/b", "third")) {
            assertTrue(third.fencingToken() > second.fencingToken());
        }
    }

    @Test
    default void locksOfDifferentPathsAreIndependentAndAreNoObjects() throws IOException {
        String longest = "l".repeat(255) + "/" + "m".repeat(255) + "/" + "n".repeat(255);
        List<String> paths = List.of(
                "a",
                "a/b",
                "a%2Fb",
                "a_b",
                "a.lock",
                "a.owner",
                "a.owner.new",
                ".mirror/locks/a",
                "A",
                longest,
                longest + "/o");
        List<Lease> leases = new ArrayList<>();
        for (String path : paths) {
            leases.add(acquire(path, "owner"));
        }
        for (String path : paths) {
            assertInstanceOf(LockAttempt.Held.class, attempt(storage(), path, "second"), path);
        }
        put("a/b", "text");
        assertEquals(List.of("a/b"), paths("a"));
        assertEquals(List.of(), paths(".mirror"));
        for (Lease lease : leases) {
            lease.close();
        }
    }

    @Test
    default void ofManyThreadsOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            ConcurrentLinkedQueue<Lease> winners = new ConcurrentLinkedQueue<>();
            Threads.run(8, thread -> {
                if (attempt(storage(), "a/b", "thread " + thread) instanceof LockAttempt.Acquired acquired) {
                    winners.add(acquired.lease());
                }
            });
            assertEquals(1, winners.size());
            assertEquals(round + 1, winners.element().fencingToken());
            winners.element().close();
        }
    }

    private LockAttempt breakLock(String owner) throws IOException {
        LeaseOwner by = new LeaseOwner(owner, Instant.parse("2024-05-06T07:08:09.123Z"));
        return reopen().breakLock(StoragePath.of("a/b"), by, TIME_TO_LIVE);
    }

    @Test
    default void aLockIsBrokenUnlessItsHolderIsKnownToLive() throws IOException {
        Lease first = acquire("a/b", "first");
        LockAttempt attempt = breakLock("second");
        if (attempt instanceof LockAttempt.Held held) {
            assertEquals(LockAttempt.Holder.ALIVE, held.holder());
            assertEquals(Optional.of(first.owner()), held.owner());
            first.renew();
            first.close();
            return;
        }
        Lease second = ((LockAttempt.Acquired) attempt).lease();
        assertTrue(second.fencingToken() > first.fencingToken());
        LeaseLostException lost = assertThrows(LeaseLostException.class, first::renew);
        assertEquals(Optional.of(second.owner()), lost.owner());
        first.close();
        second.renew();
        LockAttempt.Held held = assertInstanceOf(LockAttempt.Held.class, attempt(storage(), "a/b", "third"));
        assertEquals(Optional.of(second.owner()), held.owner());
        second.close();
        acquire("a/b", "third").close();
    }

    @Test
    default void breakingAFreeLockAcquiresIt() throws IOException {
        acquire("a/b", "first").close();
        try (Lease second = assertInstanceOf(LockAttempt.Acquired.class, breakLock("second"))
                .lease()) {
            assertEquals(2, second.fencingToken());
            assertInstanceOf(LockAttempt.Held.class, attempt(storage(), "a/b", "third"));
        }
    }

    @Test
    default void theLastOwnerIsToldWhetherTheLockIsHeldOrNot() throws IOException {
        assertEquals(Optional.empty(), storage().lastOwner(StoragePath.of("a/b")));
        Lease lease = acquire("a/b", "first");
        Optional<LeaseOwner> held = storage().lastOwner(StoragePath.of("a/b"));
        lease.close();
        Optional<LeaseOwner> free = storage().lastOwner(StoragePath.of("a/b"));
        assertEquals(held, free);
        // A storage may keep nothing of its owners.
        free.ifPresent(owner -> assertEquals(lease.owner(), owner));
    }

    @Test
    default void anExpiredLeaseIsTakenOver() throws IOException {
        Assumptions.assumeFalse(
                storage().capabilities().seesHolderDeath(), "leases of this storage end with their holder");
        Lease first = acquire("a/b", "first");
        pass(TIME_TO_LIVE.minusSeconds(1));
        first.renew();
        pass(TIME_TO_LIVE.minusSeconds(1));
        assertInstanceOf(LockAttempt.Held.class, attempt(storage(), "a/b", "second"));
        pass(Duration.ofSeconds(1));
        Lease second = acquire("a/b", "second");
        assertTrue(second.fencingToken() > first.fencingToken());
        assertThrows(IOException.class, first::renew);
        first.close();
        second.renew();
        LockAttempt.Held held = assertInstanceOf(LockAttempt.Held.class, attempt(storage(), "a/b", "third"));
        assertEquals(Optional.of(second.owner()), held.owner());
        second.close();
    }
}
