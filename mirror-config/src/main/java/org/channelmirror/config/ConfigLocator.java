package org.channelmirror.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a configuration by a path or by a bare name. A text with a slash is a path. A bare {@code NAME} is
 * {@code etc/anaconda-server/mirror/NAME.yaml} below the prefix and then below the install folder, and last a file of that very
 * name in the working directory; with its ending ({@code NAME.yaml}, {@code NAME.yml}) the working directory comes first.
 * Immutable and thread-safe.
 */
public final class ConfigLocator {

    private static final String SHIPPED = "anaconda";
    private static final String FOLDER = "etc/anaconda-server/mirror";

    private final List<Path> folders;
    private final Path workingDirectory;

    /**
     * A locator that looks in the given places only.
     *
     * @param prefix the folder that {@code $CHANNEL_MIRROR_PREFIX} names, if it is set
     * @param installFolder where the program is installed, if that is known
     * @param workingDirectory what relative paths are relative to
     */
    public ConfigLocator(Optional<Path> prefix, Optional<Path> installFolder, Path workingDirectory) {
        this.folders = List.of(prefix, installFolder).stream()
                .flatMap(Optional::stream)
                .map(folder -> workingDirectory.resolve(folder).resolve(FOLDER))
                .distinct()
                .toList();
        this.workingDirectory = workingDirectory;
    }

    /**
     * Finds a configuration.
     *
     * @param nameOrPath what the user gave
     * @return a file that is there, though it may turn out not to be readable
     * @throws ConfigException if there is none; the message lists where it was looked for
     */
    public Path locate(String nameOrPath) throws ConfigException {
        List<Path> candidates = candidates(nameOrPath);
        for (Path candidate : candidates) {
            if (Files.exists(candidate) && !Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new ConfigException(
                ConfigProblem.ofFile(
                        nameOrPath,
                        "no such configuration; looked for "
                                + candidates.stream().map(Path::toString).collect(Collectors.joining(", "))
                                + known()),
                null);
    }

    /**
     * Finds the configuration that serves where none is given, {@code anaconda.yaml} below the prefix or the install folder.
     *
     * @return the file, if there is one
     */
    public Optional<Path> shipped() {
        return named(SHIPPED);
    }

    /**
     * Finds a configuration by its name below the prefix and the install folder only.
     *
     * @param name the name without its ending
     * @return the file, if there is one
     */
    public Optional<Path> named(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name + ".yaml"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The names that would have been found. */
    private String known() {
        TreeSet<String> names = new TreeSet<>();
        folders.forEach(folder -> names.addAll(names(folder)));
        return names.isEmpty() ? "" : "; known by name are " + String.join(", ", names);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // What cannot be listed cannot be suggested either.
            return List.of();
        }
    }

    private List<Path> candidates(String nameOrPath) throws ConfigException {
        try {
            Path direct = workingDirectory.resolve(nameOrPath);
            if (nameOrPath.contains("/") || Path.of(nameOrPath).getNameCount() != 1) {
                return List.of(direct);
            }
            boolean hasEnding = nameOrPath.endsWith(".yaml") || nameOrPath.endsWith(".yml");
            String fileName = hasEnding ? nameOrPath : nameOrPath + ".yaml";
            List<Path> candidates = new ArrayList<>();
            folders.forEach(folder -> candidates.add(folder.resolve(fileName)));
            candidates.add(hasEnding ? 0 : candidates.size(), direct);
            return candidates;
        } catch (InvalidPathException e) {
            throw new ConfigException(ConfigProblem.ofFile("configuration", "not a file's name: " + e.getMessage()), e);
        }
    }
}
