package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a listener hears, and in which order. */
class ListenerTest extends SyncTestBase {

    private static final PackageSelection WITHOUT_B = PackageSelection.builder()
            .add(
                    FilterStage.REMOVAL,
                    "without b",
                    (record, now) -> record.name().equals("b") ? Decision.reject("it is b") : Decision.accept())
            .build();

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch").pkg("n", "1", "0").subdir(LINUX);
        for (int i = 0; i < 10; i++) {
            channel.subdir(LINUX).pkg("p" + i, "1", "0").payloadSize(20_000);
        }
        channel.subdir(LINUX).pkg("b", "1", "0").pkg("gone", "1", "0").damaged(Damage.ABSENT);
        channel.write();
    }

    @Test
    void everyTransferIsToldFromBeginningToEnd() throws Exception {
        upstream.inject(Fault.on("/c/linux-64/p3-1-0.conda").times(1).resetAfter(10));
        sync(builder -> builder.packages(WITHOUT_B));
        List<String> lines = events.lines;
        assertEquals("operationStarted anaconda", lines.get(0));
        assertEquals("operationFinished anaconda", lines.get(lines.size() - 1));
        assertEquals(
                1, lines.stream().filter("rejected b-1-0.conda it is b"::equals).count());
        assertEquals(1, lines.stream().filter("planReady noarch 1"::equals).count());
        int planned = lines.indexOf("planReady linux-64 11");
        assertTrue(planned > 0, lines::toString);
        for (int i = 0; i < 10; i++) {
            assertTransfer("linux-64/p" + i + "-1-0.conda", "succeeded", planned);
        }
        assertTransfer("linux-64/gone-1-0.conda", "failed", planned);
        assertTransfer("noarch/n-1-0.conda", "succeeded", 0);
        assertTrue(lines.contains("retried linux-64/p3-1-0.conda 1"), lines::toString);
    }

    private void assertTransfer(String path, String end, int after) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < events.lines.size(); i++) {
            String line = events.lines.get(i);
            if (line.contains(" " + path)) {
                assertTrue(i > after, () -> path + " before its plan: " + events.lines);
                told.add(line.substring(0, line.indexOf(' ')));
            }
        }
        assertEquals("started", told.get(0), () -> path + told);
        assertEquals(end, told.get(told.size() - 1), () -> path + told);
        assertTrue(Set.of("progressed", "retried").containsAll(told.subList(1, told.size() - 1)), () -> path + told);
    }

    @Test
    void warningsAreToldAsTheyAreReported() throws Exception {
        channel.subdir(LINUX).topLevel("signatures", Map.of()).write();
        MirrorReport report = sync();
        assertEquals(
                report.warnings().stream()
                        .map(warning -> "warning " + warning.message())
                        .toList(),
                events.lines.stream()
                        .filter(line -> line.startsWith("warning "))
                        .toList());
    }

    @Test
    void aListenerThatThrowsIsCountedAndHarmless() throws Exception {
        AtomicLong calls = new AtomicLong();
        MirrorListener throwing = (MirrorListener) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MirrorListener.class}, (proxy, method, args) -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("I am broken");
                });
        try (MirrorClient other = MirrorClient.builder()
                .retryPolicy(ONE_RETRY)
                .clock(clock)
                .listener(throwing)
                .build()) {
            MirrorReport report = other.sync(request().build());
            assertEquals(1, report.failureCount());
            assertEquals(12, report.downloaded());
            // The report is made before it is handed to the listener.
            assertEquals(calls.get() - 1, report.listenerErrors());
        }
        published.assertTruthful();
        assertEquals(11, published.names(LINUX).size());
    }
}
