package org.channelmirror.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A time such as {@code 30d}: whole minutes, hours, days or weeks. */
record Lifetime(Duration duration) {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})([mhdw])");

    static Lifetime parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new CommandLine.TypeConversionException("\"" + text + "\" is no time such as 12h, 30d or 8w");
        }
        long number = Long.parseLong(matcher.group(1));
        return new Lifetime(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofDays(7 * number);
                });
    }
}
