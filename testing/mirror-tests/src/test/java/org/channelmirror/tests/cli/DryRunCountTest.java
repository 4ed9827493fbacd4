package org.channelmirror.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.channelmirror.cli.Main;
import org.channelmirror.tests.channel.JsonTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run says of a real channel's licences adds up, and is what a count over its JSON comes to. */
class DryRunCountTest {

    private static final Path REPODATA =
            Path.of("../../../shared/fixtures/repodata-only/conda-tests-repodata/r_linux-64.json");

    @TempDir
    Path dir;

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Files.exists(REPODATA), "there is no " + REPODATA);
        Path index = Files.createDirectories(dir.resolve("r/linux-64")).resolve("repodata.json");
        Files.copy(REPODATA, index);
        Files.writeString(
                dir.resolve("c.yaml"),
                "channels: [./r]\nplatforms: linux-64\nlicense_blacklist: [GPL2, GPL3]\nwhitelist: [r-matrix]\n");
    }

    private Map<String, @Nullable Object> json(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        List<String> args = new ArrayList<>(List.of("--json", "--config-file", "c.yaml"));
        args.addAll(List.of(command));
        int code = Main.run(
                args.toArray(String[]::new), new PrintStream(out, true, StandardCharsets.UTF_8), err, Map.of(), dir);
        assertEquals(0, code, out.toString(StandardCharsets.UTF_8));
        return JsonTree.object(out.toByteArray());
    }

    @Test
    void countsByReasonAddUpAndAgree() throws IOException {
        Map<?, ?> totals = (Map<?, ?>) json("sync", "--dry-run").get("totals");
        Map<?, ?> rejected = (Map<?, ?>) totals.get("rejected");
        long left = rejected.values().stream().mapToLong(count -> (Long) count).sum();

        assertEquals(4211L, totals.get("listed"));
        assertEquals(4211L, (Long) totals.get("selected") + left);
        assertEquals(left, totals.get("left_out"));
        assertEquals(counted(), rejected);
        assertTrue(left > 1_000, totals.toString());
    }

    @Test
    void theExceptionIsExplained() {
        Map<String, @Nullable Object> explained = json("explain", "r-matrix");

        assertEquals(21L, explained.get("in"));
        assertEquals(0L, explained.get("out"));
        for (Object file : (List<?>) explained.get("files")) {
            assertEquals("whitelist: r-matrix", ((Map<?, ?>) file).get("reason"));
            assertEquals(4L, ((Map<?, ?>) file).get("line"));
            assertTrue(((Map<?, ?>) file).get("opinions").toString().contains("license_blacklist: GPL"));
        }
    }

    /** By conda-build's rules, as far as they tell GPL2 and GPL3: the first listed family that either field means counts. */
    private static Map<String, Long> counted() throws IOException {
        Map<String, Long> counted = new TreeMap<>();
        Map<?, ?> packages =
                (Map<?, ?>) JsonTree.object(Files.readAllBytes(REPODATA)).get("packages");
        for (Object value : packages.values()) {
            Map<?, ?> record = (Map<?, ?>) value;
            int text = version(record.get("license"));
            int family = version(record.get("license_family"));
            if (!"r-matrix".equals(record.get("name")) && (text != 0 || family != 0)) {
                counted.merge("license_blacklist: GPL" + (text == 2 || family == 2 ? 2 : 3), 1L, Long::sum);
            }
        }
        return counted;
    }

    private static int version(@Nullable Object field) {
        String text = field == null ? "" : field.toString().toUpperCase(Locale.ROOT);
        String plain = text.replace("GENERAL PUBLIC LICENSE", "GPL")
                .replaceAll("LESSER *", "L")
                .replaceAll("AFFERO *", "A")
                .replaceAll("[A,L]GPL", "");
        if (plain.matches("(?s).*GPL[^2]*(3|>= *2).*")) {
            return 3;
        }
        return plain.matches("(?s).*GPL[^3]*2.*") ? 2 : 0;
    }
}
