package org.channelmirror.model;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A platform folder of a channel, such as {@code linux-64} or {@code noarch} (CEP 26). Immutable and thread-safe;
 * ordered by name.
 *
 * @param name the folder's name: {@code noarch}, or lower-case letters and digits on both sides of one hyphen, at most 32
 *     characters
 */
public record Subdir(String name) implements Comparable<Subdir> {

    // Before the constant below: its constructor needs the pattern.
    private static final Pattern VALID = Pattern.compile("noarch|[a-z0-9]+-[a-z0-9]+");
    private static final int MAX_LENGTH = 32;

    /** The subdir of packages for every platform, which every mirror has. */
    public static final Subdir NOARCH = new Subdir("noarch");

    /** The subdirs that conda knows. A channel may have others. */
    public static final Set<Subdir> KNOWN = Stream.of(
                    "noarch",
                    "emscripten-wasm32",
                    "freebsd-64",
                    "linux-32",
                    "linux-64",
                    "linux-aarch64",
                    "linux-armv6l",
                    "linux-armv7l",
                    "linux-ppc64",
                    "linux-ppc64le",
                    "linux-riscv32",
                    "linux-riscv64",
                    "linux-s390x",
                    "osx-64",
                    "osx-arm64",
                    "wasi-wasm32",
                    "win-32",
                    "win-64",
                    "win-arm64",
                    "zos-z")
            .map(Subdir::new)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Validates the name.
     *
     * @throws IllegalArgumentException if it is not a subdir's name
     */
    public Subdir {
        Objects.requireNonNull(name, "name");
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a subdir: expected \"noarch\" or a form like \"linux-64\"");
        }
    }

    /**
     * Says whether a name can be a subdir's, without an exception.
     *
     * @param name any text
     * @return true if {@code new Subdir(name)} would succeed
     */
    public static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && VALID.matcher(name).matches();
    }

    @Override
    public int compareTo(Subdir other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
