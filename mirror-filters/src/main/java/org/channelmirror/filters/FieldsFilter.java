package org.channelmirror.filters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.Glob;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects records of which a field matches a glob. Immutable and thread-safe. */
final class FieldsFilter implements PackageFilter {

    private final List<Field> fields;

    private FieldsFilter(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    private record Field(String name, List<Rule> rules) {}

    private record Rule(Glob glob, Decision decision) {}

    static FieldsFilter of(FilterConfig config) {
        if (!(config.value() instanceof ConfigNode.Mapping mapping)) {
            throw new InvalidConfigException(
                    config.value(), "expected lines of the form \"field: glob\", such as \"build: '*_pypy*'\"");
        }
        List<Field> fields = new ArrayList<>();
        Entries.forEach(
                mapping.members().entrySet(),
                member -> fields.add(field(config.key(), member.getKey(), member.getValue())));
        return new FieldsFilter(fields);
    }

    private static Field field(String key, String name, ConfigNode value) {
        List<Rule> rules = new ArrayList<>();
        Entries.forEach(value.scalars(), glob -> {
            if (glob.text().isEmpty()) {
                throw new InvalidConfigException(glob, "a glob is empty; write '*' for any value");
            }
            String reason = key + ": " + Shown.of(name) + " " + Shown.of(glob.text());
            rules.add(new Rule(Glob.of(glob.text()), Decision.reject(reason).at(glob.place())));
        });
        if (rules.isEmpty()) {
            throw new InvalidConfigException(
                    value, "\"" + Shown.of(name) + "\" has no glob; give one, or remove the line");
        }
        return new Field(name, List.copyOf(rules));
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        for (Field field : fields) {
            for (String value : record.values(field.name())) {
                for (Rule rule : field.rules()) {
                    if (rule.glob().matches(value)) {
                        return rule.decision();
                    }
                }
            }
        }
        return Decision.accept();
    }
}
