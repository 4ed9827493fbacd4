package org.channelmirror.internal.shards;

import java.io.IOException;

/**
 * What is kept of each record beside its text, so that the text need not be read again: bytes whose meaning is that of who gives
 * them, but that they begin with the key of a frame.
 */
public interface RecordFacts {

    /** Nothing is kept. */
    RecordFacts NONE = new RecordFacts() {
        @Override
        public byte[] find(int section, byte[] fileName, byte[] json, int offset, int length) {
            return new byte[0];
        }

        @Override
        public int stands(byte[] facts, int offset, int length, long at) {
            return 0;
        }
    };

    /** Finds the facts of a record in its JSON. */
    byte[] find(int section, byte[] fileName, byte[] json, int offset, int length) throws IOException;

    /** Takes the facts of a record whose JSON stands at a place of the text; answers how long the JSON is. */
    int stands(byte[] facts, int offset, int length, long at) throws IOException;
}
