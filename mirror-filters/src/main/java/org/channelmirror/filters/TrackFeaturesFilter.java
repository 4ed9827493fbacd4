package org.channelmirror.filters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.Glob;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects records that track a feature. Immutable and thread-safe. */
final class TrackFeaturesFilter implements PackageFilter {

    private static final String FIELD = "track_features";

    private final List<Rule> rules;

    private TrackFeaturesFilter(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record Rule(Glob glob, Decision decision) {}

    static TrackFeaturesFilter of(FilterConfig config) {
        List<ConfigNode.Scalar> values = config.value().scalars();
        if (values.isEmpty()) {
            throw new InvalidConfigException(
                    config.value(), "expected true, false or a list of features such as \"nomkl\"");
        }
        Optional<Boolean> all = truth(config.value());
        if (all.isPresent()) {
            Decision decision =
                    Decision.reject(config.key() + ": any").at(config.value().place());
            return new TrackFeaturesFilter(all.get() ? List.of(new Rule(Glob.of("*"), decision)) : List.of());
        }
        List<Rule> rules = new ArrayList<>();
        Entries.forEach(values, value -> {
            String written = value.text().strip();
            if (written.isEmpty() || written.matches(".*[ ,].*")) {
                throw new InvalidConfigException(
                        value, Shown.quoted(written) + " is not one feature; write each as an entry of its own");
            }
            rules.add(new Rule(
                    Glob.of(written.toLowerCase(Locale.ROOT)),
                    Decision.reject(config.key() + ": " + Shown.of(written)).at(value.place())));
        });
        return new TrackFeaturesFilter(rules);
    }

    private static Optional<Boolean> truth(ConfigNode value) {
        if (value instanceof ConfigNode.Scalar scalar) {
            return switch (scalar.text().strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on" -> Optional.of(true);
                case "false", "no", "off" -> Optional.of(false);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        if (rules.isEmpty()) {
            return Decision.accept();
        }
        for (String value : record.values(FIELD)) {
            for (String feature : value.split("[ ,]+", -1)) {
                for (Rule rule : rules) {
                    if (!feature.isEmpty() && rule.glob().matches(feature.toLowerCase(Locale.ROOT))) {
                        return rule.decision();
                    }
                }
            }
        }
        return Decision.accept();
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        List<String> features = record.values(FIELD);
        return features.isEmpty() ? Optional.empty() : Optional.of(FIELD + " " + Shown.quoted(features.toString()));
    }
}
