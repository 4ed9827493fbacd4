package org.channelmirror.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the demo lays out: a sample channel that stands for upstream, and a configuration.
 *
 * @param folder where
 */
record DemoFiles(Path folder) {

    private static final String SAMPLE = "demo/channel/noarch/repodata.json";

    /** The sample channel's folder. */
    Path upstream() {
        return folder.resolve("upstream");
    }

    Path configuration() {
        return folder.resolve("demo.yaml");
    }

    void write() throws IOException {
        copySample();
        writeIfOther(configuration(), yaml().getBytes(StandardCharsets.UTF_8));
    }

    String readConfiguration() throws IOException {
        return Files.readString(configuration());
    }

    /** The files below a folder, sorted, relative to it. */
    static List<String> tree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private String yaml() {
        return String.join(
                "\n",
                "# Where the packages come from: here a folder, usually a URL or a name such as conda-forge.",
                "channels:",
                "  - " + quoted(upstream().toUri().toString()),
                "# The folder of the mirror, and the name of the channel in it.",
                "mirror_dir: " + quoted(folder.resolve("mirror").toString()),
                "account: demo",
                "# Only these platforms; noarch always belongs to a mirror.",
                "platforms:",
                "  - linux-64",
                "# Never these packages.",
                "blacklist:",
                "  - r-matrix",
                "");
    }

    /** In quotes for YAML; a dollar sign would begin a variable. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("$", "$$") + "'";
    }

    private void copySample() throws IOException {
        URI sample;
        try {
            sample = Objects.requireNonNull(DemoFiles.class.getResource(SAMPLE), SAMPLE)
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IOException("the sample channel is at no address: " + e.getMessage(), e);
        }
        if (!sample.getScheme().equals("jar")) {
            copyFrom(Path.of(sample));
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(sample, Map.of())) {
            copyFrom(jar.provider().getPath(sample));
        }
    }

    private void copyFrom(Path sample) throws IOException {
        Path channel = sample.resolve("../..").normalize();
        try (Stream<Path> files = Files.walk(channel)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                writeIfOther(upstream().resolve(channel.relativize(file).toString()), Files.readAllBytes(file));
            }
        }
    }

    /** A file that was written again would look like a change of the channel. */
    private static void writeIfOther(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "folder"));
        Files.write(file, content);
    }
}
