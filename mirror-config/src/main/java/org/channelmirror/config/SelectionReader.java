package org.channelmirror.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.KeyedProvider;
import org.channelmirror.spi.SelectionRuleProvider;

/** Makes the selection of packages from the keys that belong to filters. */
final class SelectionReader {

    private static final Set<String> CLOSED_LIST = Set.of("only", "pkg_list", "package_list");
    /** The lists that the original product refuses beside its closed list. */
    private static final Set<String> OPEN_LISTS =
            Set.of("exclude", "blacklist", "include", "whitelist", "license_blacklist", "exclude_licenses");

    private final Path folder;
    private final FilterRegistry filters;
    private final Values values;
    private final Problems problems;
    private final Warnings warnings;

    SelectionReader(Path folder, FilterRegistry filters, Values values, Problems problems, Warnings warnings) {
        this.folder = folder;
        this.filters = filters;
        this.values = values;
        this.problems = problems;
        this.warnings = warnings;
    }

    PackageSelection read(Settings settings) {
        PackageSelection.Builder selection = PackageSelection.builder();
        Map<KeyedProvider, Setting> used = new HashMap<>();
        Map<Setting, FilterConfig> made = new LinkedHashMap<>();
        for (Setting setting : settings.all()) {
            filters.get(setting.key()).ifPresent(provider -> {
                Setting first = used.putIfAbsent(provider, setting);
                if (first == null) {
                    add(selection, setting, provider).ifPresent(config -> made.put(setting, config));
                } else {
                    problems.addSecond(first, setting, "write one list under one of them");
                }
            });
        }
        settings.get(ConfigKeys.SPECS_FROM)
                .ifPresent(setting -> new SpecsFromReader(folder, values, problems, warnings)
                        .read(setting)
                        .ifPresent(needed -> selection.add(
                                FilterStage.CLOSED_LIST,
                                setting.key() + ": " + needed.description(),
                                new KeyedFilter(setting.key(), setting.place(), needed))));
        refuseBesideClosedList(settings);
        made.forEach((setting, config) -> checkBeside(setting, config, List.copyOf(made.values())));
        settings.get(RecordFields.KEY).map(made::get).ifPresent(fields -> warnOfFields(settings, fields));
        return selection.build();
    }

    private void checkBeside(Setting setting, FilterConfig config, List<FilterConfig> all) {
        if (filters.get(setting.key()).orElseThrow() instanceof FilterProvider provider) {
            try {
                provider.checkBeside(
                        config,
                        all.stream().filter(other -> !other.equals(config)).toList());
            } catch (InvalidConfigException e) {
                add(e, setting);
            }
        }
    }

    /** Any field may be named; one that nearly has the name of a usual one is more likely a slip. */
    private void warnOfFields(Settings settings, FilterConfig config) {
        Setting setting = settings.get(RecordFields.KEY).orElseThrow();
        if (config.value() instanceof ConfigNode.Mapping mapping) {
            mapping.members()
                    .forEach((field, globs) -> RecordFields.meantBy(field)
                            .ifPresent(meant -> warnings.add(
                                    position(globs.place(), setting),
                                    setting.key() + ": \"" + field + "\" is no usual field of a record; did you mean \""
                                            + meant + "\"?")));
        }
    }

    /** What was made a filter of, if it was one. */
    private Optional<FilterConfig> add(PackageSelection.Builder selection, Setting setting, KeyedProvider provider) {
        int before = problems.count();
        FilterConfig config = new FilterConfig(setting.key(), values.node(setting), folder);
        try {
            if (provider instanceof FilterProvider filters) {
                selection.add(
                        filters.stage(),
                        describe(config, filters.fingerprint(config)),
                        new KeyedFilter(setting.key(), setting.place(), filters.create(config)));
            } else if (provider instanceof SelectionRuleProvider rules) {
                selection.add(rules.stage(), describe(config, rules.fingerprint(config)), rules.create(config));
            }
            return Optional.of(config);
        } catch (InvalidConfigException e) {
            add(e, setting);
        } catch (IllegalArgumentException | IOException e) {
            // Of a value that lost a part already nothing can be said as a whole.
            if (problems.count() == before) {
                problems.add(setting.position(), setting.key() + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private void add(InvalidConfigException problem, Setting setting) {
        problems.add(position(problem.node().place(), setting), setting.key() + ": " + problem.getMessage());
        for (Throwable further : problem.getSuppressed()) {
            if (further instanceof InvalidConfigException another) {
                add(another, setting);
            }
        }
    }

    private static Position position(ConfigNode.Place place, Setting setting) {
        return place.equals(ConfigNode.Place.NONE) ? setting.position() : new Position(place.line(), place.column());
    }

    private void refuseBesideClosedList(Settings settings) {
        for (Setting closed : settings.all()) {
            for (Setting open : settings.all()) {
                if (CLOSED_LIST.contains(closed.key()) && OPEN_LISTS.contains(open.key())) {
                    boolean closedIsLater =
                            closed.position().line() > open.position().line();
                    Setting later = closedIsLater ? closed : open;
                    Setting earlier = closedIsLater ? open : closed;
                    problems.add(
                            later.position(),
                            "\"" + later.key() + "\" cannot stand together with \"" + earlier.key() + "\" in line "
                                    + earlier.position().line() + ": \"" + closed.key()
                                    + "\" is already the whole list; keep one of them");
                }
            }
        }
    }

    private static String describe(FilterConfig config, String fingerprint) {
        String text = config.key() + ": " + NodeText.of(config.value());
        return fingerprint.isEmpty() ? text : text + " " + fingerprint;
    }
}
