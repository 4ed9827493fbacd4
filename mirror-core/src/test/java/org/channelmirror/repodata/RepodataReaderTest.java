package org.channelmirror.repodata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepodataReaderTest {

    private static MalformedRepodataException refused(String document) {
        return assertThrows(MalformedRepodataException.class, () -> Taken.read(document), document);
    }

    @Test
    void nothingIsAnEmptyIndex() throws IOException {
        assertEquals(List.of(), Taken.read(""));
        assertEquals(List.of(), Taken.read(" \r\n\t"));
        assertEquals(List.of(), Taken.read("{}"));
        assertEquals(List.of(), Taken.read("{\"packages\":{},\"packages.conda\":{ },\"removed\":[ ],\"info\":{ }}"));
    }

    @Test
    void recordsKeepTheirBytes() throws IOException {
        String record = "{\"z\":1.0e2,\"a\":\"\\u00e4\\/\u00e4\",\"n\":-0,\"z\":100000000000000000000,\"s\": [ 1 ]}";
        String document = "{\"packages.conda\":{\"a-1-0.conda\":" + record + "}}";
        int length = record.getBytes(StandardCharsets.UTF_8).length;
        assertEquals(
                List.of("record PACKAGES_CONDA a-1-0.conda " + record + " @" + document.indexOf(record) + "+" + length),
                Taken.read(document));
    }

    @Test
    void prettyPrintedRecordsAreSqueezed() throws IOException {
        String record = "{\n  \"a b\" : \"x \\\" y\\\\\",\r\n\t\"c\": [\n1,\n {}\n]\n}";
        String document = "{\"packages\":{\n\"a-1-0.tar.bz2\" :" + record + "\n}}";
        assertEquals(
                List.of("record PACKAGES a-1-0.tar.bz2 {\"a b\":\"x \\\" y\\\\\",\"c\":[1,{}]} @"
                        + document.indexOf(record) + "+" + record.length()),
                Taken.read(document));
    }

    @Test
    void duplicatesAreAllHandedOut() throws IOException {
        List<String> lines =
                Taken.read("{\"packages\":{\"a\":{\"n\":1},\"a\":{\"n\":2}},\"packages\":{\"a\":{\"n\":3}}}");
        assertEquals(3, lines.size());
        assertTrue(lines.get(2).contains("{\"n\":3}"), lines.get(2));
    }

    @Test
    void namesAreUnescaped() throws IOException {
        assertEquals(
                List.of("removed \u00e4\"\\/\b\f\n\r\t\ud83d\ude00", "info \u00e4 {\"a\":[1,2]}", "other \"x\" null"),
                Taken.read("{\"removed\":[\"\\u00E4\\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83D\\uDE00\"],\"info\":{\"\u00e4\":"
                        + "{ \"a\" : [ 1 , 2 ] }},\"\\\"x\\\"\": null}"));
    }

    @Test
    void recordsOfTheThirdRevisionAreNamedByTheirFiles() throws IOException {
        String document = "{\"v3\":{\"conda\":{\"a-1-0\":{\"n\":1}},\"tar.bz2\":{\"b-1-0\":{\n\"n\": 2}}}}";
        assertEquals(
                List.of(
                        "begins v3",
                        "record V3_CONDA a-1-0.conda {\"n\":1} @" + document.indexOf("{\"n\":1") + "+7",
                        "record V3_TAR_BZ2 b-1-0.tar.bz2 {\"n\":2} @" + document.indexOf("{\n") + "+9"),
                Taken.read(document));
        assertEquals(List.of("begins v3"), Taken.read("{\"v3\":{}}"));
        refused("{\"v3\":{\"conda\":[]}}");
        refused("{\"v3\":{\"conda\":{\"a\":1}}}");
        refused("{\"v3\":{\"conda\":{}");
    }

    @Test
    void signaturesAreToldByTheirPlace() throws IOException {
        String document = "{\"signatures\":{\"a-1-0.conda\":{\"k\":{}},\"\\u0062\": [\n1],\"c\":1 }}";
        assertEquals(
                List.of(
                        "begins signatures",
                        "signature a-1-0.conda COMPACT @" + document.indexOf("{\"k\"") + "+8",
                        "signature b LINE_BREAKS @" + document.indexOf("[\n") + "+4",
                        "signature c COMPACT @" + document.indexOf("1 }}") + "+1"),
                Taken.read(document));
        assertEquals(List.of("begins signatures"), Taken.read("{\"signatures\":{}}"));
        refused("{\"signatures\":{\"a\":[01]}}");
        refused("{\"signatures\":{\"a\"}}");
    }

    @Test
    void formsOfOtherPackagesAreCountedAndReadOver() throws IOException {
        assertEquals(
                List.of(
                        "begins v3",
                        "skipped v3.whl 2",
                        "skipped v4 1",
                        "skipped packages.whl 0",
                        "skipped v3 0",
                        "skipped signatures 3",
                        "other v 1",
                        "other package 2"),
                Taken.read("{\"v3\":{\"whl\":{\"a\":{},\"b\":[{}]}},\"v4\":{\"conda\":{}},\"packages.whl\":{},"
                        + "\"v3\":\"x\",\"signatures\":[1,2,3],\"v\":1,\"package\":2}"));
        refused("{\"v3\":[}");
        refused("{\"v3\":{\"whl\":{\"a\":01}}}");
    }

    @Test
    void objectsAndListsAreTakenApart() {
        assertEquals(
                Map.of("a", "{\"b\":[1,\"}\"]}", "\u00e4", "-1.0e2"),
                parts("{\"a\":{\"b\":[1,\"}\"]},\"\\u00e4\":-1.0e2}"));
        assertEquals(Map.of("0", "1", "1", "\"]\"", "2", "[]"), parts("[1,\"]\",[]]"));
        for (String empty : List.of("{}", "[]", "null", "1", "\"{\"")) {
            assertEquals(Map.of(), parts(empty), empty);
        }
    }

    private static Map<String, String> parts(String json) {
        return RepodataReader.parts(json.getBytes(StandardCharsets.UTF_8)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, part -> new String(part.getValue(), StandardCharsets.UTF_8)));
    }

    @Test
    void nullIsNothing() throws IOException {
        assertEquals(
                List.of("begins v3", "other x 1"),
                Taken.read("{\"packages\":null,\"packages.conda\": null ,\"removed\":null,\"info\":null,"
                        + "\"v3\":{\"conda\":null,\"tar.bz2\":null},\"x\":1}"));
        refused("{\"packages\":nul}");
        refused("{\"removed\":null");
    }

    @Test
    void whatIsNoObjectIsARecordWithoutFieldsForWhoTakesIt() throws IOException {
        List<String> lines = new ArrayList<>();
        RepodataHandler lenient = new RepodataHandler() {
            @Override
            public void record(RawRecord record) {
                lines.add(record.fileName() + " of " + record.name());
            }

            @Override
            public boolean unusable(RawRecord record) {
                assertThrows(IllegalArgumentException.class, record::sha256);
                assertEquals(2, record.length());
                lines.add(record.fileName() + " is none" + record.name()
                        + record.md5().map(Arrays::toString).orElse(""));
                return true;
            }
        };
        String json = "{\"packages\":{\"a\":[{},1],\"b\":{\"name\":\"b\"},\"c\": null,\"d\":{\"name\":\"d\"}}}";
        RepodataReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), lenient);
        assertEquals(List.of("a is none", "b of b", "c is none", "d of d"), lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "1",
                "\"\"",
                "<!DOCTYPE html>",
                "{\"packages\":[]}",
                "{\"packages\":{\"a\":1}}",
                "{\"packages\":{\"a\":null}}",
                "{\"packages.conda\":{\"a\":[]}}",
                "{\"removed\":{}}",
                "{\"removed\":[1]}",
                "{\"removed\":[null]}",
                "{\"info\":[]}",
                "{}{}",
                "{} x",
                "{\"a\":1,}",
                "{,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":0x1}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":1 // c\n}",
                "{\"a\":[1,]}",
            })
    void whatIsNotRepodataIsRefused(String document) {
        refused(document);
    }

    @Test
    void controlCharactersAndBrokenUtf8AreRefused() {
        for (int c = 0; c < 0x20; c++) {
            refused("{\"a\":\"" + (char) c + "\"}");
        }
        int[][] broken = {
            {0x80},
            {0xbf},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xc3},
            {0xe0, 0x80, 0x80},
            {0xe0, 0x9f, 0xbf},
            {0xed, 0xa0, 0x80},
            {0xe2, 0x82},
            {0xf0, 0x80, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xff},
            {0xfe}
        };
        for (int[] bytes : broken) {
            StringBuilder text = new StringBuilder("{\"packages\":{\"a\":{\"b\":\"");
            for (int b : bytes) {
                text.append((char) b);
            }
            byte[] document = text.append("\"}}}").toString().getBytes(StandardCharsets.ISO_8859_1);
            assertThrows(MalformedRepodataException.class, () -> Taken.read(document), text.toString());
        }
    }

    @Test
    void nestingHasALimitTheSameEverywhere() throws IOException {
        for (String key : List.of("v3", "other")) {
            String document = "{\"" + key + "\":%s}";
            assertEquals(
                    1,
                    Taken.read(String.format(document, "[".repeat(64) + "]".repeat(64)))
                            .size());
            refused(String.format(document, "[".repeat(65) + "]".repeat(65)));
        }
        refused("{\"packages\":{\"a\":{\"b\":" + "{\"c\":".repeat(5000));
    }

    @Test
    void theMessageSaysWhere() {
        MalformedRepodataException e = refused("{\"packages\":{\"a\":{\"b\":tru}}}");
        assertEquals(22, e.offset());
        assertTrue(String.valueOf(e.getMessage()).contains("found \"tru}}}\""), e.getMessage());
        assertTrue(String.valueOf(refused("{\"a\":1").getMessage()).contains("cut off"));
    }

    @Test
    void documentsLargerThanTheWindowAreReadInAnyPieces() throws IOException {
        StringBuilder text = new StringBuilder("{\"packages\":{");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            String record = "{\"n\":" + i + ",\"t\":\"" + "\u00e4".repeat(i % 200) + "\"}";
            text.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":").append(record);
            expected.add("record PACKAGES f" + i + " " + record);
        }
        String big = "\"" + "x".repeat(700_000) + "\"";
        String document =
                text.append("},\"big\":").append(big).append(",\"end\":1}").toString();
        expected.add("other big " + big);
        expected.add("other end 1");
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        for (int atMost : new int[] {7, 4096, Integer.MAX_VALUE}) {
            List<String> found = new ArrayList<>();
            for (String line : Taken.read(Taken.slow(bytes, atMost))) {
                int at = line.lastIndexOf(" @");
                found.add(at < 0 ? line : line.substring(0, at));
                if (at > 0) {
                    int plus = line.indexOf('+', at);
                    int offset = Integer.parseInt(line.substring(at + 2, plus));
                    int length = Integer.parseInt(line.substring(plus + 1));
                    String source = new String(bytes, offset, length, StandardCharsets.UTF_8);
                    assertTrue(line.contains(" " + source + " @"), line);
                }
            }
            assertEquals(expected, found);
        }
    }

    @Test
    void whatIsTooLargeToKeepIsReadOver() throws IOException {
        String big = "[" + "\"0123456789\",".repeat(1_000_000) + "1]";
        assertEquals(
                List.of("skipped big 0", "skipped info.big 0", "other x 1"),
                Taken.read("{\"big\":" + big + ",\"info\":{\"big\":" + big + "},\"x\":1}"));
    }

    @Test
    void oneEndlessValueIsRefusedBeforeItFillsTheMemory() {
        byte[] head = "{\"packages\":{\"a\":{\"b\":\"".getBytes(StandardCharsets.UTF_8);
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(head), new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        });
        MalformedRepodataException e = assertThrows(MalformedRepodataException.class, () -> Taken.read(endless));
        assertTrue(String.valueOf(e.getMessage()).contains("more than"), e.getMessage());
    }
}
