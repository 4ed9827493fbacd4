package org.channelmirror.repodata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The reader against Jackson, on mutations of valid documents. */
class RepodataFuzzTest {

    private static final List<String> SEEDS = List.of("""
            {"info":{"subdir":"linux-64","base_url":"../p"},"packages":{"a-1-0.tar.bz2":{"name":"a","size":12,\
            "sha256":"00","depends":["b >=1","c"],"x":-1.5e+3}},"packages.conda":{"b-1-0.conda":{}},\
            "removed":["c-1-0.conda",""],"repodata_version":1}""", """
            {
              "packages": {
                "a-1-0.tar.bz2": {
                  "name": "\\u00e4\\"\\\\\\/", "n": null, "t": true, "f": false, "o": {"k": [[], {}, [0]]}
                }
              },
              "packages.conda": {},
              "signatures": {"a": {"b": [1, 2.0, 0.5E-7]}},
              "new": "\u00e4\u20ac\ud83d\ude00"
            }
            """, """
            {"v3":{"conda":{"a-1-0":{"size":1,"indexed_timestamp":17}},"tar.bz2":{},"whl":{"b":{}}},"v4":[1],
            "signatures":{"a-1-0.conda":{"k":{"signature":"00"}},"b":null}}""", "{}", "", " \n");

    private static final byte[] INTERESTING =
            "{}[]\",:\\/ \t\n\r0123456789+-.eEtrufalsn\u0000\u001f\u007f".getBytes(StandardCharsets.UTF_8);

    private final JacksonOracle oracle = new JacksonOracle();

    @Test
    void readsExactlyWhatJacksonReads() throws IOException {
        Random random = new Random(42);
        int accepted = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] document = SEEDS.get(i % SEEDS.size()).getBytes(StandardCharsets.UTF_8);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                document = mutate(document, random);
            }
            boolean expected = oracle.accepts(document);
            Optional<List<String>> whole = read(document, Integer.MAX_VALUE);
            assertEquals(expected, whole.isPresent(), show(document));
            if (i % 20 == 0) {
                assertEquals(whole, read(document, 1 + random.nextInt(7)), show(document));
            }
            accepted += expected ? 1 : 0;
        }
        // A fuzzer whose documents are all refused, or none, would prove nothing.
        assertEquals(true, accepted > 3_000 && accepted < 27_000, accepted + " accepted");
    }

    @Test
    void aDocumentCutOffAnywhereIsRefused() throws IOException {
        for (String seed : SEEDS.subList(0, 3)) {
            byte[] whole = seed.strip().getBytes(StandardCharsets.UTF_8);
            for (int length = 1; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertEquals(Optional.empty(), read(cut, 3), () -> show(cut));
            }
            assertEquals(true, read(whole, 3).isPresent());
        }
    }

    private static Optional<List<String>> read(byte[] document, int atMost) throws IOException {
        try {
            return Optional.of(Taken.read(Taken.slow(document, atMost)));
        } catch (MalformedRepodataException e) {
            return Optional.empty();
        }
    }

    private static byte[] mutate(byte[] document, Random random) {
        int at = document.length == 0 ? 0 : random.nextInt(document.length);
        byte odd =
                random.nextInt(8) == 0 ? (byte) random.nextInt(256) : INTERESTING[random.nextInt(INTERESTING.length)];
        return switch (random.nextInt(5)) {
            case 0 -> splice(document, at, Math.min(document.length, at + 1), new byte[] {odd});
            case 1 -> splice(document, at, at, new byte[] {odd});
            case 2 -> splice(document, at, Math.min(document.length, at + 1 + random.nextInt(3)), new byte[0]);
            case 3 -> {
                byte[] part = Arrays.copyOfRange(document, at, Math.min(document.length, at + random.nextInt(30)));
                int to = random.nextInt(document.length + 1);
                yield splice(document, to, to, part);
            }
            // White space, which changes nothing between tokens.
            default -> splice(document, at, at, new byte[] {(byte) " \t\n\r".charAt(random.nextInt(4))});
        };
    }

    private static byte[] splice(byte[] document, int from, int to, byte[] middle) {
        byte[] result = new byte[document.length - (to - from) + middle.length];
        System.arraycopy(document, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(document, to, result, from + middle.length, document.length - to);
        return result;
    }

    private static String show(byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1);
    }
}
