package org.channelmirror.benchmarks;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options of the forms {@code --name value} and {@code --name=value}. */
final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    static Options parse(List<String> args, Set<String> known) throws UsageException {
        Map<String, String> values = new HashMap<>();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String[] parts = rest.next().split("=", 2);
            if (!parts[0].startsWith("--") || !known.contains(parts[0].substring(2))) {
                throw new UsageException("unknown option " + parts[0] + "; known are " + new TreeSet<>(known));
            }
            if (parts.length == 1 && !rest.hasNext()) {
                throw new UsageException(parts[0] + " needs a value");
            }
            values.put(parts[0].substring(2), parts.length == 2 ? parts[1] : rest.next());
        }
        return new Options(values);
    }

    String text(String name) throws UsageException {
        String value = values.get(name);
        if (value == null) {
            throw new UsageException("--" + name + " is needed");
        }
        return value;
    }

    String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    int positive(String name, int fallback) throws UsageException {
        String value = values.getOrDefault(name, String.valueOf(fallback));
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new UsageException("--" + name + " is a positive number, not \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }
}
