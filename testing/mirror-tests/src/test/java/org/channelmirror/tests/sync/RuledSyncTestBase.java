package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.FilterProviders;

/** Selections as configurations say them. */
abstract class RuledSyncTestBase extends SyncTestBase {

    static PackageSelection select(String... lines) {
        try {
            return new ConfigLoader(FilterProviders.installed(), Map.of(), Path.of("/"))
                    .parse("c.yaml", "channels: r\n" + String.join("\n", lines))
                    .packages();
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    MirrorReport sync(PackageSelection packages) throws MirrorException {
        return sync(builder -> builder.packages(packages));
    }

    MirrorPlan plan(PackageSelection packages) throws MirrorException {
        return client.plan(request().packages(packages).build());
    }

    static SubdirPlan of(MirrorPlan plan, String subdir) {
        return plan.subdirs().stream()
                .filter(each -> each.subdir().name().equals(subdir))
                .findFirst()
                .orElseThrow();
    }

    /** Every package that is listed is either selected or left out for a reason. */
    static void assertAddsUp(MirrorPlan plan) {
        for (SubdirPlan subdir : plan.subdirs()) {
            long rejected = subdir.rejected().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertEquals(subdir.listed(), subdir.selected() + rejected, subdir::toString);
        }
    }

    void assertListed(Map<String, List<String>> expected) throws Exception {
        Map<String, List<String>> listed = new TreeMap<>();
        for (String subdir : expected.keySet()) {
            listed.put(subdir, List.copyOf(published.names(subdir)));
        }
        assertEquals(new TreeMap<>(expected), listed);
        published.assertTruthful();
    }

    /** The files that a listener heard are left out. */
    Set<String> rejectedFiles() {
        Set<String> files = new TreeSet<>();
        events.lines.stream()
                .filter(line -> line.startsWith("rejected "))
                .map(line -> line.split(" ", 3)[1])
                .forEach(files::add);
        return files;
    }

    static void assertComplete(MirrorReport report) {
        assertTrue(report.isComplete(), report::toString);
    }

    List<String> statuses() {
        return upstream.requests().stream()
                .map(request -> request.rawPath() + " " + request.status())
                .sorted()
                .toList();
    }
}
