package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks that another process holds and that are taken from it, on a disk of this machine and on one that machines share. */
class LockBreakTest {

    private static final StoragePath PATH = StoragePath.of("conda/a");

    @TempDir
    Path root;

    private Process other;

    @BeforeEach
    void startOther() throws IOException {
        other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProcessTest.Other.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader answers = other.inputReader();
        assertEquals("Acquired", answers.readLine());
    }

    @AfterEach
    void stopOther() throws InterruptedException {
        other.destroyForcibly().waitFor();
    }

    private FileLocks locks(boolean provesLife) throws IOException {
        Layout layout = Layout.of(root);
        LockReach reach = new LockReach(root) {
            @Override
            boolean provesLife() {
                return provesLife;
            }
        };
        return new FileLocks(
                layout.locks(),
                new Folders(layout, Disk.system()),
                Disk.system(),
                new ModificationClock(Clock.systemUTC()),
                reach);
    }

    private static LeaseOwner owner(String name) {
        return new LeaseOwner(name, Instant.EPOCH);
    }

    private static Lease acquired(LockAttempt attempt) {
        return assertInstanceOf(LockAttempt.Acquired.class, attempt).lease();
    }

    @Test
    void aHolderThatTheKernelKnowsToLiveKeepsItsLock() throws IOException {
        LockAttempt.Held held =
                assertInstanceOf(LockAttempt.Held.class, locks(true).breakLock(PATH, owner("breaker")));
        assertEquals(LockAttempt.Holder.ALIVE, held.holder());
        assertEquals(Optional.of("the other process"), held.owner().map(LeaseOwner::description));
    }

    @Test
    void aLockOfADiskThatMachinesShareIsTakenOverForGood() throws Exception {
        LockAttempt.Held held =
                assertInstanceOf(LockAttempt.Held.class, locks(false).lock(PATH, owner("polite")));
        assertEquals(LockAttempt.Holder.UNKNOWN, held.holder());
        Lease lease = acquired(locks(false).breakLock(PATH, owner("breaker")));
        assertEquals(2, lease.fencingToken());
        lease.renew();
        assertInstanceOf(LockAttempt.Held.class, locks(false).lock(PATH, owner("third")));
        lease.close();

        // The former holder's lock is in the way of nobody any more, whether it is let go or not.
        Lease next = acquired(locks(false).lock(PATH, owner("next")));
        assertEquals(3, next.fencingToken());
        other.destroyForcibly().waitFor();
        assertInstanceOf(LockAttempt.Held.class, locks(false).lock(PATH, owner("late")));
        next.close();
    }

    @Test
    void whoseLockWasTakenOverLearnsIt() throws Exception {
        other.destroyForcibly().waitFor();
        Lease first = acquired(locks(false).lock(PATH, owner("first")));
        // What another machine does, which sees the lock and not this process.
        LockHolder taken = new LockHolder(first.fencingToken() + 1, owner("breaker"), 1);
        java.nio.file.Files.writeString(Layout.of(root).locks().resolve(FileNames.of(PATH) + ".owner"), taken.text());
        LeaseLostException lost = assertThrows(LeaseLostException.class, first::renew);
        assertEquals(Optional.of(taken.owner()), lost.owner());
        first.close();
    }
}
