package org.channelmirror.tests.access;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for secrets in whatever a mirror leaves, byte by byte: as they are, URL-encoded, and in Base64 at any offset. */
final class PlantedSecrets {

    private final Map<String, List<String>> forms = new LinkedHashMap<>();

    PlantedSecrets(String... secrets) {
        for (String secret : secrets) {
            forms.put(secret, forms(secret));
        }
    }

    private static List<String> forms(String secret) {
        List<String> found = new ArrayList<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        for (int offset = 0; offset < 3; offset++) {
            byte[] bytes = (" ".repeat(offset) + secret).getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            // The first and the last characters depend on what stands beside.
            found.add(encoded.substring(offset == 0 ? 0 : offset + 1, bytes.length / 3 * 4));
        }
        return found;
    }

    void assertAbsentFrom(String where, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        forms.forEach((secret, all) -> {
            for (String form : all) {
                int at = text.indexOf(form);
                if (at >= 0) {
                    fail(secret + " is in " + where + " as " + form + ": ..."
                            + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 100)));
                }
            }
        });
    }

    /** Looks at every file's name and content, also at what a compressed one holds. */
    void assertAbsentBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertAbsentFrom(
                        "the name of a file", folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                assertAbsentFrom(file.toString(), Files.readAllBytes(file));
                if (file.toString().endsWith(".json.zst")) {
                    try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                        assertAbsentFrom(file.toString(), in.readAllBytes());
                    }
                }
            }
        }
    }

    /** The other way round: each was used, so its absence elsewhere proves something. */
    void assertAllIn(String where, String text) {
        forms.forEach((secret, all) ->
                assertTrue(all.stream().anyMatch(text::contains), () -> secret + " is not in " + where));
    }
}
