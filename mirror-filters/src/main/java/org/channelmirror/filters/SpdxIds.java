package org.channelmirror.filters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The identifiers of the SPDX License List, with those that it deprecates, and of its exceptions. Case does not matter. */
final class SpdxIds {

    private static final Map<String, String> LICENSES = read("spdx-licenses.txt");
    private static final Map<String, String> EXCEPTIONS = read("spdx-exceptions.txt");

    private SpdxIds() {}

    static boolean isLicense(String lowered) {
        return LICENSES.containsKey(lowered);
    }

    static boolean isException(String lowered) {
        return EXCEPTIONS.containsKey(lowered);
    }

    /** The identifier that differs from a text only in what stands between its words. */
    static Optional<String> similar(String text) {
        String plain = LicenseFamily.plain(text.toLowerCase(Locale.ROOT));
        return LICENSES.entrySet().stream()
                .filter(id -> LicenseFamily.plain(id.getKey()).equals(plain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The identifiers as written by what they are in lower case. */
    private static Map<String, String> read(String resource) {
        Map<String, String> ids = new LinkedHashMap<>();
        InputStream in = Objects.requireNonNull(SpdxIds.class.getResourceAsStream(resource), resource);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            reader.lines().forEach(id -> ids.put(id.toLowerCase(Locale.ROOT), id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }
}
