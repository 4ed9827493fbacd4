package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.shards.Member;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.TextRange;

/**
 * What stands behind the packages in an index, collected while those are written: removed names, signatures, and the records of
 * {@code v3}. Of values only their places are kept.
 */
final class IndexTail implements AutoCloseable {

    private static final int CHUNK_BYTES = 8 << 20;
    /** The sections of {@code v3} in their order. */
    private static final List<PackageFormat> REVISED = List.of(PackageFormat.CONDA, PackageFormat.TAR_BZ2);

    private final LazyFrames removed;
    private final LazyFrames signatures;
    private final LazyFrames revised;

    /** Takes note of where a record of {@code v3} was written. */
    @FunctionalInterface
    interface Places {
        void revised(String fileName, TextPointer place) throws IOException;
    }

    /** Files are made in {@code scratch} under names that begin with {@code name}. */
    IndexTail(Path scratch, String name) {
        this.removed = new LazyFrames(scratch, name + "-removed", CHUNK_BYTES);
        this.signatures = new LazyFrames(scratch, name + "-signatures", CHUNK_BYTES);
        this.revised = new LazyFrames(scratch, name + "-revised", CHUNK_BYTES);
    }

    void remove(Holding holding) throws IOException {
        byte[] name = holding.fileName();
        ByteBuffer frame = ByteBuffer.allocate(3 + name.length);
        FrameKey.put(frame, 0, name, name.length);
        removed.add(frame.flip());
    }

    void sign(Holding holding, TextPointer pointer) throws IOException {
        byte[] name = holding.fileName();
        signatures.add(pointer.frame(0, name, name.length));
    }

    void revise(Holding holding, TextPointer pointer) throws IOException {
        byte[] name = holding.fileName();
        PackageFormat format = holding.section();
        revised.add(pointer.frame(
                REVISED.indexOf(format), name, name.length - format.suffix().length()));
    }

    /** Writes it all; {@code texts} are those of the indexes that pointers are numbered by. */
    void write(RepodataOutput index, List<Path> texts, PublishedRecords before, Places places) throws IOException {
        List<IndexText> sources = new ArrayList<>();
        try (FrameReader names = removed.open();
                FrameReader signed = signatures.open();
                FrameReader records = revised.open()) {
            while (names.next()) {
                index.removed(names.payload(), FrameKey.nameOffset(), FrameKey.nameLength(names.payload()));
            }
            for (Path text : texts) {
                sources.add(new IndexText(text));
            }
            while (signed.next()) {
                writeSignature(index, sources, signed.payload());
            }
            while (records.next()) {
                writeRevised(index, sources, before, records.payload(), places);
            }
        } finally {
            for (IndexText source : sources) {
                source.close();
            }
        }
    }

    private static Member key(byte[] frame) {
        return new Member().key(frame, FrameKey.nameOffset(), FrameKey.nameLength(frame));
    }

    private static void writeSignature(RepodataOutput index, List<IndexText> sources, byte[] frame) throws IOException {
        TextPointer pointer = TextPointer.read(frame);
        IndexText text = sources.get(pointer.source());
        text.find(pointer.range());
        index.signature(key(frame).json(text.buffer(), text.offset(), text.length()));
    }

    private static void writeRevised(
            RepodataOutput index, List<IndexText> sources, PublishedRecords before, byte[] frame, Places places)
            throws IOException {
        PackageFormat format = REVISED.get(FrameKey.number(frame));
        TextPointer pointer = TextPointer.read(frame);
        TextRange range = pointer.range();
        Member member = key(frame);
        if (pointer.source() == TextPointer.PUBLISHED) {
            byte[] json = before.read(range.offset(), range.length());
            member.json(json, 0, json.length);
        } else {
            IndexText text = sources.get(pointer.source());
            text.find(range);
            member.json(text.buffer(), text.offset(), text.length());
        }
        long at = index.revised(format, member);
        String stem = new String(frame, FrameKey.nameOffset(), FrameKey.nameLength(frame), StandardCharsets.US_ASCII);
        TextRange place = new TextRange(at, member.jsonLength(), TextRange.Layout.COMPACT);
        places.revised(stem + format.suffix(), new TextPointer(TextPointer.PUBLISHED, place, pointer.time()));
    }

    @Override
    public void close() throws IOException {
        removed.discard();
        signatures.discard();
        revised.discard();
    }
}
