package org.channelmirror.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it, such as {@code 24h}, {@code 7d}, {@code 2w} or {@code 30m}; none at all is {@code 0h}. */
final class GracePeriod {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*([wdhm])");

    private GracePeriod() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a time such as 24h, 7d, 2w or 30m (minutes), not \"" + text + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "w" -> Duration.ofDays(7 * number);
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
