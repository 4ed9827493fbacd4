package org.channelmirror.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What figures depend on, printed with them. */
final class Machine {

    private static final double MEBI = 1 << 20;

    private Machine() {}

    static String describe() {
        return String.format(
                Locale.ROOT,
                "Java %s, %d processors, load average %.1f, max heap %.0f MiB",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().maxMemory() / MEBI);
    }
}
