package org.channelmirror.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class Units {

    private static final List<String> BYTES = List.of("kB", "MB", "GB", "TB", "PB", "EB");

    private Units() {}

    /** Such as {@code 999 B} or {@code 1.2 MB}; powers of 1000. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        // 999.95 would be printed as 1000.0.
        while (value >= 999.95) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, BYTES.get(unit));
    }

    /** Such as {@code 3.2 s}, {@code 4 min 05 s} or {@code 2 h 03 min}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + "." + duration.toMillisPart() / 100 + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** Such as {@code 1 package} or {@code 2 packages}. */
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
