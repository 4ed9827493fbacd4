package org.channelmirror.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BandwidthLimitTest {

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final BandwidthLimit limit = new BandwidthLimit(1000, nanos::get, time -> nanos.addAndGet(time.toNanos()));

    private Duration take(int bytes) throws InterruptedException {
        long before = nanos.get();
        limit.take(bytes, DownloadObserver.NONE);
        return Duration.ofNanos(nanos.get() - before);
    }

    @Test
    void bytesTakeTheirTime() throws Exception {
        assertEquals(Duration.ofMillis(500), take(500));
        assertEquals(Duration.ofMillis(2500), take(2500));
    }

    @Test
    void timeThatWasNotUsedIsLostButForATenthOfASecond() throws Exception {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertEquals(Duration.ofMillis(400), take(500));
        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        assertEquals(Duration.ofMillis(450), take(500));
    }

    @Test
    void readsAreShortWhereTheLimitIsLow() {
        assertEquals(100, limit.portion(65_536));
        assertEquals(1, new BandwidthLimit(1).portion(65_536));
        assertEquals(65_536, BandwidthLimit.none().portion(65_536));
    }

    @Test
    void noLimitIsNoWait() throws Exception {
        BandwidthLimit none = BandwidthLimit.none();
        for (int i = 0; i < 100_000; i++) {
            none.take(Integer.MAX_VALUE, DownloadObserver.NONE);
        }
        assertThrows(IllegalArgumentException.class, () -> new BandwidthLimit(0));
    }
}
