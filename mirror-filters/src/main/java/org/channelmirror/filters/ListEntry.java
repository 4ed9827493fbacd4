package org.channelmirror.filters;

import java.util.Locale;
import java.util.Optional;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spec.Glob;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.InvalidConfigException;

/** One entry of a list of packages: a name, a glob over names, or a match spec. */
sealed interface ListEntry {

    /** Packages of one name, in lower case. */
    record Name(String name) implements ListEntry {}

    /** Packages whose names match. */
    record NameGlob(Glob glob) implements ListEntry {}

    /** Packages that meet a spec. */
    record Spec(MatchSpec spec) implements ListEntry {}

    /**
     * Reads an entry.
     *
     * @throws InvalidConfigException if it is none of these
     */
    static ListEntry parse(ConfigNode.Scalar value) {
        String written = value.text().strip();
        if (written.isEmpty()) {
            throw new InvalidConfigException(
                    value, "an entry is empty; write a package's name, a glob such as \"lib*\" or a match spec");
        }
        if (!isNameOrGlob(written)) {
            return spec(value, written);
        }
        Optional<PackageFormat> format = PackageFormat.of(written);
        if (format.isPresent()) {
            throw new InvalidConfigException(
                    value,
                    Shown.quoted(written) + " is the name of a file; write \""
                            + spec(written, format.get().suffix()) + "\"");
        }
        String lowered = written.toLowerCase(Locale.ROOT);
        return Glob.isGlob(lowered) ? new NameGlob(Glob.of(lowered)) : new Name(lowered);
    }

    private static ListEntry spec(ConfigNode.Scalar value, String written) {
        try {
            MatchSpec spec = MatchSpec.parse(written);
            Optional<String> name = spec.name();
            return spec.isNameOnly() && name.isPresent() ? new Name(name.get()) : new Spec(spec);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigException(
                    value,
                    Shown.quoted(written) + " is not a package's name, a glob or a match spec: " + e.getMessage()
                            + "; write such as \"numpy\", \"lib*\" or \"numpy >=1.26,<2\"");
        }
    }

    private static boolean isNameOrGlob(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isLetterOrDigit && "_.-+*?".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The spec that means the one file of a name. */
    private static String spec(String fileName, String suffix) {
        String stem = fileName.substring(0, fileName.length() - suffix.length());
        int build = stem.lastIndexOf('-');
        int version = build < 0 ? -1 : stem.lastIndexOf('-', build - 1);
        return version <= 0
                ? "*[fn=" + fileName + "]"
                : stem.substring(0, version) + "==" + stem.substring(version + 1, build) + "="
                        + stem.substring(build + 1);
    }
}
