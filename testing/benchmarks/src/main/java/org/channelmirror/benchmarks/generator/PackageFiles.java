package org.channelmirror.benchmarks.generator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Where the facts of a package's file come from. */
@FunctionalInterface
interface PackageFiles {

    FileFacts facts(String fileName, String content, SplittableRandom random) throws IOException;

    /** No files: random checksums, and sizes from a few kilobytes to some hundred megabytes. */
    static PackageFiles none() {
        return (fileName, content, random) -> new FileFacts(
                Hex.digits(random, 32), Hex.digits(random, 64), (long) Math.exp(8 + 11 * random.nextDouble()));
    }

    /**
     * A file of some bytes for each record, which is no package that opens; a mirror that verifies by size and sha256 cannot
     * tell. A file that is there already stays.
     */
    static PackageFiles tiny(Path folder) {
        return (fileName, text, random) -> {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            Path file = folder.resolve(fileName);
            if (!Files.exists(file)) {
                Files.write(file, content);
            }
            return new FileFacts(hex("MD5", content), hex("SHA-256", content), content.length);
        };
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
