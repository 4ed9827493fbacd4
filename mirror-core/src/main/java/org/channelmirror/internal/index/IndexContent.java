package org.channelmirror.internal.index;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What a fetched file is by its first bytes, whatever its URL ends in: a login page comes with status 200, too, and some proxies
 * compress or decompress what passes through them.
 */
public enum IndexContent {
    ZSTD,
    BZIP2,
    GZIP,
    TEXT;

    private static final int BEGINNING = 4096;
    private static final int SHOWN = 60;

    /** What a stream begins as; it must support marks and stays where it is. */
    static IndexContent of(InputStream in) throws IOException {
        in.mark(4);
        byte[] b = in.readNBytes(4);
        in.reset();
        if (b.length >= 2 && b[0] == 0x1f && b[1] == (byte) 0x8b) {
            return GZIP;
        }
        if (b.length >= 3 && b[0] == 'B' && b[1] == 'Z' && b[2] == 'h') {
            return BZIP2;
        }
        boolean isFrame = b.length == 4 && b[0] == 0x28 && b[1] == (byte) 0xb5 && b[2] == 0x2f && b[3] == (byte) 0xfd;
        // A frame to be skipped, which a tool may put first.
        boolean isSkippable = b.length == 4 && (b[0] & 0xf0) == 0x50 && b[1] == 0x2a && b[2] == 0x4d && b[3] == 0x18;
        return isFrame || isSkippable ? ZSTD : TEXT;
    }

    /** Why a file cannot be an index, if that shows at its beginning. */
    public static Optional<String> problem(Path file, UpstreamIndex.Variant variant) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return switch (of(in)) {
                case ZSTD, BZIP2 -> Optional.empty();
                case GZIP -> compressedProblem(in, variant);
                case TEXT -> textProblem(in, variant);
            };
        }
    }

    private static Optional<String> compressedProblem(InputStream in, UpstreamIndex.Variant variant) {
        try (InputStream inner = new BufferedInputStream(new GZIPInputStream(in))) {
            return of(inner) == TEXT ? textProblem(inner, variant) : Optional.empty();
        } catch (IOException e) {
            return Optional.of("the server sent something that cannot be decompressed: " + e.getMessage());
        }
    }

    private static Optional<String> textProblem(InputStream in, UpstreamIndex.Variant variant) throws IOException {
        String text = new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8).strip();
        if (text.startsWith("{") || (text.isEmpty() && variant == UpstreamIndex.Variant.JSON)) {
            return Optional.empty();
        }
        String shown = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        String quoted = '"' + shown.substring(0, Math.min(SHOWN, shown.length())) + '"';
        boolean isPage = text.startsWith("<") || text.startsWith("\ufeff<");
        return Optional.of(
                "the server sent " + (isPage ? "a page" : "something else") + " instead of an index, " + quoted);
    }
}
