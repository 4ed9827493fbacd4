package org.channelmirror.filters;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects what was not listed for long enough. Immutable and thread-safe. */
final class MinAgeFilter implements PackageFilter {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*([wdhm])");

    private final Duration age;
    private final Decision tooYoung;
    private final Decision undated;

    MinAgeFilter(FilterConfig config) {
        ConfigNode.Scalar value = config.scalar();
        this.age = duration(value);
        this.tooYoung = Decision.reject(
                        config.key() + ": younger than " + value.text().strip())
                .at(value.place());
        this.undated = Decision.reject(config.key() + ": no date is listed, so its age is not known")
                .at(value.place());
    }

    private static Duration duration(ConfigNode.Scalar value) {
        Matcher matcher = DURATION.matcher(value.text().strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InvalidConfigException(
                    value,
                    Shown.quoted(value.text()) + " is not a duration; write such as 7d, 36h, 2w or 30m (minutes)");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "w" -> Duration.ofDays(7 * number);
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
        if (duration.isZero()) {
            throw new InvalidConfigException(
                    value, "an age of nothing is no limit; write such as 7d, or remove the key");
        }
        return duration;
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        Optional<Instant> since = RecordTimes.since(record);
        if (since.isEmpty()) {
            return undated;
        }
        return now.isBefore(since.get().plus(age)) ? tooYoung : Decision.accept();
    }

    @Override
    public Optional<Instant> nextChange(PackageRecord record, Instant now) {
        return RecordTimes.since(record).map(since -> since.plus(age)).filter(now::isBefore);
    }

    @Override
    public boolean needsFirstSeen() {
        return true;
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        return Optional.of(RecordTimes.since(record)
                .map(since -> "listed since " + since + ", old enough from " + since.plus(age))
                .orElse("no date is listed"));
    }
}
