package org.channelmirror.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.PackageFilter;

/** Makes the selection of packages from the keys that belong to filters. */
final class SelectionReader {

    private static final Set<String> CLOSED_LIST = Set.of("only", "pkg_list", "package_list");
    /** The lists that the original product refuses beside its closed list. */
    private static final Set<String> OPEN_LISTS =
            Set.of("exclude", "blacklist", "include", "whitelist", "license_blacklist", "exclude_licenses");

    private final FilterRegistry filters;
    private final Values values;
    private final Problems problems;

    SelectionReader(FilterRegistry filters, Values values, Problems problems) {
        this.filters = filters;
        this.values = values;
        this.problems = problems;
    }

    PackageSelection read(Settings settings) {
        PackageSelection.Builder selection = PackageSelection.builder();
        Map<FilterProvider, Setting> used = new HashMap<>();
        for (Setting setting : settings.all()) {
            filters.get(setting.key()).ifPresent(provider -> {
                Setting first = used.putIfAbsent(provider, setting);
                if (first == null) {
                    add(selection, setting, provider);
                } else {
                    problems.add(
                            setting.position(),
                            "\"" + setting.key() + "\" means the same as \"" + first.key() + "\" in line "
                                    + first.position().line() + "; write one list under one of them");
                }
            });
        }
        refuseBesideClosedList(settings);
        return selection.build();
    }

    private void add(PackageSelection.Builder selection, Setting setting, FilterProvider provider) {
        List<Text> texts = values.list(setting);
        create(setting, provider, texts)
                .ifPresent(filter -> selection.add(provider.stage(), describe(setting.key(), texts), filter));
    }

    private Optional<PackageFilter> create(Setting setting, FilterProvider provider, List<Text> texts) {
        try {
            return Optional.of(provider.create(config(setting, texts)));
        } catch (IllegalArgumentException e) {
            if (!blameEntries(setting, provider, texts)) {
                problems.add(setting.position(), setting.key() + ": " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The provider cannot know lines: what it refuses alone, too, is an entry at fault. */
    private boolean blameEntries(Setting setting, FilterProvider provider, List<Text> texts) {
        boolean found = false;
        for (Text text : texts) {
            found |= problems.convert(setting.key(), text, value -> provider.create(config(setting, List.of(text))))
                    .isEmpty();
        }
        return found;
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

    private static FilterConfig config(Setting setting, List<Text> texts) {
        return new FilterConfig(setting.key(), texts.stream().map(Text::value).toList());
    }

    /** Different lists have different descriptions: a value that could be mistaken for two stands in quotes. */
    private static String describe(String key, List<Text> texts) {
        return texts.stream()
                .map(Text::value)
                .map(value -> value.matches("[^,\\[\\]\"\\\\]+")
                        ? value
                        : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(", ", key + ": [", "]"));
    }
}
