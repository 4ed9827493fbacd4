package org.channelmirror.internal.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 1: every record of an index that is wholly mirrored comes out as it went in, with everything else that the index says; its
 * bytes stay, but for white space between tokens.
 */
class FixtureRoundTripTest {

    /** Records of real channels; this project has them only where it is developed. */
    private static final Path FIXTURES = Path.of("../../shared/fixtures/repodata-only");

    private static final List<String> EXTENSIONS = List.of("conda", "tar.bz2");

    @TempDir
    Path scratch;

    static Stream<Path> fixtures() throws IOException {
        if (!Files.isDirectory(FIXTURES)) {
            return Stream.of(Path.of("none"));
        }
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void realIndexesComeOutAsTheyWentIn(Path fixture) throws Exception {
        assumeTrue(Files.exists(fixture), "the fixtures are not here");
        byte[] bytes = Files.readAllBytes(fixture);
        String published = new IndexRoundTrip(scratch).publish(bytes);
        byte[] text = fixture.toString().endsWith(".gz")
                ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
                : bytes;
        assertSame(new String(text, StandardCharsets.UTF_8), published);
        assertEquals(published, publishAgain(published), "what was published is published as it is");
    }

    static Stream<String> oddities() {
        String digests = "\"md5\":null,\"sha256\":null";
        return Stream.of(
                "",
                "{}",
                "{\"packages.conda\":{}}",
                // The kinds of noarch that have been seen, and worse ones.
                records("true", "\"\"", "\"generic\"", "\"notempty-this-should-fail\"", "null", "1", "[]", "{}"),
                """
                {"packages":{"a-1-0.tar.bz2":{"name":"a","arch":null,"platform":null,"md5":null,"sha256":"","size":null},
                "b-1-0.tar.bz2":{},
                "c-1-0.tar.bz2":{"name":null,"version":1.0,"build":["x"],"build_number":"0","subdir":"win-64"},
                "d-1-0.tar.bz2":{"subdir":null,"size":"12","depends":null},
                "e-1-0.tar.bz2":{"size":1.5,"build_number":-1,"timestamp":1e12,"\\u006eame":"e"}}}
                """,
                // Names under the section of the other format.
                "{\"packages\":{\"a-1-0.conda\":{\"n\":1},\"b-1-0.tar.bz2\":{}},\"packages.conda\":{\"c-1-0.tar.bz2\":{}}}",
                // Number texts, escapes, duplicate keys, and unsorted names.
                "{\"packages.conda\":{\"z-1-0.conda\":{\"n\":1.50e+2,\"s\":\"\\u00e4\\/\\ud83d\\ude00\u00e4\",\"n\":-0,"
                        + digests
                        + "},\"B-1-0.conda\":{\"big\":123456789012345678901234567890," + digests
                        + "},\"a-1!2.0+x-0.conda\":{" + digests + "}},\"packages\":{\"y-1-0.tar.bz2\":{}}}",
                """
                {
                  "info" : { "subdir" : "noarch", "arch" : null, "default_python_version" : "2.7", "x" : { } },
                  "packages" : { "a-1-0.tar.bz2" : { "depends" : [ "b [when=\\"x\\"]" , "\\\\" ] , "noarch" : "python" } },
                  "repodata_version" : 1, "_mod": "Thu, 26 May 2016", "zz": [ { "a" : " b " } ], "removed": [ ]
                }
                """,
                """
                {"info":{"subdir":"linux-64","repodata_revisions":{"v3":{"message":"m","n_packages":9,"oldest":1,"newest":2}}},
                 "packages":{},"packages.conda":{"both-1-0.conda":{"md5":null}},
                 "v3":{"conda":{"both-1-0":{"md5":null,"when":"v3"},"a-1-0":{"indexed_timestamp":30},"a-1-0.1":{}},
                       "tar.bz2":{"old-1-0":{"indexed_timestamp":10,"extra_depends":{"x":["y[version=\\"1\\"]"]}}},
                       "whl":{"w-1-0":{"url":"https://files.example.org/w.whl"}}},
                 "signatures":{"both-1-0.conda":{"k":{"signature":"00"}},"old-1-0.tar.bz2":{},"none-1-0.conda":{}}}
                """);
    }

    private static String records(String... kinds) {
        StringBuilder text = new StringBuilder("{\"info\":{\"subdir\":\"linux-64\"},\"packages\":{");
        for (int i = 0; i < kinds.length; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("\"n" + i + "-1-0.tar.bz2\":{\"name\":\"n\",\"noarch\":" + kinds[i] + "}");
        }
        return text.append("}}").toString();
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void oddIndexesComeOutAsTheyWentIn(String document) throws Exception {
        String published = new IndexRoundTrip(scratch).publish(document.getBytes(StandardCharsets.UTF_8));
        assertSame(document, published);
        assertEquals(published, publishAgain(published));
    }

    @Test
    void countsAreOfWhatIsPublished() throws Exception {
        String document = oddities().reduce((first, last) -> last).orElseThrow();
        IndexRoundTrip trip = new IndexRoundTrip(scratch);
        String published = trip.publish(document.getBytes(StandardCharsets.UTF_8));
        assertTrue(
                published.contains(
                        "\"repodata_revisions\":{\"v3\":{\"message\":\"m\",\"n_packages\":4,\"oldest\":10,\"newest\":30}}"),
                published);
        assertEquals(
                List.of("upstream's \"v3.whl\" with 1 members is not carried into the mirror's index"),
                trip.warnings().stream().map(warning -> warning.message()).toList());
    }

    private String publishAgain(String published) throws Exception {
        return new IndexRoundTrip(scratch).publish(published.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSame(String source, String published) {
        Map<String, @Nullable Object> before = JsonValue.object(source.getBytes(StandardCharsets.UTF_8));
        Map<String, @Nullable Object> after = JsonValue.object(published.getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> textsBefore = objects(squeeze(source));
        Map<String, List<String>> textsAfter = objects(squeeze(published));
        Set<String> files = new TreeSet<>();
        Map<String, @Nullable Object> records = sorted(before.get("packages"));
        records.putAll(members(before.get("packages.conda")));
        // Some test channels have names with blanks in them.
        records.keySet().removeIf(name -> !PackageFileName.isValid(name));
        for (PackageFormat format : PackageFormat.values()) {
            Map<String, @Nullable Object> own = new TreeMap<>(records);
            own.keySet().removeIf(name -> !name.endsWith(format.suffix()));
            assertEquals(own, after.get(format.section()), format.section());
            assertOrder(after.get(format.section()), format.section());
            assertTexts(textsBefore, textsAfter, own.keySet());
            files.addAll(own.keySet());
        }
        Map<String, @Nullable Object> third = sorted(before.get("v3"));
        for (String extension : EXTENSIONS) {
            Map<String, @Nullable Object> own = sorted(third.get(extension));
            assertEquals(own, sorted(sorted(after.get("v3")).get(extension)), "v3 " + extension);
            assertTexts(textsBefore, textsAfter, own.keySet());
            own.keySet().forEach(stem -> files.add(stem + "." + extension));
        }
        Map<String, @Nullable Object> signed = sorted(before.get("signatures"));
        signed.keySet().retainAll(files);
        assertEquals(signed, sorted(after.get("signatures")));
        assertOrder(after, "the document");
        assertRest(before, after);
    }

    private static void assertRest(Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
        Map<String, @Nullable Object> info = sorted(before.get("info"));
        boolean hadBaseUrl = info.remove("base_url") != null;
        info.put("subdir", IndexRoundTrip.SUBDIR.name());
        Map<String, @Nullable Object> published = sorted(after.get("info"));
        assertEquals(info.containsKey("repodata_revisions"), published.containsKey("repodata_revisions"));
        info.remove("repodata_revisions");
        published.remove("repodata_revisions");
        assertEquals(info, published);
        Map<String, @Nullable Object> others = new LinkedHashMap<>(before);
        Map<String, @Nullable Object> publishedOthers = new LinkedHashMap<>(after);
        for (String key : List.of("info", "packages", "packages.conda", "v3", "signatures", "removed")) {
            others.remove(key);
            publishedOthers.remove(key);
        }
        Object version = publishedOthers.remove("repodata_version");
        Object upstreamVersion = others.remove("repodata_version");
        String expected = upstreamVersion == null ? "1" : upstreamVersion.toString();
        assertEquals(hadBaseUrl && expected.equals("2") ? "1" : expected, String.valueOf(version));
        assertEquals(others, publishedOthers);
        assertEquals(List.of(), after.get("removed"), "nothing was here before");
    }

    /** Each record's text, without the white space between its tokens. */
    private static void assertTexts(
            Map<String, List<String>> before, Map<String, List<String>> after, Set<String> keys) {
        for (String key : keys) {
            assertTrue(
                    before.getOrDefault(key, List.of()).containsAll(after.get(key)),
                    () -> key + ": " + after.get(key) + " was " + before.get(key));
        }
    }

    /** The texts of all objects in squeezed JSON, by the name that each stands under. */
    private static Map<String, List<String>> objects(String json) {
        Map<String, List<String>> found = new TreeMap<>();
        Deque<Integer> begun = new ArrayDeque<>();
        Deque<String> names = new ArrayDeque<>();
        String last = "";
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                int begin = i + 1;
                for (i++; json.charAt(i) != '"'; i++) {
                    i += json.charAt(i) == '\\' ? 1 : 0;
                }
                last = json.substring(begin, i);
            } else if (c == '{') {
                begun.push(i);
                names.push(last);
            } else if (c == '}') {
                String text = json.substring(begun.pop(), i + 1);
                found.computeIfAbsent(names.pop(), name -> new ArrayList<>()).add(text);
            }
        }
        return found;
    }

    private static String squeeze(String json) {
        StringBuilder out = new StringBuilder();
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\') {
                out.append(c).append(json.charAt(++i));
            } else {
                inString ^= c == '"';
                if (inString || " \t\r\n".indexOf(c) < 0) {
                    out.append(c);
                }
            }
        }
        return out.toString();
    }

    private static void assertOrder(@Nullable Object object, String what) {
        List<String> names = new ArrayList<>(members(object).keySet());
        assertEquals(new ArrayList<>(new TreeSet<>(names)), names, what);
    }

    private static Map<String, @Nullable Object> sorted(@Nullable Object object) {
        return new TreeMap<>(members(object));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> members(@Nullable Object object) {
        return object instanceof Map<?, ?> ? (Map<String, @Nullable Object>) object : Map.of();
    }
}
