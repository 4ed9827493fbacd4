package org.channelmirror.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;

/** A package file that a lock names. Where it comes from is not kept: that is the configuration's to say. */
record NeededFile(PackageFileName file, Optional<Subdir> subdir, Optional<Digest> sha256, Optional<Digest> md5) {

    private static final Pattern BEYOND_PATH = Pattern.compile("[?#].*", Pattern.DOTALL);
    /** The form alone does not tell: {@code conda-forge} has it, too. */
    private static final Pattern SUBDIR =
            Pattern.compile("noarch|(?:linux|osx|win|freebsd|emscripten|wasi|zos)-[a-z0-9]+");

    /**
     * Reads the URL or the path of a package.
     *
     * @throws IllegalArgumentException if it is neither; the message does not repeat it, as it may hold secrets
     */
    static NeededFile of(String url, Optional<Digest> sha256, Optional<Digest> md5) {
        String path = BEYOND_PATH.matcher(url).replaceFirst("").replace('\\', '/');
        String name = decoded(path.substring(path.lastIndexOf('/') + 1));
        String above = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        String folder = above.substring(above.lastIndexOf('/') + 1);
        if (PackageFileName.isValid(name)) {
            boolean inSubdir = SUBDIR.matcher(folder).matches() && Subdir.isValid(folder);
            return new NeededFile(
                    new PackageFileName(name),
                    inSubdir ? Optional.of(new Subdir(folder)) : Optional.empty(),
                    sha256,
                    md5);
        }
        throw new IllegalArgumentException("expected the URL of a .conda or .tar.bz2 file");
    }

    /** A plus sign is one in a path, unlike in a form. */
    private static String decoded(String name) {
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The package's name in lower case: what stands before version and build. */
    String name() {
        return file.stem().replaceFirst("-[^-]*-[^-]*$", "").toLowerCase(Locale.ROOT);
    }

    boolean isIn(Subdir other) {
        return subdir.isEmpty() || subdir.get().equals(other);
    }

    /** Whether a record lists these bytes, as far as both tell. */
    boolean hasContentOf(PackageRecord record) {
        if (sha256.isPresent() && record.sha256().isPresent()) {
            return sha256.equals(record.sha256());
        }
        return md5.isEmpty() || record.md5().isEmpty() || md5.equals(record.md5());
    }
}
