package org.channelmirror.filters;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects files of formats that are not listed. Immutable and thread-safe. */
final class FormatsFilter implements PackageFilter {

    private final Map<PackageFormat, Decision> decisions;

    private FormatsFilter(Map<PackageFormat, Decision> decisions) {
        this.decisions = new EnumMap<>(decisions);
    }

    static FormatsFilter of(FilterConfig config) {
        Set<PackageFormat> listed = EnumSet.noneOf(PackageFormat.class);
        Entries.forEach(config.value().scalars(), value -> listed.add(format(value)));
        if (listed.isEmpty()) {
            throw new InvalidConfigException(
                    config.value(), "expected conda, tar.bz2 or both; remove the key to mirror both");
        }
        Map<PackageFormat, Decision> decisions = new EnumMap<>(PackageFormat.class);
        for (PackageFormat format : PackageFormat.values()) {
            Decision rejection = Decision.reject(config.key() + ": not " + name(format))
                    .at(config.value().place());
            decisions.put(format, listed.contains(format) ? Decision.accept() : rejection);
        }
        return new FormatsFilter(decisions);
    }

    private static PackageFormat format(ConfigNode.Scalar value) {
        String written = value.text().strip().toLowerCase(Locale.ROOT);
        for (PackageFormat format : PackageFormat.values()) {
            if (written.equals(name(format)) || written.equals(format.suffix())) {
                return format;
            }
        }
        throw new InvalidConfigException(
                value, Shown.quoted(value.text()) + " is not a package format; write conda or tar.bz2");
    }

    private static String name(PackageFormat format) {
        return format.suffix().substring(1);
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        return decisions.getOrDefault(record.file().format(), Decision.accept());
    }
}
