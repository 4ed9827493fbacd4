package org.channelmirror.server;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the server syncs. Each time comes up to a tenth of the interval later than it says, at most ten minutes, so that not all
 * mirrors ask upstream at the full hour. Immutable and thread-safe.
 */
public final class SyncSchedule {

    private static final Pattern INTERVAL = Pattern.compile("([1-9]\\d{0,5})([smhd])");
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST_JITTER = Duration.ofMinutes(10);

    private final Function<ZonedDateTime, Optional<ZonedDateTime>> next;
    private final boolean startsAtOnce;

    private SyncSchedule(Function<ZonedDateTime, Optional<ZonedDateTime>> next, boolean startsAtOnce) {
        this.next = next;
        this.startsAtOnce = startsAtOnce;
    }

    /**
     * At the start, and then again and again.
     *
     * @param interval from one to the next, at least a second
     * @return the schedule
     * @throws IllegalArgumentException if the interval is shorter
     */
    public static SyncSchedule every(Duration interval) {
        if (interval.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("a sync every " + interval + " is too often: take a second or more");
        }
        return new SyncSchedule(now -> Optional.of(now.plus(interval)), true);
    }

    /**
     * Reads an interval such as {@code 6h} ({@code s}, {@code m}, {@code h}, {@code d}), or the five fields of a cron expression such
     * as {@code 30 2 * * *}, in the system's time zone.
     *
     * @param text the text
     * @return the schedule
     * @throws IllegalArgumentException if it is neither
     */
    public static SyncSchedule parse(String text) {
        Matcher interval = INTERVAL.matcher(text);
        if (interval.matches()) {
            return every(duration(interval));
        }
        try {
            Cron cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text);
            ExecutionTime times = ExecutionTime.forCron(cron.validate());
            return new SyncSchedule(times::nextExecution, false);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither an interval such as 6h nor a cron expression such as \"30 2 * * *\": "
                            + e.getMessage(),
                    e);
        }
    }

    private static Duration duration(Matcher interval) {
        long number = Long.parseLong(interval.group(1));
        return switch (interval.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** Whether the first sync is at the start. */
    boolean startsAtOnce() {
        return startsAtOnce;
    }

    /** How long to wait for the next sync; empty if there is none. */
    Optional<Duration> delay(ZonedDateTime now, RandomGenerator random) {
        Optional<ZonedDateTime> time = next.apply(now);
        if (time.isEmpty()) {
            return Optional.empty();
        }
        Duration interval = Duration.between(time.get(), next.apply(time.get()).orElse(time.get()));
        long jitter = Math.min(MOST_JITTER.toMillis(), interval.toMillis() / 10);
        return Optional.of(Duration.between(now, time.get()).plusMillis(random.nextLong(jitter + 1)));
    }
}
