package org.channelmirror.internal.operation;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseLostException;
import org.channelmirror.spi.LeaseOwner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is renewed while an operation holds it, however long one step of the operation takes. Thread-safe. */
public final class KeptLease implements Lease {

    private static final Logger LOG = LoggerFactory.getLogger(KeptLease.class);

    private final Lease lease;
    private final ScheduledExecutorService timer;
    private volatile @Nullable LeaseLostException lost;

    private KeptLease(Lease lease) {
        this.lease = lease;
        this.timer = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "channel-mirror-lease");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Keeps a lease, which it closes with itself. */
    static KeptLease of(Lease lease, Duration interval) {
        KeptLease kept = new KeptLease(lease);
        long every = interval.toMillis();
        // It ends with the timer.
        var unused = kept.timer.scheduleWithFixedDelay(kept::tick, every, every, TimeUnit.MILLISECONDS);
        return kept;
    }

    /** A storage that writes for as long as the lease is held, and fails from then on. */
    public ChannelStorage fence(ChannelStorage storage) {
        return new FencedStorage(storage, this);
    }

    public boolean isLost() {
        return lost != null;
    }

    private void tick() {
        try {
            renew();
        } catch (LeaseLostException e) {
            timer.shutdown();
        } catch (IOException e) {
            // It lives for some more attempts; whoever writes meanwhile asks, too.
            LOG.warn("the lock could not be renewed: {}", e.getMessage());
        }
    }

    @Override
    public long fencingToken() {
        return lease.fencingToken();
    }

    @Override
    public LeaseOwner owner() {
        return lease.owner();
    }

    @Override
    public void renew() throws IOException {
        LeaseLostException before = lost;
        if (before != null) {
            throw before;
        }
        try {
            lease.renew();
        } catch (LeaseLostException e) {
            lost = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        lease.close();
    }
}
