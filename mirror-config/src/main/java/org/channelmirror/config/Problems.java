package org.channelmirror.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Collects what is wrong in one file, so that all of it can be said at once; what several mirrors share is said once. */
final class Problems {

    private final String file;
    private final Set<ConfigProblem> found = new LinkedHashSet<>();

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    int count() {
        return found.size();
    }

    void add(Position at, String message) {
        found.add(new ConfigProblem(file, at.line(), at.column(), message));
    }

    void addToFile(String message) {
        found.add(ConfigProblem.ofFile(file, message));
    }

    /** Notes that two keys mean the same, where the later one stands. */
    void addSecond(Setting one, Setting other, String whatToDo) {
        boolean oneIsLater = one.position().line() > other.position().line();
        Setting later = oneIsLater ? one : other;
        Setting earlier = oneIsLater ? other : one;
        add(
                later.position(),
                "\"" + later.key() + "\" means the same as \"" + earlier.key() + "\" in line "
                        + earlier.position().line() + "; " + whatToDo);
    }

    /** Converts a text; where it cannot be converted, notes the problem under the key and goes on without. */
    <T> Optional<T> convert(String key, Text text, Function<String, T> conversion) {
        try {
            return Optional.of(conversion.apply(text.value()));
        } catch (IllegalArgumentException e) {
            add(text.position(), key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    void throwIfAny(String text) throws ConfigException {
        if (!found.isEmpty()) {
            throw new ConfigException(List.copyOf(found), text);
        }
    }
}
