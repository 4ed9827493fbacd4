package org.channelmirror.model;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * A checksum and its algorithm. Immutable and thread-safe.
 *
 * @param algorithm what computed it
 * @param hex the value in lower-case hexadecimal
 */
public record Digest(DigestAlgorithm algorithm, String hex) {

    /**
     * Validates the length and the digits; upper-case digits are lowered.
     *
     * @throws IllegalArgumentException if {@code hex} is not a value of that algorithm
     */
    public Digest {
        Objects.requireNonNull(algorithm, "algorithm");
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.length() * 2 || !isHex(hex)) {
            throw new IllegalArgumentException(
                    "not a " + algorithm + " in hexadecimal (" + algorithm.length() * 2 + " digits): \"" + hex + "\"");
        }
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A SHA-256 from its hexadecimal form.
     *
     * @param hex 64 hexadecimal digits
     * @return the digest
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Digest sha256(String hex) {
        return new Digest(DigestAlgorithm.SHA256, hex);
    }

    /**
     * An MD5 from its hexadecimal form.
     *
     * @param hex 32 hexadecimal digits
     * @return the digest
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Digest md5(String hex) {
        return new Digest(DigestAlgorithm.MD5, hex);
    }

    /**
     * A digest from its bytes.
     *
     * @param algorithm what computed it
     * @param bytes its bytes
     * @return the digest
     * @throws IllegalArgumentException if the number of bytes is not the algorithm's
     */
    public static Digest of(DigestAlgorithm algorithm, byte[] bytes) {
        return new Digest(algorithm, HexFormat.of().formatHex(bytes));
    }

    /**
     * The value as bytes.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
    }
}
