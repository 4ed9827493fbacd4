package org.channelmirror.internal.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.junit.jupiter.api.Test;

/** A text that is put together is the one that would be written anew, and its records stand where the facts are told they do. */
class TextSpliceTest {

    private static final int NAMES = 1000;
    private static final byte[] OPENING = "\"info\":{}".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(1);

    /** Records by file name, of both sections. */
    private final Map<String, String> records = new TreeMap<>();

    /** Of each record the length of its JSON. */
    private static final class Lengths implements RecordFacts {

        private final Map<String, Long> places = new TreeMap<>();
        private final Map<String, Integer> lengths = new TreeMap<>();

        @Override
        public byte[] find(int section, byte[] fileName, byte[] json, int offset, int length) {
            ByteBuffer facts = ByteBuffer.allocate(3 + fileName.length + Integer.BYTES);
            FrameKey.put(facts, section, fileName, fileName.length);
            return facts.putInt(length).array();
        }

        @Override
        public int stands(byte[] facts, int offset, int length, long at) {
            int size = FrameKey.size(facts, offset);
            String name = new String(facts, offset + 3, size - 3, StandardCharsets.US_ASCII);
            int json = ByteBuffer.wrap(facts).getInt(offset + size);
            places.put(name, at);
            lengths.put(name, json);
            return json;
        }
    }

    private static int section(String fileName) {
        return fileName.endsWith(".conda") ? 1 : 0;
    }

    private void change(String name) {
        records.keySet().removeIf(file -> PackageNames.ofFile(file).equals(name));
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String file = name + "-" + random.nextInt(30) + "-0" + (random.nextBoolean() ? ".conda" : ".tar.bz2");
            byte[] filling = new byte[random.nextInt(600)];
            random.nextBytes(filling);
            records.put(file, "{\"x\":\"" + HexFormat.of().formatHex(filling) + "\"}");
        }
    }

    private String expected() {
        return "{\"info\":{},\n\"packages\":{" + lines(0) + "\n},\n\"packages.conda\":{" + lines(1) + "\n}}\n";
    }

    private String lines(int section) {
        String lines = records.entrySet().stream()
                .filter(entry -> section(entry.getKey()) == section)
                .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",\n"));
        return lines.isEmpty() ? "" : "\n" + lines;
    }

    private byte[] kept() throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        Lengths lengths = new Lengths();
        try (KeptTextWriter out = KeptTextWriter.ofWhole(kept)) {
            for (int section = 0; section < 2; section++) {
                for (Map.Entry<String, String> record : records.entrySet()) {
                    if (section(record.getKey()) == section) {
                        byte[] file = record.getKey().getBytes(StandardCharsets.US_ASCII);
                        byte[] json = record.getValue().getBytes(StandardCharsets.US_ASCII);
                        out.add(section, file, json, 0, json.length, lengths.find(section, file, json, 0, json.length));
                    }
                }
            }
            out.finish();
        }
        return kept.toByteArray();
    }

    private FrameReader changed(Set<String> names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameWriter out = new FrameWriter(bytes)) {
            for (int section = 0; section < 2; section++) {
                for (Map.Entry<String, String> record : records.entrySet()) {
                    if (section(record.getKey()) == section && names.contains(PackageNames.ofFile(record.getKey()))) {
                        byte[] file = record.getKey().getBytes(StandardCharsets.US_ASCII);
                        ByteBuffer frame = ByteBuffer.allocate(4096);
                        FrameKey.put(frame, section, file, file.length);
                        frame.put(record.getValue().getBytes(StandardCharsets.US_ASCII));
                        out.write(frame.flip());
                    }
                }
            }
            out.finish();
        }
        return new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static KeptHead head() {
        return new KeptHead(new byte[UpstreamShards.SHA256_LENGTH], JsonStyle.ESCAPED, KeptHead.Facts.KEPT, OPENING);
    }

    private String name(int number) {
        return "n" + number % 40 + (number >= 40 ? "-" + number : "");
    }

    @Test
    void manyChangesMakeTheSameTextAsWritingAnew() throws Exception {
        for (int i = 0; i < NAMES; i++) {
            change(name(i));
        }
        byte[] kept = kept();
        assertTrue(kept.length > 1_000_000, "several chunks: " + kept.length);
        for (int round = 0; round < 40; round++) {
            Set<String> names = new HashSet<>();
            int changes = round % 10 == 9 ? 0 : random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                String name = name(random.nextInt(NAMES + 20));
                change(name);
                names.add(name);
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            Lengths lengths = new Lengths();
            FrameReader before = new FrameReader(new ByteArrayInputStream(kept));
            try (TextSplice splice = new TextSplice(before, changed(names), names, text, next, lengths)) {
                splice.run(head());
            }
            String made = text.toString(StandardCharsets.US_ASCII);
            assertEquals(expected(), made, "round " + round);
            assertEquals(records.keySet(), lengths.places.keySet());
            lengths.places.forEach((name, at) -> assertEquals(
                    records.get(name),
                    made.substring(at.intValue(), at.intValue() + lengths.lengths.getOrDefault(name, 0))));
            kept = next.toByteArray();
        }
    }

    @Test
    void aFileOfTwoNamesIsDoubtful() throws Exception {
        records.put("a-1-0.conda", "{}");
        byte[] kept = kept();
        FrameReader same = changed(Set.of("a"));
        FrameReader before = new FrameReader(new ByteArrayInputStream(kept));
        try (TextSplice splice = new TextSplice(
                before,
                same,
                Set.of("b"),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream(),
                RecordFacts.NONE)) {
            assertThrows(DoubtfulShardsException.class, () -> splice.run(head()));
        }
    }

    @Test
    void anIndexWithoutRecordsIsOneToo() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        FrameReader before = new FrameReader(new ByteArrayInputStream(kept()));
        try (TextSplice splice = new TextSplice(
                before, changed(Set.of()), Set.of(), text, new ByteArrayOutputStream(), RecordFacts.NONE)) {
            splice.run(head());
        }
        assertEquals(expected(), text.toString(StandardCharsets.US_ASCII));
    }
}
