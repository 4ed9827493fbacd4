package org.channelmirror.spec;

import java.util.EnumMap;
import java.util.Map;

/** A match spec that is the URL of a package's file, or an absolute path. */
final class FileSpec {

    private static final String[] SUFFIXES = {".conda", ".tar.bz2"};

    private FileSpec() {}

    static boolean isPackage(String spec) {
        return !stem(spec).equals(spec);
    }

    /**
     * What the URL says of the package: all of it if it lies in a subdir, else only where it is.
     *
     * @throws IllegalArgumentException if it is neither a URL nor an absolute path, or its file name is not a package's
     */
    static Map<Field, String> read(String spec) {
        String url = Urls.withoutSecrets(spec.startsWith("/") ? "file://" + spec : spec);
        if (url.indexOf('"') >= 0) {
            throw new IllegalArgumentException("a URL cannot have a double quote");
        }
        if (!Urls.isUrl(url)) {
            throw new IllegalArgumentException(
                    "expected a URL or an absolute path; a file name is matched by \"*[fn=NAME]\"");
        }
        int slash = url.lastIndexOf('/');
        String folder = url.substring(0, slash);
        String file = Urls.decoded(url.substring(slash + 1));
        String subdir = KnownSubdirs.endOf(folder);
        Map<Field, String> values = new EnumMap<>(Field.class);
        values.put(Field.URL, url);
        values.put(Field.FN, file);
        if (subdir.isEmpty()) {
            values.put(Field.NAME, "*");
            return values;
        }
        String stem = stem(file);
        int build = stem.lastIndexOf('-');
        int version = stem.lastIndexOf('-', build - 1);
        if (version <= 0 || !isVersion(stem.substring(version + 1, build)) || !isBuild(stem.substring(build + 1))) {
            throw new IllegalArgumentException("\"" + Shown.of(file) + "\" is not <name>-<version>-<build>");
        }
        values.put(Field.CHANNEL, ChannelName.parse(folder).toString());
        values.put(Field.SUBDIR, subdir);
        values.put(Field.NAME, stem.substring(0, version));
        values.put(Field.VERSION, stem.substring(version + 1, build));
        values.put(Field.BUILD, stem.substring(build + 1));
        return values;
    }

    /** Says whether a text is a plain build string, neither a glob nor a regular expression (CEP 26). */
    static boolean isBuild(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '+');
    }

    private static boolean isVersion(String text) {
        return text.indexOf('*') < 0 && Version.tryParse(text).isPresent();
    }

    private static String stem(String file) {
        for (String suffix : SUFFIXES) {
            if (file.endsWith(suffix)) {
                return file.substring(0, file.length() - suffix.length());
            }
        }
        return file;
    }
}
