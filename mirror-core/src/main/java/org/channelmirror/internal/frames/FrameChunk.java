package org.channelmirror.internal.frames;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames in memory, on their way to being sorted. */
final class FrameChunk {

    private byte[] bytes = new byte[1 << 16];
    private int size;
    private final List<int[]> frames = new ArrayList<>();

    void add(byte[] payload, int offset, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
        }
        System.arraycopy(payload, offset, bytes, size, length);
        frames.add(new int[] {size, length});
        size += length;
    }

    int bytes() {
        return size;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Of frames with one key only the last is written; answers how many were not. */
    long writeSorted(FrameWriter out) throws IOException {
        frames.sort((a, b) -> FrameKey.compare(bytes, a[0], bytes, b[0]));
        long dropped = 0;
        for (int i = 0; i < frames.size(); i++) {
            int[] frame = frames.get(i);
            if (i + 1 < frames.size() && FrameKey.compare(bytes, frame[0], bytes, frames.get(i + 1)[0]) == 0) {
                dropped++;
            } else {
                out.write(bytes, frame[0], frame[1]);
            }
        }
        return dropped;
    }

    void clear() {
        frames.clear();
        size = 0;
    }
}
