package org.channelmirror.internal.frames;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over several sorted files at once, key by key. */
public final class FrameMerge implements AutoCloseable {

    private final List<FrameReader> readers;
    private final boolean[] atKey;
    private boolean started;
    private int size;

    /** Takes readers that have not begun; closes them with itself. */
    public FrameMerge(List<FrameReader> readers) {
        this.readers = List.copyOf(readers);
        this.atKey = new boolean[readers.size()];
    }

    /** Goes to the next key that any of the files has; false when all have ended. */
    public boolean next() throws IOException {
        for (int i = 0; i < atKey.length; i++) {
            if (!started || atKey[i]) {
                readers.get(i).next();
            }
            atKey[i] = false;
        }
        started = true;
        FrameReader least = null;
        for (FrameReader reader : readers) {
            if (!reader.isEnded() && (least == null || FrameKey.compare(reader.payload(), least.payload()) < 0)) {
                least = reader;
            }
        }
        size = 0;
        if (least == null) {
            return false;
        }
        for (int i = 0; i < atKey.length; i++) {
            FrameReader reader = readers.get(i);
            atKey[i] = !reader.isEnded() && FrameKey.compare(reader.payload(), least.payload()) == 0;
            size += atKey[i] ? 1 : 0;
        }
        return true;
    }

    /** How many of the files have the key. */
    public int size() {
        return size;
    }

    /** The frame of one file at the key, or null if that file does not have it. */
    public @Nullable FrameReader at(int index) {
        return atKey[index] ? readers.get(index) : null;
    }

    /** The frame of the first file that has the key. */
    public FrameReader first() {
        for (int i = 0; i < atKey.length; i++) {
            if (atKey[i]) {
                return readers.get(i);
            }
        }
        throw new IllegalStateException("no key at hand");
    }

    /** The frame of the last file that has the key. */
    public FrameReader last() {
        for (int i = atKey.length - 1; i >= 0; i--) {
            if (atKey[i]) {
                return readers.get(i);
            }
        }
        throw new IllegalStateException("no key at hand");
    }

    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (FrameReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
