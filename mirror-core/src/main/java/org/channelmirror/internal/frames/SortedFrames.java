package org.channelmirror.internal.frames;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects frames in any order into one sorted file without duplicate keys: of two frames with one key the last stays. Frames
 * that come sorted, as they usually do, are written once; from the first that does not on, they are sorted in chunks and merged.
 */
public final class SortedFrames implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final int chunkBytes;
    private final List<Path> runs = new ArrayList<>();
    private FrameWriter current;
    private final FrameChunk chunk;
    private byte[] last = new byte[0];
    private boolean inOrder = true;
    private long duplicates;

    /** Files are made in {@code folder} under names that begin with {@code name}. */
    public SortedFrames(Path folder, String name, int chunkBytes) throws IOException {
        this.folder = folder;
        this.name = name;
        this.chunkBytes = chunkBytes;
        this.chunk = new FrameChunk();
        this.current = newRun();
    }

    public void add(ByteBuffer payload) throws IOException {
        byte[] array = payload.array();
        int offset = payload.arrayOffset() + payload.position();
        if (inOrder && (last.length == 0 || FrameKey.compare(last, 0, array, offset) < 0)) {
            current.write(payload);
            int keyLength = FrameKey.size(array, offset);
            if (last.length != keyLength) {
                last = new byte[keyLength];
            }
            System.arraycopy(array, offset, last, 0, keyLength);
            return;
        }
        inOrder = false;
        chunk.add(array, offset, payload.remaining());
        if (chunk.bytes() >= chunkBytes) {
            spill();
        }
    }

    /** Ends the collection; the file is the caller's to delete. */
    public Path finish() throws IOException {
        current.finish();
        current.close();
        if (inOrder) {
            return runs.get(0);
        }
        spill();
        Path merged = folder.resolve(name + ".sorted");
        try (FrameMerge merge = open(runs);
                FrameWriter out = new FrameWriter(Files.newOutputStream(merged))) {
            while (merge.next()) {
                FrameReader winner = merge.last();
                out.write(winner.payload(), 0, winner.length());
                duplicates += merge.size() - 1L;
            }
            out.finish();
        }
        for (Path run : runs) {
            Files.delete(run);
        }
        return merged;
    }

    /** How many frames were dropped because a later one had the same key; known after {@link #finish()}. */
    public long duplicates() {
        return duplicates;
    }

    private void spill() throws IOException {
        if (chunk.isEmpty()) {
            return;
        }
        try (FrameWriter run = newRun()) {
            duplicates += chunk.writeSorted(run);
            run.finish();
        }
        chunk.clear();
    }

    private FrameWriter newRun() throws IOException {
        Path run = folder.resolve(name + "." + runs.size());
        runs.add(run);
        return new FrameWriter(Files.newOutputStream(run));
    }

    /** The frames of several sorted files, in one order. */
    public static FrameMerge open(List<Path> runs) throws IOException {
        List<FrameReader> readers = new ArrayList<>();
        for (Path run : runs) {
            InputStream in = Files.newInputStream(run);
            readers.add(new FrameReader(in));
        }
        return new FrameMerge(readers);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
