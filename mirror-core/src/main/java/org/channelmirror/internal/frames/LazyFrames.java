package org.channelmirror.internal.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link SortedFrames} that make no file before there is something in them. */
public final class LazyFrames implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final int chunkBytes;
    private @Nullable SortedFrames frames;
    private @Nullable Path file;

    public LazyFrames(Path folder, String name, int chunkBytes) {
        this.folder = folder;
        this.name = name;
        this.chunkBytes = chunkBytes;
    }

    public void add(ByteBuffer payload) throws IOException {
        if (frames == null) {
            frames = new SortedFrames(folder, name, chunkBytes);
        }
        frames.add(payload);
    }

    /** Ends the collection; empty if nothing came. Doing it again finds the same. */
    public Optional<Path> finish() throws IOException {
        if (frames != null && file == null) {
            file = frames.finish();
        }
        return Optional.ofNullable(file);
    }

    /** Ends the collection and reads it. */
    public FrameReader open() throws IOException {
        Optional<Path> finished = finish();
        return finished.isEmpty() ? FrameReader.empty() : new FrameReader(Files.newInputStream(finished.get()));
    }

    /** How many frames were dropped because a later one had the same key; known when the collection has ended. */
    public long duplicates() {
        return frames == null ? 0 : frames.duplicates();
    }

    /** Closes, and deletes what was collected. */
    public void discard() throws IOException {
        close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    /** What was collected stays: the file is the caller's to delete. */
    @Override
    public void close() throws IOException {
        if (frames != null) {
            frames.close();
        }
    }
}
