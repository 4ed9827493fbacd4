package org.channelmirror.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Takes names from an index, spread evenly over all that it has. */
final class IndexNames {

    private IndexNames() {}

    static List<String> some(Path repodata, int count) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(repodata));
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "name".equals(parser.currentName())) {
                    names.add(parser.getString());
                }
            }
        }
        List<String> all = List.copyOf(names);
        List<String> some = new ArrayList<>();
        for (int i = 0; i < Math.min(count, all.size()); i++) {
            some.add(all.get((int) ((long) i * all.size() / count)));
        }
        return some;
    }
}
