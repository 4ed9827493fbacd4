package org.channelmirror.testkit.upstream;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of a server: what was put, and below that a folder, if there is one. Thread-safe. */
final class Resources {

    private final Optional<Path> folder;
    private final Map<String, Optional<Resource>> put = new ConcurrentHashMap<>();

    Resources(Optional<Path> folder) {
        this.folder = folder.map(path -> path.toAbsolutePath().normalize());
    }

    void put(String path, byte[] content, Instant lastModified) {
        put.put(checked(path), Optional.of(Resource.of(content.clone(), lastModified)));
    }

    void remove(String path) {
        put.put(checked(path), Optional.empty());
    }

    /** Finds by the request target as it was sent. */
    Optional<Resource> find(String rawPath) throws IOException {
        String path;
        try {
            // In a path a plus sign is a plus sign.
            path = URLDecoder.decode(rawPath.replaceFirst("\\?.*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Optional<Resource> own = put.get(path);
        if (own != null) {
            return own;
        }
        return folder.isPresent() && path.startsWith("/")
                ? inFolder(folder.get(), path.substring(1))
                : Optional.empty();
    }

    private static Optional<Resource> inFolder(Path folder, String relative) throws IOException {
        try {
            Path file = folder.resolve(relative).normalize();
            if (!file.startsWith(folder)) {
                return Optional.empty();
            }
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(Resource.of(file, attributes)) : Optional.empty();
        } catch (NoSuchFileException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String checked(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash, unlike \"" + path + "\"");
        }
        return path;
    }
}
