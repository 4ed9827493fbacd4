package org.channelmirror.internal.shards;

import java.nio.charset.StandardCharsets;

/** The names of packages, as those of their files tell them. */
public final class PackageNames {

    private PackageNames() {}

    /** What stands before version and build; all of it if these are not there. */
    static String ofFile(String fileName) {
        int build = fileName.lastIndexOf('-');
        int version = build < 0 ? -1 : fileName.lastIndexOf('-', build - 1);
        return version <= 0 ? fileName : fileName.substring(0, version);
    }

    /** How long the name is at the beginning of a file's name in ASCII. */
    public static int lengthOfFile(byte[] fileName, int length) {
        return lengthOfFile(fileName, 0, length);
    }

    static int lengthOfFile(byte[] text, int offset, int length) {
        int build = lastDash(text, offset, offset + length);
        int version = lastDash(text, offset, build);
        return version <= offset ? length : version - offset;
    }

    private static int lastDash(byte[] text, int start, int end) {
        int i = end - 1;
        while (i >= start && text[i] != '-') {
            i--;
        }
        return i;
    }

    static String ofFile(byte[] bytes, int offset, int length) {
        return ofFile(new String(bytes, offset, length, StandardCharsets.US_ASCII));
    }
}
