package org.channelmirror.internal.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;

/** A lease that renews itself. */
class KeptLeaseTest {

    private static final LeaseOwner OWNER = new LeaseOwner("a run", Instant.EPOCH);

    private static final class CountedLease implements Lease {

        private final CountDownLatch renewals;
        private volatile boolean isLost;
        private volatile boolean isClosed;

        private CountedLease(int renewals) {
            this.renewals = new CountDownLatch(renewals);
        }

        @Override
        public long fencingToken() {
            return 1;
        }

        @Override
        public LeaseOwner owner() {
            return OWNER;
        }

        /** A storage that cannot be asked at the first attempt. */
        @Override
        public void renew() throws IOException {
            if (isLost) {
                throw new LeaseLostException(StoragePath.of("a"), Optional.of(OWNER));
            }
            renewals.countDown();
            if (renewals.getCount() == 2) {
                throw new IOException("not now");
            }
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void itIsRenewedThoughNobodyAsksAndThoughAnAttemptFails() throws Exception {
        CountedLease lease = new CountedLease(3);
        try (KeptLease kept = KeptLease.of(lease, Duration.ofMillis(1))) {
            assertTrue(lease.renewals.await(30, TimeUnit.SECONDS));
            assertEquals(OWNER, kept.owner());
        }
        assertTrue(lease.isClosed);
    }

    @Test
    void onceLostItStaysLostAndItsStorageWritesNothing() throws Exception {
        CountedLease lease = new CountedLease(1);
        InMemoryStorage storage = new InMemoryStorage();
        try (KeptLease kept = KeptLease.of(lease, Duration.ofHours(1))) {
            StoragePath log = StoragePath.of("log");
            kept.fence(storage).append(log, new byte[1]);
            lease.isLost = true;
            assertThrows(LeaseLostException.class, () -> kept.fence(storage).append(log, new byte[1]));
            lease.isLost = false;
            assertThrows(LeaseLostException.class, kept::renew);
            assertEquals(1, storage.stat(log).orElseThrow().size());
        }
    }
}
