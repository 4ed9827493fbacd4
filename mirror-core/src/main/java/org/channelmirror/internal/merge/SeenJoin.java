package org.channelmirror.internal.merge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.Section;
import org.jspecify.annotations.Nullable;

/**
 * Finds when files were seen first for an index that is not sorted, with files sorted on disk: a pass of its own notes which record
 * of the text has which key, and what is found goes back into the order of the text.
 */
final class SeenJoin implements RepodataHandler {

    private static final int CHUNK_BYTES = 8 << 20;

    private final LazyFrames records;
    private final LazyFrames revised;
    private final ByteBuffer frame = ByteBuffer.allocate(1 << 16);
    private int ordinal;

    private SeenJoin(LazyFrames records, LazyFrames revised) {
        this.records = records;
        this.revised = revised;
    }

    /** Frames with the number of each record in the text for a key, except of those that a later one replaces. */
    static FrameReader run(UpstreamIndex.Fetched fetched, Path known, Instant now, Path scratch, String name)
            throws IOException {
        try (LazyFrames records = new LazyFrames(scratch, name + "-seen-records", CHUNK_BYTES);
                LazyFrames revised = new LazyFrames(scratch, name + "-seen-revised", CHUNK_BYTES);
                LazyFrames inOrder = new LazyFrames(scratch, name + "-seen-in-order", CHUNK_BYTES);
                InputStream in = DecodedIndex.open(fetched.file())) {
            RepodataReader.read(in, new SeenJoin(records, revised));
            FrameReader before = new FrameReader(Files.newInputStream(known));
            try (FrameMerge merge = new FrameMerge(List.of(before, records.open(), revised.open()))) {
                while (merge.next()) {
                    FrameReader found = merge.at(0);
                    Instant time = found == null ? now : SeenFrame.time(found);
                    add(merge.at(1), time, inOrder);
                    add(merge.at(2), time, inOrder);
                }
            }
            FrameReader result = inOrder.open();
            result.next();
            return result;
        }
    }

    /** The number of the record that a frame tells of. */
    static int ordinal(FrameReader frame) {
        return ByteBuffer.wrap(frame.payload()).getInt(FrameKey.nameOffset());
    }

    private static void add(@Nullable FrameReader record, @Nullable Instant time, LazyFrames target)
            throws IOException {
        if (record != null) {
            ByteBuffer key = ByteBuffer.allocate(FrameKey.nameOffset() + Integer.BYTES);
            byte[] number = new byte[Integer.BYTES];
            ByteBuffer.wrap(record.payload()).get(FrameKey.end(record.payload()), number);
            FrameKey.put(key, 0, number, number.length);
            target.add(SeenFrame.of(key.array(), time));
        }
    }

    @Override
    public void record(RawRecord raw) throws IOException {
        String file = raw.fileName();
        if (PackageFileName.isValid(file)) {
            PackageFormat format = PackageFormat.of(file).orElseThrow();
            FrameKey.put(frame.clear(), format, file.getBytes(StandardCharsets.US_ASCII));
            frame.putInt(ordinal++).flip();
            (raw.section().revision() == Section.Revision.FIRST ? records : revised).add(frame);
        }
    }
}
