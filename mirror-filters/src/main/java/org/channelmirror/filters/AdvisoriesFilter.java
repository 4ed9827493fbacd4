package org.channelmirror.filters;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.Version;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects versions that advisories are about. Immutable and thread-safe. */
final class AdvisoriesFilter implements PackageFilter {

    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    private final Map<String, List<Entry>> byName;

    private AdvisoriesFilter(Map<String, List<Entry>> byName) {
        this.byName = Map.copyOf(byName);
    }

    private record Entry(String advisory, Affected affected, Decision decision) {}

    static AdvisoriesFilter of(FilterConfig config) throws IOException {
        Map<String, List<Entry>> byName = new HashMap<>();
        Entries.forEach(AdvisoryFiles.of(config).sources(), source -> {
            try {
                OsvReader.read(source.file(), (advisory, name, affected) -> {
                    String id = Shown.of(advisory);
                    Decision decision = Decision.reject(config.key() + ": " + id)
                            .at(source.entry().place());
                    byName.computeIfAbsent(normal(name), key -> new ArrayList<>())
                            .add(new Entry(id, affected, decision));
                });
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException(
                        source.entry(), Shown.quoted(source.file().toString()) + " cannot be read: " + e.getMessage());
            }
        });
        byName.replaceAll((name, entries) ->
                entries.stream().sorted(Comparator.comparing(Entry::advisory)).toList());
        return new AdvisoriesFilter(byName);
    }

    /** A name as Python's package index compares it. */
    private static String normal(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        return about(record).map(Entry::decision).findFirst().orElse(Decision.accept());
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        String advisories = about(record).map(Entry::advisory).distinct().collect(Collectors.joining(", "));
        return advisories.isEmpty() ? Optional.empty() : Optional.of("affected by " + advisories);
    }

    private Stream<Entry> about(PackageRecord record) {
        List<Entry> entries = byName.getOrDefault(normal(record.name()), List.of());
        if (entries.isEmpty()) {
            return Stream.empty();
        }
        String text = record.version();
        Optional<Version> version = Version.tryParse(text);
        return entries.stream().filter(entry -> entry.affected().includes(text, version));
    }
}
