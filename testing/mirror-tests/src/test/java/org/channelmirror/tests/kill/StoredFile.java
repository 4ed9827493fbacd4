package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares a file with what a record says of it: its size and its sha256, else its md5. */
final class StoredFile {

    private StoredFile() {}

    static Optional<String> problem(Path file, Map<String, @Nullable Object> record) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.of(file.getFileName() + ", which is not there");
        }
        if (!Long.valueOf(bytes.length).equals(record.get("size"))) {
            return Optional.of(file.getFileName() + " of " + record.get("size") + " bytes; it has " + bytes.length);
        }
        String algorithm = record.get("sha256") == null ? "MD5" : "SHA-256";
        Object expected = record.get("sha256") == null ? record.get("md5") : record.get("sha256");
        String actual = HexFormat.of().formatHex(digest(algorithm).digest(bytes));
        return actual.equals(expected)
                ? Optional.empty()
                : Optional.of(file.getFileName() + " with " + algorithm + " " + expected + "; it has " + actual);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
