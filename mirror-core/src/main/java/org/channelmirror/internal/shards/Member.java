package org.channelmirror.internal.shards;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member of an index that is being written: a key in ASCII and the JSON under it, both within arrays of others, which stay as they
 * are until the next is set. Used by one thread.
 */
public final class Member {

    private byte[] keyArray = {};
    private int keyOffset;
    private int keyLength;
    private byte[] jsonArray = {};
    private int jsonOffset;
    private int jsonLength;
    private @Nullable KnownRecord known;
    private Bytes bytes = Bytes.OTHER;

    /** Whether the index in force lists the same bytes, under the same name of a package. */
    public enum Bytes {
        SAME,
        OTHER
    }

    /** Begins another member, of which nothing is known yet. */
    public Member key(byte[] array, int offset, int length) {
        keyArray = array;
        keyOffset = Objects.checkFromIndexSize(offset, length, array.length);
        keyLength = length;
        known = null;
        bytes = Bytes.OTHER;
        return this;
    }

    public Member json(byte[] array, int offset, int length) {
        jsonArray = array;
        jsonOffset = Objects.checkFromIndexSize(offset, length, array.length);
        jsonLength = length;
        return this;
    }

    /** What was found in the record before, so that nobody need look for it. */
    public Member known(KnownRecord record, Bytes told) {
        known = record;
        bytes = told;
        return this;
    }

    public byte[] keyArray() {
        return keyArray;
    }

    public int keyOffset() {
        return keyOffset;
    }

    public int keyLength() {
        return keyLength;
    }

    public byte[] jsonArray() {
        return jsonArray;
    }

    public int jsonOffset() {
        return jsonOffset;
    }

    public int jsonLength() {
        return jsonLength;
    }

    /** Null if nothing is known. */
    @Nullable
    KnownRecord known() {
        return known;
    }

    Bytes bytes() {
        return bytes;
    }
}
