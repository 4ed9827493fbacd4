package org.channelmirror.filters;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.Glob;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.RecordCandidate;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.PackageFilter;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a list of names, globs over names and match specs. Case does not matter. Names and specs of one name are looked up, so
 * that a record meets only the specs that can mean it. Immutable and thread-safe.
 */
final class ListFilter implements PackageFilter {

    private final Map<String, Named> byName;
    private final List<GlobRule> globs;
    private final List<SpecRule> globSpecs;
    private final Decision otherwise;
    private final BoundedCache<Channel, ChannelName> channels =
            new BoundedCache<>(channel -> channel.url().toString().length());

    ListFilter(Map<String, Named> byName, List<GlobRule> globs, List<SpecRule> globSpecs, Decision otherwise) {
        this.byName = Map.copyOf(byName);
        this.globs = List.copyOf(globs);
        this.globSpecs = List.copyOf(globSpecs);
        this.otherwise = otherwise;
    }

    /** What is said of one name: always the same, or what the first spec says that is met. */
    record Named(@Nullable Decision always, List<SpecRule> specs, Decision unmet) {}

    /** What is said of the names that match. */
    record GlobRule(Glob glob, Decision decision) {}

    /** What is said of the packages that meet a spec. */
    record SpecRule(MatchSpec spec, String written, Decision decision) {}

    /**
     * A filter that keeps what is listed, rejects the rest with {@code not in <key>}, and rules out the other packages of a name
     * that match specs alone list.
     */
    static ListFilter closed(FilterConfig config) {
        return keeping(config, rules -> ruledOut(config.key(), rules));
    }

    /** A filter that keeps what is listed and rejects the rest with {@code not in <key>}. */
    static ListFilter keeping(FilterConfig config) {
        return keeping(config, rules -> notListed(config));
    }

    /** A filter that rejects what is listed with {@code <key>: <entry>} and keeps the rest. */
    static ListFilter removing(FilterConfig config) {
        return new ListReader(config, Decision::reject).read(rules -> Decision.accept(), Decision.accept());
    }

    private static ListFilter keeping(FilterConfig config, Function<List<SpecRule>, Decision> unmet) {
        return new ListReader(config, Decision::accept).read(unmet, notListed(config));
    }

    private static Decision notListed(FilterConfig config) {
        return Decision.reject("not in " + config.key()).at(config.value().place());
    }

    private static Decision ruledOut(String key, List<SpecRule> rules) {
        String allowed = rules.stream()
                .map(rule -> "\"" + rule.written() + "\"")
                .distinct()
                .collect(Collectors.joining(" and "));
        return Decision.ruleOut(key + ": " + allowed + (rules.size() == 1 ? " allows" : " allow") + " no other")
                .at(rules.get(0).decision().place());
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        String name = record.name().toLowerCase(Locale.ROOT);
        Decision last = otherwise;
        Named named = byName.get(name);
        if (named != null) {
            Decision always = named.always();
            Decision found = always == null ? firstMet(named.specs(), record) : always;
            if (found != null) {
                return found;
            }
            last = named.unmet();
        }
        for (GlobRule rule : globs) {
            if (rule.glob().matches(name)) {
                return rule.decision();
            }
        }
        Decision found = globSpecs.isEmpty() ? null : firstMet(globSpecs, record);
        return found == null ? last : found;
    }

    private @Nullable Decision firstMet(List<SpecRule> rules, PackageRecord record) {
        RecordCandidate candidate = RecordCandidate.of(record, channel -> channels.get(channel, ChannelName::of));
        for (SpecRule rule : rules) {
            if (rule.spec().matches(candidate)) {
                return rule.decision();
            }
        }
        return null;
    }
}
