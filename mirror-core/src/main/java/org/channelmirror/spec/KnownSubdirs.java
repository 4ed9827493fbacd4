package org.channelmirror.spec;

import java.util.Set;

/**
 * The subdirs by which conda tells the last part of a channel's URL from a part of its name. The form alone does not tell:
 * {@code conda-forge} has it too.
 */
final class KnownSubdirs {

    private static final Set<String> NAMES = Set.of(
            "noarch",
            "emscripten-wasm32",
            "wasi-wasm32",
            "freebsd-64",
            "linux-32",
            "linux-64",
            "linux-aarch64",
            "linux-armv6l",
            "linux-armv7l",
            "linux-loong64",
            "linux-ppc",
            "linux-ppc64",
            "linux-ppc64le",
            "linux-riscv32",
            "linux-riscv64",
            "linux-s390x",
            "osx-64",
            "osx-arm64",
            "win-32",
            "win-64",
            "win-arm64",
            "zos-z");

    private KnownSubdirs() {}

    static boolean isKnown(String subdir) {
        return NAMES.contains(subdir);
    }

    /** The subdir that a channel's name or URL ends with; empty if it ends with none. */
    static String endOf(String channel) {
        int slash = channel.lastIndexOf('/');
        String last = channel.substring(slash + 1);
        return slash > 0 && isKnown(last) ? last : "";
    }
}
