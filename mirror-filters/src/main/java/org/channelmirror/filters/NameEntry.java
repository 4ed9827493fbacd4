package org.channelmirror.filters;

import java.util.Locale;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.InvalidConfigException;

/** One entry of a list of names as the user wrote it, checked and lowered. */
record NameEntry(String written, String lowered) {

    private static final String MATCH_SPEC = "=<>[]:!~|,";

    static NameEntry parse(ConfigNode.Scalar value) {
        String written = value.text();
        if (written.isBlank()) {
            throw new InvalidConfigException(
                    value, "an entry is empty; write a package's name or a glob such as \"lib*\"");
        }
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == ' ' || MATCH_SPEC.indexOf(c) >= 0) {
                throw new InvalidConfigException(
                        value,
                        "\"" + written + "\" looks like a match spec; only package names"
                                + " and globs with \"*\" and \"?\" are supported");
            }
            if (!isNameCharacter(c)) {
                throw new InvalidConfigException(
                        value,
                        "\"" + printable(written) + "\" is not a package's name or a glob:"
                                + " use letters, digits, \"_\", \".\", \"-\", \"*\" and \"?\"");
            }
        }
        return new NameEntry(written, written.toLowerCase(Locale.ROOT));
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-+*?".indexOf(c) >= 0;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
