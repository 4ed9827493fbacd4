package org.channelmirror.filters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.PackageFilter;

/**
 * Decides by a package's name against a list of names and of globs with {@code *} (any characters) and {@code ?} (exactly
 * one). Case does not matter. A name is looked up; a glob takes at most its length times the name's length in steps.
 * Immutable and thread-safe.
 */
public final class NameFilter implements PackageFilter {

    private final Map<String, Decision> names;
    private final List<GlobRule> globs;
    private final Decision otherwise;

    private NameFilter(Map<String, Decision> names, List<GlobRule> globs, Decision otherwise) {
        this.names = Map.copyOf(names);
        this.globs = List.copyOf(globs);
        this.otherwise = otherwise;
    }

    private record GlobRule(Glob glob, Decision decision) {}

    /**
     * A filter that keeps what is listed and rejects the rest with {@code not in <key>}.
     *
     * @param config the key as written, and names and globs; with an empty list nothing is kept
     * @return the filter
     * @throws IllegalArgumentException if an entry is neither a name nor a glob
     */
    public static NameFilter keeping(FilterConfig config) {
        return of(
                config,
                entry -> Decision.accept(config.key() + ": " + entry.written()),
                Decision.reject("not in " + config.key()).at(config.value().place()));
    }

    /**
     * A filter that rejects what is listed with {@code <key>: <entry>} and keeps the rest.
     *
     * @param config the key as written, and names and globs; with an empty list everything is kept
     * @return the filter
     * @throws IllegalArgumentException if an entry is neither a name nor a glob
     */
    public static NameFilter removing(FilterConfig config) {
        return of(config, entry -> Decision.reject(config.key() + ": " + entry.written()), Decision.accept());
    }

    private static NameFilter of(FilterConfig config, Function<NameEntry, Decision> whenListed, Decision otherwise) {
        Map<String, Decision> names = new HashMap<>();
        List<GlobRule> globs = new ArrayList<>();
        for (ConfigNode.Scalar value : config.value().scalars()) {
            NameEntry entry = NameEntry.parse(value);
            Decision decision = whenListed.apply(entry).at(value.place());
            if (Glob.isGlob(entry.lowered())) {
                globs.add(new GlobRule(new Glob(entry.lowered()), decision));
            } else {
                names.putIfAbsent(entry.lowered(), decision);
            }
        }
        return new NameFilter(names, globs, otherwise);
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        String name = record.name().toLowerCase(Locale.ROOT);
        Decision byName = names.get(name);
        if (byName != null) {
            return byName;
        }
        for (GlobRule rule : globs) {
            if (rule.glob().matches(name)) {
                return rule.decision();
            }
        }
        return otherwise;
    }
}
