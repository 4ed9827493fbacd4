package org.channelmirror.config;

import java.util.Locale;
import java.util.Optional;

/** Switches of the original tools of which one position is all there is here. */
final class OriginalSwitches {

    private static final String NO_INSTALLERS =
            "the original tools fetch installers unless told otherwise; here none are fetched";

    private final Values values;
    private final Problems problems;

    OriginalSwitches(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    void read(Settings settings, InForce inForce) {
        refuse(
                settings,
                ConfigKeys.FETCH_INSTALLERS,
                "true",
                "installers are not fetched yet; set it to false, which is the default here, or remove it");
        inForce.add(ConfigKeys.FETCH_INSTALLERS, "false", NO_INSTALLERS);
        refuse(
                settings,
                ConfigKeys.VERIFY_CHECKSUM,
                "false",
                "every package is verified, so that the index never names a file with other bytes than it lists;"
                        + " remove the key");
        inForce.add(ConfigKeys.VERIFY_CHECKSUM, "true");
    }

    private void refuse(Settings settings, String key, String position, String reason) {
        Optional<Text> text = settings.get(key).flatMap(values::scalar);
        Optional<String> given = text.flatMap(found -> problems.convert(key, found, OriginalSwitches::position));
        if (given.isPresent() && given.get().equals(position)) {
            problems.add(text.orElseThrow().position(), key + ": " + reason);
        }
    }

    private static String position(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> "true";
            case "false", "no", "off" -> "false";
            default -> throw new IllegalArgumentException("expected true or false, not \"" + text + "\"");
        };
    }
}
