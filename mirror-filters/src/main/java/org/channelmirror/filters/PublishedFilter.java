package org.channelmirror.filters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects what was published on the wrong side of a time, which itself is on the later side. Immutable and thread-safe. */
final class PublishedFilter implements PackageFilter {

    private final Instant time;
    private final Decision earlier;
    private final Decision later;
    private final Decision undated;

    private PublishedFilter(Instant time, Decision earlier, Decision later, Decision undated) {
        this.time = time;
        this.earlier = earlier;
        this.later = later;
        this.undated = undated;
    }

    static PublishedFilter after(FilterConfig config) {
        ConfigNode.Scalar value = config.scalar();
        Instant time = time(value);
        Decision rejection =
                Decision.reject(config.key() + ": before " + shown(value)).at(value.place());
        return new PublishedFilter(time, rejection, Decision.accept(), undated(config));
    }

    static PublishedFilter before(FilterConfig config) {
        ConfigNode.Scalar value = config.scalar();
        Instant time = time(value);
        Decision rejection =
                Decision.reject(config.key() + ": not before " + shown(value)).at(value.place());
        return new PublishedFilter(time, Decision.accept(), rejection, undated(config));
    }

    /** Refuses a period that ends where it begins or before: nothing could be in it. */
    static void refuseEmpty(FilterConfig before, FilterConfig after) {
        if (!time(after.scalar()).isBefore(time(before.scalar()))) {
            throw new InvalidConfigException(
                    before.value(),
                    Shown.quoted(shown(before.scalar())) + " is not later than " + after.key() + ": "
                            + Shown.quoted(shown(after.scalar())) + " in line "
                            + after.value().place().line()
                            + ", so that nothing would be mirrored; swap the two, or remove one");
        }
    }

    private static Decision undated(FilterConfig config) {
        return Decision.reject(config.key() + ": no date is listed")
                .at(config.value().place());
    }

    private static String shown(ConfigNode.Scalar value) {
        return value.text().strip();
    }

    /** Reads a date, or a date with a time: in UTC where no offset is given. */
    private static Instant time(ConfigNode.Scalar value) {
        String text = shown(value).replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T");
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.matches(".*T.*(?:Z|[+-][\\d:]+)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new InvalidConfigException(
                    value,
                    Shown.quoted(value.text())
                            + " is not a date; write such as 2024-06-30 or 2024-06-30T12:00:00Z, which is UTC");
        }
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        Optional<Instant> published = RecordTimes.published(record);
        if (published.isEmpty()) {
            return undated;
        }
        return published.get().isBefore(time) ? earlier : later;
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        return Optional.of(RecordTimes.published(record)
                .map(published -> "published " + published)
                .orElse("no date is listed"));
    }
}
