package org.channelmirror.filters;

import java.util.Locale;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;

/** The value of a key that switches something on. */
final class YesNo {

    private YesNo() {}

    static boolean of(FilterConfig config) {
        ConfigNode.Scalar value = config.scalar();
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidConfigException(value, "expected true or false, not \"" + value.text() + "\"");
        };
    }
}
