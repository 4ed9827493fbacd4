package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.Section;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the files of an index were seen listed first, record by record as they are read. As long as they come sorted, which
 * they usually do, both are walked over together; from the first that does not on, a {@link SeenJoin} has found it out before.
 */
public final class SeenLookup implements AutoCloseable {

    private final UpstreamIndex.Fetched fetched;
    private final Optional<Path> known;
    private final Instant now;
    private final Path scratch;
    private final String name;
    private final Map<Section, Cursor> cursors = new EnumMap<>(Section.class);
    private final ByteBuffer key = ByteBuffer.allocate(1 << 16);
    private @Nullable FrameReader joined;
    private int ordinal = -1;

    SeenLookup(UpstreamIndex.Fetched fetched, Optional<Path> known, Instant now, Path scratch, String name) {
        this.fetched = fetched;
        this.known = known;
        this.now = now;
        this.scratch = scratch;
        this.name = name;
    }

    /** When the file of the next record was seen first, or null if it was there from the first sync on. */
    @Nullable
    public Instant of(RawRecord record, PackageFormat format) throws IOException {
        ordinal++;
        if (known.isEmpty()) {
            return null;
        }
        if (joined == null) {
            byte[] text = record.fileName().getBytes(StandardCharsets.US_ASCII);
            FrameKey.put(key.clear(), format, text);
            Cursor cursor = cursor(record.section(), known.get());
            if (cursor.canFind(key.array())) {
                return cursor.find(key.array());
            }
            joined = SeenJoin.run(fetched, known.get(), now, scratch, name);
        }
        return joinedTime(joined);
    }

    private Cursor cursor(Section section, Path file) throws IOException {
        Cursor cursor = cursors.get(section);
        if (cursor == null) {
            cursor = new Cursor(file);
            cursors.put(section, cursor);
        }
        return cursor;
    }

    private @Nullable Instant joinedTime(FrameReader frames) throws IOException {
        while (!frames.isEnded() && SeenJoin.ordinal(frames) < ordinal) {
            frames.next();
        }
        return frames.isEnded() || SeenJoin.ordinal(frames) != ordinal ? null : SeenFrame.time(frames);
    }

    @Override
    public void close() throws IOException {
        for (Cursor cursor : cursors.values()) {
            cursor.frames.close();
        }
        if (joined != null) {
            joined.close();
        }
    }

    /** Goes on through what is known, for the records of one section. */
    private final class Cursor {

        private final FrameReader frames;
        private byte[] last = {};

        Cursor(Path file) throws IOException {
            this.frames = new FrameReader(Files.newInputStream(file));
            frames.next();
        }

        boolean canFind(byte[] wanted) {
            return last.length == 0 || FrameKey.compare(last, wanted) <= 0;
        }

        @Nullable
        Instant find(byte[] wanted) throws IOException {
            last = Arrays.copyOf(wanted, FrameKey.end(wanted));
            while (!frames.isEnded() && FrameKey.compare(frames.payload(), wanted) < 0) {
                frames.next();
            }
            boolean isKnown = !frames.isEnded() && FrameKey.compare(frames.payload(), wanted) == 0;
            return isKnown ? SeenFrame.time(frames) : now;
        }
    }
}
