package org.channelmirror.config;

import java.util.Map;
import org.channelmirror.api.MaxShrink;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads {@code max_shrink}: {@code 10%}, or {@code {percent: 10, packages: 50}}. */
final class MaxShrinkReader {

    private static final String PERCENT = "percent";
    private static final String PACKAGES = "packages";

    private final Values values;
    private final Problems problems;

    MaxShrinkReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    MaxShrink read(Setting setting) {
        if (setting.value() instanceof MappingNode) {
            return readMap(setting);
        }
        return values.scalar(setting)
                .flatMap(text -> problems.convert(setting.key(), text, MaxShrinkReader::percentage))
                .map(percent -> new MaxShrink(percent, MaxShrink.DEFAULT.packages()))
                .orElse(MaxShrink.DEFAULT);
    }

    private MaxShrink readMap(Setting setting) {
        int percent = MaxShrink.DEFAULT.percent();
        long packages = MaxShrink.DEFAULT.packages();
        for (Map.Entry<Text, Text> entry : values.map(setting).entrySet()) {
            Text value = entry.getValue();
            switch (entry.getKey().value()) {
                case PERCENT ->
                    percent = problems.convert(PERCENT, value, MaxShrinkReader::percent)
                            .orElse(percent);
                case PACKAGES ->
                    packages = problems.convert(PACKAGES, value, MaxShrinkReader::number)
                            .orElse(packages);
                default ->
                    problems.add(
                            entry.getKey().position(),
                            setting.key() + ": \"" + entry.getKey().value() + "\" is not one of " + PERCENT + ", "
                                    + PACKAGES);
            }
        }
        return new MaxShrink(percent, packages);
    }

    private static int percentage(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException("\"" + text + "\" may be a share or a number: write \"" + text
                    + "%\", or {percent: 10, packages: " + text + "}");
        }
        return percent(text.substring(0, text.length() - 1));
    }

    private static int percent(String text) {
        return new MaxShrink((int) number(text), 0).percent();
    }

    private static long number(String text) {
        if (!text.strip().matches("\\d{1,9}")) {
            throw new IllegalArgumentException("expected a whole number, not \"" + text + "\"");
        }
        return Long.parseLong(text.strip());
    }
}
