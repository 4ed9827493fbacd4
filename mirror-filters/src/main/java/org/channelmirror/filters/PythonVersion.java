package org.channelmirror.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.channelmirror.spec.Version;
import org.channelmirror.spec.VersionSpec;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.InvalidConfigException;

/** A minor version of Python, such as 3.11, which stands for all its releases. Immutable and thread-safe. */
final class PythonVersion {

    private static final Pattern MINOR = Pattern.compile("\\d{1,3}\\.\\d{1,3}");
    private static final Pattern OPERAND = Pattern.compile("\\d[\\w.!+]*");
    private static final int MOST_RELEASES = 99;

    private final Version minor;
    private final List<Version> releases;

    private PythonVersion(String text) {
        this.minor = Version.parse(text);
        List<Version> releases = new ArrayList<>();
        releases.add(minor);
        for (int i = 0; i <= MOST_RELEASES; i++) {
            releases.add(Version.parse(text + "." + i));
        }
        this.releases = List.copyOf(releases);
    }

    static PythonVersion parse(ConfigNode.Scalar value) {
        String text = value.text().strip();
        if (!MINOR.matcher(text).matches()) {
            throw new InvalidConfigException(
                    value, Shown.quoted(text) + " is not a minor version of Python; write such as 3.12");
        }
        return new PythonVersion(text);
    }

    /** Says whether a release is one of this version. */
    boolean includes(Version release) {
        return release.startsWith(minor);
    }

    /** Says whether a spec on {@code python_abi}, which has the minor version for its own, is met. */
    boolean meets(VersionSpec abi) {
        return abi.matches(minor);
    }

    /** Says whether some release meets all specs at once. The versions that they name are tried too, such as a pre-release. */
    boolean someReleaseMeets(List<VersionSpec> specs) {
        return releases.stream().anyMatch(release -> meetsAll(release, specs))
                || specs.stream()
                        .flatMap(spec -> OPERAND.matcher(spec.toString()).results())
                        .map(operand -> operand.group().replaceFirst("\\.+$", ""))
                        .flatMap(operand -> Version.tryParse(operand).stream())
                        .anyMatch(operand -> includes(operand) && meetsAll(operand, specs));
    }

    private static boolean meetsAll(Version release, List<VersionSpec> specs) {
        for (VersionSpec spec : specs) {
            if (!spec.matches(release)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return minor.toString();
    }
}
