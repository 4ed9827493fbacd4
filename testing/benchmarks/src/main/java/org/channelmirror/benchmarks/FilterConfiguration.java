package org.channelmirror.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.FilterProviders;

/** The selection of a configuration: a file, or 50 names, 20 match specs and licences, as far as there are filters for them. */
final class FilterConfiguration {

    private static final int NAMES = 50;
    private static final int SPECS = 20;
    private static final List<String> LICENSES = List.of("license_blacklist: [GPL, AGPL]");

    private final ConfigLoader loader;

    FilterConfiguration() throws ConfigException {
        this.loader = new ConfigLoader(
                FilterProviders.installed(), Map.of(), Path.of("").toAbsolutePath());
    }

    PackageSelection of(Path file) throws ConfigException {
        return loader.load(file).packages();
    }

    PackageSelection ofNamesOf(Path repodata) throws IOException, ConfigException {
        List<String> found = IndexNames.some(repodata, NAMES + SPECS);
        List<String> entries = new ArrayList<>(found.subList(0, NAMES));
        List<String> specs = new ArrayList<>();
        found.subList(NAMES, NAMES + SPECS).forEach(name -> specs.add("\"" + name + " >=1,<2.0a0\""));
        List<String> withSpecs = new ArrayList<>(entries);
        withSpecs.addAll(specs);
        List<String> lines = new ArrayList<>(List.of(
                "channels: [file:///upstream]",
                "platforms: [" + GeneratedIndex.SUBDIR + "]",
                "exclude: [" + String.join(", ", isUnderstood(withSpecs) ? withSpecs : entries) + "]"));
        for (String line : LICENSES) {
            List<String> more = new ArrayList<>(lines);
            more.add(line);
            lines = isRead(more) ? more : lines;
        }
        PackageSelection selection = parse(lines);
        System.out.println("selection: " + selection.descriptions());
        return selection;
    }

    private boolean isUnderstood(List<String> entries) {
        return isRead(List.of("channels: [file:///upstream]", "exclude: [" + String.join(", ", entries) + "]"));
    }

    private boolean isRead(List<String> lines) {
        try {
            parse(lines);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private PackageSelection parse(List<String> lines) throws ConfigException {
        return loader.parse("benchmark.yaml", String.join("\n", lines) + "\n").packages();
    }
}
