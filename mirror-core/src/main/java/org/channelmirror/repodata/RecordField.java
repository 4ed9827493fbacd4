package org.channelmirror.repodata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of a record that are found while it is read over, as indexes into {@link RawRecord}'s arrays. */
final class RecordField {

    static final int NAME = 0;
    static final int VERSION = 1;
    static final int BUILD = 2;
    static final int BUILD_NUMBER = 3;
    static final int SIZE = 4;
    static final int SHA256 = 5;
    static final int MD5 = 6;
    static final int INDEXED_TIMESTAMP = 7;
    static final int TIMESTAMP = 8;
    static final int LICENSE = 9;
    static final int LICENSE_FAMILY = 10;
    static final int DEPENDS = 11;
    static final int COUNT = 12;

    private static final String[] NAMES = {
        "name",
        "version",
        "build",
        "build_number",
        "size",
        "sha256",
        "md5",
        "indexed_timestamp",
        "timestamp",
        "license",
        "license_family",
        "depends"
    };
    private static final byte[][] KEYS = Arrays.stream(NAMES)
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private RecordField() {}

    static String key(int field) {
        return NAMES[field];
    }

    /** The field whose name stands between two indexes, or -1; most of a record's fields are none of these. */
    static int find(byte[] b, int start, int end) {
        int candidate = switch (end - start) {
            case 3 -> MD5;
            case 4 -> b[start] == 'n' ? NAME : SIZE;
            case 5 -> BUILD;
            case 6 -> SHA256;
            case 7 -> b[start] == 'v' ? VERSION : b[start] == 'd' ? DEPENDS : LICENSE;
            case 9 -> TIMESTAMP;
            case 12 -> BUILD_NUMBER;
            case 14 -> LICENSE_FAMILY;
            case 17 -> INDEXED_TIMESTAMP;
            default -> -1;
        };
        if (candidate < 0) {
            return -1;
        }
        return Arrays.equals(KEYS[candidate], 0, end - start, b, start, end) ? candidate : -1;
    }
}
