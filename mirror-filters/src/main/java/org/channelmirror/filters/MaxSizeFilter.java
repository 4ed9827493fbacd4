package org.channelmirror.filters;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects files that are larger than a limit. Immutable and thread-safe. */
final class MaxSizeFilter implements PackageFilter {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([a-z]*)");
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("kb", 1_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L),
            Map.entry("kib", 1L << 10),
            Map.entry("mib", 1L << 20),
            Map.entry("gib", 1L << 30),
            Map.entry("tib", 1L << 40));

    private final long limit;
    private final Decision rejection;

    MaxSizeFilter(FilterConfig config) {
        ConfigNode.Scalar value = config.scalar();
        this.limit = bytes(value);
        this.rejection = Decision.reject(
                        config.key() + ": more than " + Shown.of(value.text().strip()))
                .at(value.place());
    }

    /** Reads a size; {@code 500M} is refused, because it may mean either unit. */
    private static long bytes(ConfigNode.Scalar value) {
        Matcher matcher = SIZE.matcher(value.text().strip().toLowerCase(Locale.ROOT));
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new InvalidConfigException(
                    value, Shown.quoted(value.text()) + " is not a size; write such as 500MB, 1.5GB or 512MiB");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.ONE) < 0) {
            throw new InvalidConfigException(
                    value, "nothing is that small, so nothing would be mirrored; write such as 500MB");
        }
        return bytes.min(MOST).longValue();
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        OptionalLong size = record.size();
        return size.isPresent() && size.getAsLong() > limit ? rejection : Decision.accept();
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        OptionalLong size = record.size();
        return Optional.of(size.isPresent() ? "size " + size.getAsLong() + " bytes" : "no size is listed");
    }
}
