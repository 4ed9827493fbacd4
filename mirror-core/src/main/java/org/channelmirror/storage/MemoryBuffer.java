package org.channelmirror.storage;

import java.util.ArrayList;
import java.util.List;

/** A content that still grows. Thread-safe. */
final class MemoryBuffer {

    private final List<byte[]> chunks = new ArrayList<>();
    private long size;

    /** The array is the buffer's from now on. */
    synchronized void append(byte[] chunk) {
        chunks.add(chunk);
        size += chunk.length;
    }

    synchronized long size() {
        return size;
    }

    synchronized MemoryContent content() {
        return new MemoryContent(List.copyOf(chunks), size);
    }
}
