package org.channelmirror.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts into a value what its variables stand for, and refuses placeholders that nobody replaced. */
final class Expansion {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z][A-Z0-9_-]*)>");
    private static final Pattern ONLY_A_NAME = Pattern.compile("\\$\\w+|\\$\\{\\w+}|" + PLACEHOLDER);

    private final Variables variables;

    Expansion(Variables variables) {
        this.variables = variables;
    }

    /**
     * @throws IllegalArgumentException if a variable is not set, or a placeholder was not replaced
     */
    String plain(String written) {
        Matcher placeholder = PLACEHOLDER.matcher(written);
        if (placeholder.find()) {
            String name = placeholder.group(1);
            throw new IllegalArgumentException(
                    placeholder.group() + " is a placeholder: put the real " + name.toLowerCase(Locale.ROOT)
                            + " in its place, or a variable such as $" + name.replace('-', '_'));
        }
        return variables.expand(written);
    }

    /**
     * The same for a secret: what looks like a variable may be a part of it, so it is named only where nothing else stands.
     *
     * @throws IllegalArgumentException as above
     */
    String secret(String written) {
        try {
            return plain(written);
        } catch (IllegalArgumentException e) {
            if (ONLY_A_NAME.matcher(written).matches()) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "a variable in it is not set, or a placeholder such as <TOKEN> was not replaced; write $$ for a plain"
                            + " dollar sign");
        }
    }
}
