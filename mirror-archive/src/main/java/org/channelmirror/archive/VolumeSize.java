package org.channelmirror.archive;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large a volume may be, as people write it. */
public final class VolumeSize {

    private static final long FAT32 = (4L << 30) - 1;
    private static final long LEAST = 1 << 16;
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    private VolumeSize() {}

    /**
     * Reads a size.
     *
     * @param text {@code fat32} for the most that such a file system takes, or a number with a unit: KB, MB, GB, TB of 1000, KiB,
     *     MiB, GiB, TiB of 1024
     * @return a number of bytes
     * @throws IllegalArgumentException if it is no size, or less than 64 KiB
     */
    public static long parse(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        if (lower.equals("fat32")) {
            return FAT32;
        }
        Matcher matcher = FORM.matcher(lower);
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("expected a size such as 4GB, 700MiB or fat32, not \"" + text + "\"");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 || bytes.longValue() < LEAST) {
            throw new IllegalArgumentException("a volume has 64 KiB or more, not \"" + text + "\"");
        }
        return bytes.longValue();
    }
}
