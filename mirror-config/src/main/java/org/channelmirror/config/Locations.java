package org.channelmirror.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.channelmirror.model.Channel;

/** URLs and folders as people write them. */
final class Locations {

    private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]+://.*|file:.*");
    private static final Pattern FOLDER = Pattern.compile("[./~\\\\].*|[A-Za-z]:[/\\\\].*");

    private Locations() {}

    static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    /** Says whether a text can only be a folder's path, as it begins like one. */
    static boolean beginsLikeAFolder(String text) {
        return FOLDER.matcher(text).matches();
    }

    static Channel urlOrFolder(String text, Path workingDirectory) {
        return isUrl(text)
                ? url(text)
                : new Channel(folder(text, workingDirectory).toUri());
    }

    /**
     * @throws IllegalArgumentException if it is not the URL of a folder
     */
    static Channel url(String text) {
        if (!isUrl(text)) {
            throw new IllegalArgumentException(
                    "\"" + Secrets.redact(text) + "\" is not a URL: begin it with https://, http:// or file:///");
        }
        int colon = text.indexOf(':');
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        boolean isFile = scheme.equals("file");
        URI uri = parse(scheme + (isFile ? text.substring(colon).replace(" ", "%20") : text.substring(colon)));
        if (isFile) {
            return new Channel(localFile(uri));
        }
        if (uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("\"" + Secrets.redact(text) + "\" names no host");
        }
        return new Channel(uri);
    }

    /**
     * @throws IllegalArgumentException if it is not a path
     */
    static Path folder(String text, Path workingDirectory) {
        return path(text, workingDirectory, "a folder");
    }

    /**
     * @throws IllegalArgumentException if it is not a path
     */
    static Path file(String text, Path workingDirectory) {
        return path(text, workingDirectory, "a file");
    }

    private static Path path(String text, Path workingDirectory, String expected) {
        if (isUrl(text)) {
            throw new IllegalArgumentException(
                    "\"" + Secrets.redact(text) + "\" is a URL: " + expected + " is expected");
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("the path is empty; \".\" is the current folder");
        }
        if (text.startsWith("~")) {
            throw new IllegalArgumentException("\"~\" is not expanded in \"" + text + "\"; write $HOME");
        }
        return workingDirectory.toAbsolutePath().resolve(text).normalize();
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Not the cause too: its text has the whole URL in it, with whatever secrets that holds.
            throw new IllegalArgumentException("\"" + Secrets.redact(text) + "\" is not a URL: " + e.getReason()
                    + " at character " + (e.getIndex() + 1));
        }
    }

    /** One spelling for file:/x, file:///x and file://localhost/x. */
    private static URI localFile(URI uri) {
        String host = uri.getRawAuthority();
        if (host != null && !host.equals("localhost")) {
            throw new IllegalArgumentException("\"" + uri + "\" names the host \"" + host
                    + "\": write file:/// with three slashes and the absolute path");
        }
        String path = uri.getRawPath();
        if (path == null || !path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "\"" + uri + "\" has no absolute path: write file:/// with three slashes and the absolute path");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "\"" + uri + "\": in a file URL write %3F for a question mark and %23 for a hash sign");
        }
        return URI.create("file://" + path);
    }
}
