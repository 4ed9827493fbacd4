package org.channelmirror.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 10MB} is ten million bytes, {@code 10MiB} is ten times 1024 times 1024. */
final class ByteSize {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([a-z]*)");
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

    private ByteSize() {}

    /** A number of bytes; what is left of a fraction of one is dropped. */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("expected a size such as 500kB, 10MB or 1.5GiB, not \"" + text
                    + "\"; the units are B, kB, MB, GB, TB (of 1000) and KiB, MiB, GiB, TiB (of 1024)");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is more than any storage has");
        }
        return bytes.longValue();
    }

    /** A number of bytes in a second, which may be said; none at all would be no transfer. */
    static long perSecond(String text) {
        long bytes = parse(text.trim().replaceFirst("\\s*/\\s*[sS]$", ""));
        if (bytes < 1) {
            throw new IllegalArgumentException("with \"" + text + "\" nothing would come; remove the key for no limit");
        }
        return bytes;
    }
}
