package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.NOW;
import static org.channelmirror.filters.Filters.filter;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFiltersTest {

    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({"7d, P7D", "36h, PT36H", "2w, P14D", "30m, PT30M", "10 D, P10D"})
    void anAgeIsReachedToTheMoment(String written, Duration age) {
        PackageFilter filter = filter("min_age", written);

        assertEquals(KEPT, reason(filter, built(NOW.minus(age))));
        assertEquals(
                "min_age: younger than " + written,
                reason(filter, built(NOW.minus(age).plusMillis(1))));
    }

    @Test
    void theChannelsOwnDateCounts() {
        PackageFilter filter = filter("min_age", "7d");

        assertEquals("min_age: younger than 7d", reason(filter, indexed(NOW.minus(DAY), NOW.minusSeconds(9_999_999))));
        assertEquals(KEPT, reason(filter, indexed(NOW.minus(DAY.multipliedBy(8)), NOW)));
        assertEquals(KEPT, reason(filter, Records.seen(indexed(NOW.minus(DAY.multipliedBy(8)), NOW), NOW)));
    }

    @Test
    void elseTheLaterOfTheBuildsAndTheMirrors() {
        PackageFilter filter = filter("min_age", "7d");
        PackageRecord old = built(NOW.minus(DAY.multipliedBy(100)));

        assertEquals("min_age: younger than 7d", reason(filter, Records.seen(old, NOW.minus(DAY))));
        assertEquals(KEPT, reason(filter, Records.seen(old, NOW.minus(DAY.multipliedBy(7)))));
        assertEquals(
                "min_age: younger than 7d",
                reason(filter, Records.seen(built(NOW.minus(DAY)), NOW.minus(DAY.multipliedBy(100)))));
        assertEquals(KEPT, reason(filter, Records.seen(Records.named("a"), NOW.minus(DAY.multipliedBy(7)))));
    }

    @Test
    void withoutAnyDateAPackageIsTooYoungForEver() {
        PackageFilter filter = filter("min_age", "7d");

        assertEquals("min_age: no date is listed, so its age is not known", reason(filter, Records.named("a")));
        assertEquals(Optional.empty(), filter.nextChange(Records.named("a"), NOW));
    }

    @Test
    void theNextChangeIsTheDayItIsOldEnough() {
        PackageFilter filter = filter("min_age", "7d");
        Instant built = NOW.minus(DAY);

        assertEquals(Optional.of(built.plus(DAY.multipliedBy(7))), filter.nextChange(built(built), NOW));
        assertEquals(Optional.empty(), filter.nextChange(built(built), built.plus(DAY.multipliedBy(7))));
        assertEquals(
                Optional.of("listed since 2026-06-14T12:00:00Z, old enough from 2026-06-21T12:00:00Z"),
                filter.explain(built(built)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "d", "-7d", "7 days", "P7D", "1.5d", "0d", "9999999d"})
    void whatIsNoDurationIsRefused(String written) {
        String message = refusal("min_age", written);

        assertTrue(message.contains("write such as 7d"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-30, 2024-06-30T00:00:00Z",
        "2024-06-30T12:30:00Z, 2024-06-30T12:30:00Z",
        "2024-06-30T12:30:00+02:00, 2024-06-30T10:30:00Z",
        "2024-06-30T12:30:00, 2024-06-30T12:30:00Z",
        "2024-06-30 12:30:00, 2024-06-30T12:30:00Z",
        "2024-06-30T12:30Z, 2024-06-30T12:30:00Z",
    })
    void aTimeIsOnTheLaterSideOfItself(String written, Instant time) {
        PackageFilter after = filter("published_after", written);
        PackageFilter before = filter("published_before", written);

        assertEquals(KEPT, reason(after, built(time)));
        assertEquals("published_after: before " + written, reason(after, built(time.minusMillis(1))));
        assertEquals(KEPT, reason(before, built(time.minusMillis(1))));
        assertEquals("published_before: not before " + written, reason(before, built(time)));
    }

    @Test
    void thePublicationIsTheChannelsDateElseTheBuilds() {
        PackageFilter after = filter("published_after", "2024-01-01");
        Instant early = Instant.parse("2020-01-01T00:00:00Z");
        Instant late = Instant.parse("2025-01-01T00:00:00Z");

        assertEquals(KEPT, reason(after, indexed(late, early)));
        assertEquals("published_after: before 2024-01-01", reason(after, indexed(early, late)));
        assertEquals("published_after: before 2024-01-01", reason(after, Records.seen(built(early), late)));
    }

    @Test
    void withoutADateAPackageIsOnNeitherSide() {
        assertEquals(
                "published_after: no date is listed",
                reason(filter("published_after", "2024-01-01"), Records.named("a")));
        assertEquals(
                "published_before: no date is listed",
                reason(filter("published_before", "2024-01-01"), Records.named("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024", "30.6.2024", "2024-02-30", "yesterday", "2024-06-30T25:00:00Z", "1719705600"})
    void whatIsNoDateIsRefused(String written) {
        String message = refusal("published_after", written);

        assertTrue(message.endsWith("write such as 2024-06-30 or 2024-06-30T12:00:00Z, which is UTC"), message);
    }

    private static PackageRecord built(Instant time) {
        return Records.linux("'name':'a','timestamp':" + time.toEpochMilli());
    }

    private static PackageRecord indexed(Instant indexed, Instant built) {
        return Records.linux(
                "'name':'a','indexed_timestamp':" + indexed.toEpochMilli() + ",'timestamp':" + built.toEpochMilli());
    }
}
