package org.channelmirror.internal.shards;

import java.nio.charset.StandardCharsets;

/** The names of packages, as those of their files tell them. */
final class PackageNames {

    private PackageNames() {}

    /** What stands before version and build; all of it if these are not there. */
    static String ofFile(String fileName) {
        int build = fileName.lastIndexOf('-');
        int version = build < 0 ? -1 : fileName.lastIndexOf('-', build - 1);
        return version <= 0 ? fileName : fileName.substring(0, version);
    }

    static String ofFile(byte[] bytes, int offset, int length) {
        return ofFile(new String(bytes, offset, length, StandardCharsets.US_ASCII));
    }
}
