package org.channelmirror.filters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;

/** The files that a configuration names, or that are in the folders that it names. */
record AdvisoryFiles(List<Source> sources) {

    /** A file, and the entry that leads to it. */
    record Source(ConfigNode.Scalar entry, Path file) {}

    /**
     * Finds the files.
     *
     * @throws InvalidConfigException if there is none where there should be
     */
    static AdvisoryFiles of(FilterConfig config) throws IOException {
        List<Source> sources = new ArrayList<>();
        Entries.forEach(config.value().scalars(), entry -> {
            Path path = config.folder().resolve(entry.text());
            List<Path> files = Files.isDirectory(path) ? inFolder(path) : List.of(path);
            if (entry.text().isBlank() || files.isEmpty() || !Files.isRegularFile(files.get(0))) {
                throw new InvalidConfigException(
                        entry,
                        Shown.quoted(path.toString()) + " is neither a JSON file nor a folder with JSON files;"
                                + " write where your OSV advisories are");
            }
            files.forEach(file -> sources.add(new Source(entry, file)));
        });
        if (sources.isEmpty()) {
            throw new InvalidConfigException(
                    config.value(), "expected files or folders with OSV advisories; remove the key to go without");
        }
        return new AdvisoryFiles(List.copyOf(sources));
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /** A text that is another one when the content of the files is. */
    String fingerprint() throws IOException {
        MessageDigest digest = sha256();
        for (Source source : sources) {
            digest.update(ByteBuffer.allocate(Long.BYTES)
                    .putLong(Files.size(source.file()))
                    .array());
            try (InputStream in = Files.newInputStream(source.file())) {
                in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
