package org.channelmirror.internal.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.channelmirror.internal.merge.IndexHeader.Extension;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;

class IndexHeaderTest {

    private static final Subdir SUBDIR = new Subdir("linux-64");

    private static Map<String, byte[]> json(Map<String, String> members) {
        return members.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> text(Map<String, byte[]> members) {
        return members.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new String(entry.getValue(), StandardCharsets.UTF_8)));
    }

    private static void assertHeader(Map<String, String> info, Map<String, String> others, IndexHeader header) {
        assertEquals(info, text(header.info()));
        assertEquals(others, text(header.others()));
    }

    @Test
    void anAbsentIndexHasAHeaderToo() {
        assertHeader(Map.of("subdir", "\"linux-64\""), Map.of("repodata_version", "1"), IndexHeader.empty(SUBDIR));
    }

    @Test
    void theBaseUrlGoesAndWithItVersionTwo() {
        assertHeader(
                Map.of("subdir", "\"linux-64\"", "x", "[1]"),
                Map.of("repodata_version", "1", "y", "{}"),
                IndexHeader.of(
                        SUBDIR,
                        json(Map.of("base_url", "\"../p\"", "x", "[1]")),
                        json(Map.of("repodata_version", "2", "y", "{}")),
                        Set.of()));
    }

    @Test
    void otherVersionsStay() {
        assertHeader(
                Map.of("subdir", "\"linux-64\""),
                Map.of("repodata_version", "3"),
                IndexHeader.of(
                        SUBDIR, json(Map.of("base_url", "\"x\"")), json(Map.of("repodata_version", "3")), Set.of()));
        assertHeader(
                Map.of("subdir", "\"linux-64\""),
                Map.of("repodata_version", "2"),
                IndexHeader.of(SUBDIR, Map.of(), json(Map.of("repodata_version", "2")), Set.of()));
    }

    @Test
    void theVersionIsFoundInInfoToo() {
        assertHeader(
                Map.of("subdir", "\"linux-64\"", "repodata_version", "1"),
                Map.of("repodata_version", "1"),
                IndexHeader.of(SUBDIR, json(Map.of("base_url", "\"x\"", "repodata_version", "2")), Map.of(), Set.of()));
    }

    @Test
    void theSubdirIsTheOneItIsMirroredAs() {
        assertHeader(
                Map.of("subdir", "\"linux-64\""),
                Map.of("repodata_version", "1"),
                IndexHeader.of(SUBDIR, json(Map.of("subdir", "\"win-64\"")), Map.of(), Set.of()));
    }

    @Test
    void ofSeveralChannelsTheFirstHasEachMemberAndTheHighestVersionCounts() {
        IndexHeader first = IndexHeader.of(
                SUBDIR,
                json(Map.of("x", "1", "y", "1")),
                json(Map.of("repodata_version", "1", "z", "1")),
                Set.of(Extension.V3));
        IndexHeader second = IndexHeader.of(
                SUBDIR,
                json(Map.of("y", "2", "w", "2")),
                json(Map.of("repodata_version", "3", "z", "2", "v", "2")),
                Set.of(Extension.SIGNATURES));
        assertHeader(
                Map.of("subdir", "\"linux-64\"", "x", "1", "y", "1", "w", "2"),
                Map.of("repodata_version", "3", "z", "1", "v", "2"),
                IndexHeader.joined(SUBDIR, List.of(first, second)));
        assertEquals(
                Set.of(Extension.V3, Extension.SIGNATURES),
                IndexHeader.joined(SUBDIR, List.of(first, second)).extensions());
        assertHeader(
                Map.of("subdir", "\"linux-64\""),
                Map.of("repodata_version", "1"),
                IndexHeader.joined(SUBDIR, List.of()));
    }
}
