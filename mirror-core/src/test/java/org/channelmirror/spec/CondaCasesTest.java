package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Every row of conda's own tests. Refused are only the specs of repodata v3 ({@code when}, {@code extras}, {@code flags}), as a
 * group: nothing here reads records of that revision.
 */
@EnabledIf("org.channelmirror.spec.CondaCases#areThere")
class CondaCasesTest {

    private static final int OF_REPODATA_V3 = 43;

    private final List<String> wrong = new ArrayList<>();

    @Test
    void versionsAreReadAsByConda() throws IOException {
        for (Map<?, ?> row : CondaCases.objects("conda_version_parse.json")) {
            Version version = Version.parse((String) row.get("version"));
            expect(row, row.get("normalized"), version.normalized());
            expect(row, shown(row.get("segments")), version.main().toString());
            expect(row, shown(row.get("local")), version.local().toString());
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void versionsAreOrderedAsByConda() throws IOException {
        for (List<?> row : CondaCases.lists("conda_version_compare.json")) {
            Version a = Version.parse((String) row.get(0));
            Version b = Version.parse((String) row.get(2));
            boolean result = switch ((String) row.get(1)) {
                case "==" -> a.equals(b);
                case "<" -> a.compareTo(b) < 0;
                default -> a.startsWith(b);
            };
            expect(row, row.get(3), result);
            if (row.get(1).equals("==")) {
                expect(row, row.get(3), a.compareTo(b) == 0);
                expect(row, row.get(3), a.hashCode() == b.hashCode());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void versionsThatCondaRefusesAreRefused() throws IOException {
        for (Map<?, ?> row : CondaCases.objects("conda_version_invalid.json")) {
            String version = (String) row.get("version");
            assertThrows(IllegalArgumentException.class, () -> Version.parse(version), version);
        }
    }

    @Test
    void versionSpecsMatchAsByConda() throws IOException {
        for (List<?> row : CondaCases.lists("conda_versionspec_match.json")) {
            VersionSpec spec = VersionSpec.parse((String) row.get(0));
            expect(row, row.get(2), spec.matches(Version.parse((String) row.get(1))));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void versionSpecsThatCondaRefusesAreRefused() throws IOException {
        for (Map<?, ?> row : CondaCases.objects("conda_versionspec_invalid.json")) {
            String spec = (String) row.get("spec");
            assertThrows(IllegalArgumentException.class, () -> VersionSpec.parse(spec), spec);
        }
    }

    @Test
    void matchSpecsAreReadAndWrittenAsByConda() throws IOException {
        int refused = 0;
        for (Map<?, ?> row : CondaCases.objects("conda_matchspec_parse.json")) {
            String text = (String) row.get("spec");
            if (row.get("repodata_v3_grammar").equals(true)) {
                assertThrows(IllegalArgumentException.class, () -> MatchSpec.parse(text), text);
                refused++;
                continue;
            }
            MatchSpec spec = MatchSpec.parse(text);
            expect(row, row.get("canonical"), spec.toString());
            expect(row, new TreeMap<>((Map<?, ?>) row.get("fields")), fields(spec));
            // What conda writes for "*.*" means "*" when it is read again.
            if (!text.contains("*.*")) {
                expect(
                        row,
                        row.get("canonical"),
                        MatchSpec.parse(spec.toString()).toString());
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(OF_REPODATA_V3, refused);
    }

    @Test
    void matchSpecsMatchAsByConda() throws IOException {
        for (Map<?, ?> row : CondaCases.objects("conda_matchspec_match.json")) {
            MatchSpec spec = MatchSpec.parse((String) row.get("spec"));
            expect(row, row.get("matches"), spec.matches(new MapCandidate((Map<?, ?>) row.get("record"))));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void matchSpecsThatCondaRefusesAreRefused() throws IOException {
        for (Map<?, ?> row : CondaCases.objects("conda_matchspec_invalid.json")) {
            String spec = (String) row.get("spec");
            assertThrows(IllegalArgumentException.class, () -> MatchSpec.parse(spec), spec);
        }
    }

    private void expect(Object row, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            wrong.add(row + ": expected " + expected + ", was " + actual);
        }
    }

    private static Map<String, String> fields(MatchSpec spec) {
        Map<String, String> fields = new TreeMap<>();
        spec.values().forEach((field, value) -> fields.put(field.key(), value));
        return fields;
    }

    /** As {@link Segments#toString} shows it; conda calls "post" infinite. */
    private static String shown(Object segments) {
        return ((List<?>) segments)
                .stream()
                        .map(segment -> ((List<?>) segment)
                                .stream()
                                        .map(part -> part.equals("inf")
                                                ? "post"
                                                : part.toString().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(",", "[", "]")))
                        .collect(Collectors.joining());
    }
}
