package org.channelmirror.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of comma-separated values (RFC 4180). */
final class Csv {

    private Csv() {}

    static String line(String... values) {
        return Stream.of(values).map(Csv::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        boolean isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
