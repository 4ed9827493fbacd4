package org.channelmirror.filters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.channelmirror.filters.ListFilter.GlobRule;
import org.channelmirror.filters.ListFilter.Named;
import org.channelmirror.filters.ListFilter.SpecRule;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;

/** Sorts the entries of a list by what finds them. Not thread-safe. */
final class ListReader {

    private final FilterConfig config;
    private final Function<String, Decision> listed;
    private final Map<String, Decision> names = new HashMap<>();
    private final Map<String, List<SpecRule>> specs = new HashMap<>();
    private final List<GlobRule> globs = new ArrayList<>();
    private final List<SpecRule> globSpecs = new ArrayList<>();

    /** Takes what is said of a listed package for a reason. */
    ListReader(FilterConfig config, Function<String, Decision> listed) {
        this.config = config;
        this.listed = listed;
    }

    /**
     * Reads the list.
     *
     * @param unmet what is said of a name's packages that meet none of the specs by which it is listed
     * @param otherwise what is said of all others
     */
    ListFilter read(Function<List<SpecRule>, Decision> unmet, Decision otherwise) {
        Entries.forEach(config.value().scalars(), this::add);
        Map<String, Named> byName = new HashMap<>();
        specs.forEach((name, rules) -> byName.put(name, new Named(null, List.copyOf(rules), unmet.apply(rules))));
        names.forEach((name, decision) -> byName.put(name, new Named(decision, List.of(), otherwise)));
        return new ListFilter(byName, globs, globSpecs, otherwise);
    }

    private void add(ConfigNode.Scalar value) {
        ListEntry entry = ListEntry.parse(value);
        String written = Shown.of(value.text().strip());
        Decision decision = listed.apply(config.key() + ": " + written).at(value.place());
        if (entry instanceof ListEntry.Name name) {
            names.putIfAbsent(name.name(), decision);
        } else if (entry instanceof ListEntry.NameGlob glob) {
            globs.add(new GlobRule(glob.glob(), decision));
        } else if (entry instanceof ListEntry.Spec spec) {
            SpecRule rule = new SpecRule(spec.spec(), written, decision);
            spec.spec()
                    .name()
                    .map(name -> specs.computeIfAbsent(name, key -> new ArrayList<>()))
                    .orElse(globSpecs)
                    .add(rule);
        }
    }
}
