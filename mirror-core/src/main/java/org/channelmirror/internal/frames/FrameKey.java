package org.channelmirror.internal.frames;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;

/**
 * The key at the beginning of every payload: one byte for the section, two for the name's length, the name. Keys are ordered
 * as repodata is: by section, then by the name's unsigned bytes.
 */
public final class FrameKey {

    private static final PackageFormat[] SECTIONS = {PackageFormat.TAR_BZ2, PackageFormat.CONDA};
    private static final int HEADER = 3;

    private FrameKey() {}

    public static void put(ByteBuffer out, PackageFormat section, byte[] name) {
        put(out, number(section), name, name.length);
    }

    public static int number(PackageFormat section) {
        return section == PackageFormat.TAR_BZ2 ? 0 : 1;
    }

    /** A key in an order of sections that is the caller's own; of the name only the beginning counts. */
    public static void put(ByteBuffer out, int section, byte[] name, int length) {
        out.put((byte) section);
        out.putShort((short) length);
        out.put(name, 0, length);
    }

    public static PackageFormat section(byte[] payload) {
        return SECTIONS[payload[0]];
    }

    /** The section by its number, for a key in an order of the caller's own. */
    public static int number(byte[] payload) {
        return payload[0];
    }

    public static PackageFileName name(byte[] payload) {
        return new PackageFileName(new String(payload, HEADER, nameLength(payload), StandardCharsets.US_ASCII));
    }

    public static int nameOffset() {
        return HEADER;
    }

    public static int nameLength(byte[] payload) {
        return length(payload, 0);
    }

    /** Where the payload goes on behind its key. */
    public static int end(byte[] payload) {
        return HEADER + nameLength(payload);
    }

    public static int compare(byte[] a, byte[] b) {
        return compare(a, 0, b, 0);
    }

    public static int compare(byte[] a, int offsetA, byte[] b, int offsetB) {
        if (a[offsetA] != b[offsetB]) {
            return Byte.compare(a[offsetA], b[offsetB]);
        }
        int lengthA = length(a, offsetA);
        int lengthB = length(b, offsetB);
        int startA = offsetA + HEADER;
        int startB = offsetB + HEADER;
        return Arrays.compareUnsigned(a, startA, startA + lengthA, b, startB, startB + lengthB);
    }

    /** The size of the whole key that begins at an offset. */
    public static int size(byte[] payload, int offset) {
        return HEADER + length(payload, offset);
    }

    private static int length(byte[] payload, int offset) {
        return ((payload[offset + 1] & 0xff) << 8) | (payload[offset + 2] & 0xff);
    }
}
