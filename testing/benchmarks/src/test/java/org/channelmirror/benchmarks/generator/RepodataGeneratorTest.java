package org.channelmirror.benchmarks.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

final class RepodataGeneratorTest {

    private static final Subdir LINUX = new Subdir("linux-64");
    private static final int RECORDS = 20_000;

    @TempDir
    Path folder;

    @Test
    void aFifthIsOldAndFileNamesAreSortedWithoutDuplicates() throws Exception {
        Path index = new RepodataGenerator(1, RECORDS, LINUX).writeIndex(folder);

        Map<String, List<String>> names = fileNames(index);
        assertEquals(RECORDS / 5, names.get("packages").size());
        assertEquals(RECORDS * 4 / 5, names.get("packages.conda").size());
        names.values().forEach(each -> assertEquals(List.copyOf(new TreeSet<>(each)), each));
        names.get("packages").forEach(name -> assertTrue(name.endsWith(".tar.bz2"), name));
        names.get("packages.conda").forEach(name -> assertTrue(name.endsWith(".conda"), name));
        names.values().forEach(each -> each.forEach(name -> assertTrue(PackageFileName.isValid(name), name)));
    }

    @Test
    void aRecordHasAboutSixHundredBytes() throws Exception {
        Path index = new RepodataGenerator(1, RECORDS, LINUX).writeIndex(folder);

        long each = Files.size(index) / RECORDS;
        assertTrue(each > 580 && each < 620, each + " bytes a record");
    }

    @Test
    void theSeedAloneDecides() throws Exception {
        Path first = new RepodataGenerator(1, 500, LINUX).writeIndex(folder.resolve("first"));
        Path same = new RepodataGenerator(1, 500, LINUX).writeIndex(folder.resolve("same"));
        Path other = new RepodataGenerator(2, 500, LINUX).writeIndex(folder.resolve("other"));

        assertEquals(-1, Files.mismatch(first, same));
        assertNotEquals(-1, Files.mismatch(first, other));
    }

    @Test
    void licencesAreAsOnRealChannels() throws Exception {
        Path index = new RepodataGenerator(1, RECORDS, LINUX).writeIndex(folder);

        Map<String, Integer> counts = values(index, "license");
        int stated = counts.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(stated > RECORDS * 0.90 && stated < RECORDS, stated + " records state a licence");
        for (String license : List.of("MIT", "BSD-3-Clause", "Apache-2.0", "GPL-3.0-or-later", "GPL (>= 2)")) {
            assertTrue(counts.getOrDefault(license, 0) > RECORDS / 200, license + " is too rare: " + counts);
        }
        assertTrue(counts.get("MIT") > counts.get("GPL-3.0-or-later"), counts.toString());
        assertTrue(counts.keySet().stream().anyMatch(text -> text.startsWith("LGPL")), counts.toString());
    }

    @Test
    void everyCountFromOneOnIsMet() throws Exception {
        for (int records : new int[] {1, 2, 5, 97, 1000}) {
            Path index = new RepodataGenerator(1, records, LINUX).writeIndex(folder.resolve("" + records));
            Map<String, List<String>> names = fileNames(index);
            assertEquals(
                    records,
                    names.get("packages").size() + names.get("packages.conda").size());
        }
        assertThrows(IllegalArgumentException.class, () -> new RepodataGenerator(1, 0, LINUX));
    }

    @Test
    void thereIsAnEmptyNoarch() throws Exception {
        new RepodataGenerator(1, 10, LINUX).writeIndex(folder);

        Map<String, List<String>> names = fileNames(folder.resolve("noarch/repodata.json"));
        assertEquals(Map.of("packages", List.of(), "packages.conda", List.of()), names);
    }

    @Test
    void aChannelHasTheFilesOfItsIndex() throws Exception {
        Path index = new RepodataGenerator(1, 50, LINUX).writeChannel(folder);

        Map<String, Integer> hashes = values(index, "sha256");
        Map<String, List<String>> names = fileNames(index);
        int files = 0;
        for (List<String> each : names.values()) {
            for (String name : each) {
                byte[] content = Files.readAllBytes(folder.resolve("linux-64").resolve(name));
                assertTrue(hashes.containsKey(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content))));
                files++;
            }
        }
        assertEquals(50, files);
    }

    @Test
    void overlappingChannelsHaveTwoThirdsEachAndTheFilesOfTheFirst() throws Exception {
        Set<String> all = new TreeSet<>();
        List<Map<String, List<String>>> channels = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path index = new RepodataGenerator(1, 1500, LINUX)
                    .writeOverlapping(folder.resolve("" + i), new ChannelShare(i, 3), folder.resolve("files"));
            channels.add(fileNames(index));
            channels.get(i).values().forEach(all::addAll);
            assertEquals(
                    1000, channels.get(i).values().stream().mapToInt(List::size).sum());
        }
        assertEquals(1500, all.size());
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            assertEquals(1500, files.count());
        }
        String both = channels.get(1).get("packages.conda").get(0);
        assertFalse(channels.get(0).get("packages.conda").contains(both));
        assertEquals(
                both + " of channel 1", Files.readString(folder.resolve("files").resolve(both)));
    }

    @Test
    void namesAreDistinctAndSortedToTheLimit() {
        int most = RepodataGenerator.MAX_RECORDS / 12;
        PackageNames names = new PackageNames(most);

        IntStream.range(1, most)
                .forEach(i -> assertTrue(
                        (names.name(i - 1) + "-").compareTo(names.name(i) + "-") < 0
                                || names.name(i).startsWith(names.name(i - 1) + "-"),
                        () -> names.name(i - 1) + " before " + names.name(i)));
        assertFalse(names.name(0).equals(names.name(most - 1)));
    }

    /** The file names of each section, in the order of the text. */
    private static Map<String, List<String>> fileNames(Path index) throws Exception {
        Map<String, List<String>> sections = new TreeMap<>();
        String section = "";
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), index)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                if (depth == 1) {
                    section = parser.currentName();
                    if (section.startsWith("packages")) {
                        sections.put(section, new ArrayList<>());
                    }
                } else if (depth == 2 && sections.containsKey(section)) {
                    sections.get(section).add(parser.currentName());
                }
            }
        }
        return sections;
    }

    private static Map<String, Integer> values(Path index, String key) throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), index)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && key.equals(parser.currentName())) {
                    counts.merge(parser.getString(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }
}
