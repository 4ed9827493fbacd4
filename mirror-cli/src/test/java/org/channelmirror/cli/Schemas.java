package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The schemas of docs/schema. */
final class Schemas {

    static final Path DOCS = Path.of("..", "docs");

    private static final String BASE = "https://schemas.test/";
    private static final String META = "https://json-schema.org/draft/2020-12/schema";

    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SchemaRegistry registry;
    private final Set<String> used = new TreeSet<>();

    Schemas() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("schema"))) {
            files.forEach(file -> texts.put(String.valueOf(file.getFileName()), read(file)));
        }
        Map<String, String> located = new TreeMap<>();
        texts.forEach((name, text) -> located.put(BASE + name, text));
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(located));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file names. */
    Set<String> names() {
        return texts.keySet();
    }

    JsonNode tree(String name) {
        return new ObjectMapper().readTree(texts.get(name));
    }

    String problems(String name, String json) {
        used.add(name);
        return String.join(
                "\n",
                registry.getSchema(SchemaLocation.of(BASE + name)).validate(json, InputFormat.JSON).stream()
                        .map(Error::toString)
                        .toList());
    }

    void assertFits(String name, String json) {
        assertEquals("", problems(name, json), json);
    }

    /** A schema that nothing is held to tells nobody anything. */
    void assertAllUsed() {
        Set<String> unused = new TreeSet<>(texts.keySet());
        unused.removeAll(used);
        assertEquals(Set.of("common.json"), unused);
    }

    void assertSchemas() {
        for (Map.Entry<String, String> each : texts.entrySet()) {
            assertTrue(each.getValue().contains(META), each.getKey());
            assertEquals(
                    "[]",
                    registry.getSchema(SchemaLocation.of(META))
                            .validate(each.getValue(), InputFormat.JSON)
                            .toString(),
                    each.getKey());
        }
    }
}
