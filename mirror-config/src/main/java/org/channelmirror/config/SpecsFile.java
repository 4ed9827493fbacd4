package org.channelmirror.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.spec.MatchSpec;

/**
 * What a file asks for that says what an environment needs.
 *
 * @param name its name
 * @param digest its content's
 * @param specs what must hold of the packages that an {@code environment.yml} names
 * @param files the files that a lock names
 * @param notes what a person should know
 */
record SpecsFile(String name, Digest digest, List<MatchSpec> specs, List<NeededFile> files, List<String> notes) {

    /** Locks of many environments and platforms have some megabytes. */
    static final int MAX_BYTES = 16 << 20;

    SpecsFile {
        specs = List.copyOf(specs);
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file of any of the known forms.
     *
     * @throws IllegalArgumentException if it is none; the message names the place in it
     */
    static SpecsFile read(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        byte[] bytes = bytes(path, name);
        String text = text(bytes, name);
        Digest digest = Digest.of(
                DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newDigest().digest(bytes));
        SpecsFile file = ExplicitLock.isOne(text)
                ? ExplicitLock.read(name, digest, text)
                : new YamlSpecs(name).read(digest, text);
        if (file.specs().isEmpty() && file.files().isEmpty()) {
            throw new IllegalArgumentException(name + " names no conda package");
        }
        return file;
    }

    private static byte[] bytes(Path path, String name) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(name + " is larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + path, e);
        }
    }

    private static String text(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " is not UTF-8 text", e);
        }
    }
}
