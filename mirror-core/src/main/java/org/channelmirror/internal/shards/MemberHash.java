package org.channelmirror.internal.shards;

import java.security.MessageDigest;
import java.util.Arrays;
import org.channelmirror.model.DigestAlgorithm;

/** The hash of the members of a run: of each the key, a zero byte and the value. */
final class MemberHash {

    /** Round a key stand quotes, and behind it a colon. */
    private static final int BEHIND_KEY = "\":".length();

    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();

    void add(byte[] key, int offset, int length) {
        digest.update(key, offset, length);
        digest.update((byte) 0);
    }

    void value(byte[] json, int offset, int length) {
        digest.update(json, offset, length);
    }

    /** Ends a run. */
    byte[] end() {
        return Arrays.copyOf(digest.digest(), TextRun.HASH_LENGTH);
    }

    /** The hash of a run of records as they stand in an index, each on a line of its own, under keys without escapes. */
    byte[] ofText(byte[] text, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int next = indexOf(text, '\n', at, end);
            int key = at + 1;
            int keyEnd = indexOf(text, '"', key, next);
            add(text, key, keyEnd - key);
            int value = keyEnd + BEHIND_KEY;
            // Before a line break stands a comma.
            value(text, value, (next < end ? next - 1 : end) - value);
            at = next + 1;
        }
        return end();
    }

    private static int indexOf(byte[] text, char wanted, int from, int end) {
        int i = from;
        while (i < end && text[i] != wanted) {
            i++;
        }
        return i;
    }
}
