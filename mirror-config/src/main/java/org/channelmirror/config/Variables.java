package org.channelmirror.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Expands {@code $VAR} and {@code ${VAR}}; {@code $$} stands for one dollar sign. */
final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)}|(\\$)|\\{)");

    private final Map<String, String> values;

    Variables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * @throws IllegalArgumentException if a variable is not set or a brace is not closed
     */
    String expand(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            expanded.append(text, done, matcher.start()).append(value(matcher));
            done = matcher.end();
        }
        return expanded.append(text, done, text.length()).toString();
    }

    private String value(Matcher reference) {
        if (reference.group(3) != null) {
            return "$";
        }
        @Nullable String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
        if (name == null) {
            throw new IllegalArgumentException(
                    "\"${\" begins a variable: write ${NAME}, or $$ for a plain dollar sign");
        }
        @Nullable String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the variable " + name
                    + " is not set; set it in the environment, or write its value here ($$ is a plain dollar sign)");
        }
        return value;
    }
}
