package org.channelmirror.tests.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.config.ConfigLoader;
import org.channelmirror.config.FilterProviders;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.spi.Decision;
import org.channelmirror.tests.channel.JsonTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What licences leave of a real channel is counted twice: by the filters, and by the rules of conda-build as they are written. */
class LicenseCountTest {

    private static final Path REPODATA =
            Path.of("../../../shared/fixtures/repodata-only/conda-tests-repodata/r_linux-64.json");
    private static final String KEPT = "kept";
    private static final List<String> FAMILIES = List.of(
            "AGPL",
            "LGPL",
            "GPL3",
            "GPL2",
            "GPL",
            "BSD",
            "MIT",
            "APACHE",
            "PSF",
            "CC",
            "MOZILLA",
            "PUBLICDOMAIN",
            "PROPRIETARY",
            "OTHER",
            "NONE");

    @Test
    void bothCountsAgree() throws Exception {
        assumeTrue(Files.exists(REPODATA), "there is no " + REPODATA);
        PackageSelection selection = new ConfigLoader(FilterProviders.installed(), Map.of(), Path.of("/"))
                .parse("c.yaml", "channels: r\nlicense_blacklist: [GPL2, GPL3]\nwhitelist: [r-matrix]\n")
                .packages();
        Map<String, Integer> counted = new TreeMap<>();
        RepodataReader.read(
                Files.newInputStream(REPODATA), new RecordHandler(record -> count(counted, selection, record)));

        Map<String, Integer> expected = expected();

        assertEquals(expected, counted);
        assertEquals(4211, counted.values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(counted.get(KEPT) > 1_000 && counted.size() == 3, counted.toString());
    }

    private static void count(Map<String, Integer> counted, PackageSelection selection, RawRecord record) {
        Decision decision = selection.decide(record.view(new Subdir("linux-64"), null, null), Instant.EPOCH);
        counted.merge(decision.isAccepted() ? KEPT : decision.reason().orElseThrow(), 1, Integer::sum);
    }

    /** No licence of this channel is an SPDX expression with an operator, so that families decide alone. */
    private static Map<String, Integer> expected() throws IOException {
        Map<String, @Nullable Object> repodata = JsonTree.object(Files.readAllBytes(REPODATA));
        Map<String, Integer> expected = new TreeMap<>();
        for (String section : List.of("packages", "packages.conda")) {
            Map<?, ?> packages = (Map<?, ?>) repodata.getOrDefault(section, Map.of());
            for (Object value : packages.values()) {
                Map<?, ?> record = (Map<?, ?>) value;
                List<String> families = List.of(family(record.get("license")), family(record.get("license_family")));
                String outcome = KEPT;
                for (String listed : List.of("GPL3", "GPL2")) {
                    if (families.contains(listed) && !"r-matrix".equals(record.get("name"))) {
                        outcome = "license_blacklist: " + listed;
                    }
                }
                expected.merge(outcome, 1, Integer::sum);
            }
        }
        return expected;
    }

    private static String family(@Nullable Object text) {
        if (!(text instanceof String license)) {
            return "NONE";
        }
        String name = license.toUpperCase(Locale.ROOT)
                .replaceAll("GENERAL PUBLIC LICENSE", "GPL")
                .replaceAll("LESSER *", "L")
                .replaceAll("AFFERO *", "A")
                .strip();
        String plainGpl = name.replaceAll("[A,L]GPL", "");
        if (has(plainGpl, "GPL[^2]*>= *2") || has(plainGpl, "GPL[^2]*3")) {
            return "GPL3";
        }
        if (has(plainGpl, "GPL[^3]*2")) {
            return "GPL2";
        }
        if (has(name, "CC\\w+")) {
            return "CC";
        }
        String letters = name.replaceAll("[^A-Z0-9]", "");
        return FAMILIES.stream().filter(letters::contains).findFirst().orElse("OTHER");
    }

    private static boolean has(String text, String regex) {
        return Pattern.compile(regex).matcher(text).find();
    }
}
