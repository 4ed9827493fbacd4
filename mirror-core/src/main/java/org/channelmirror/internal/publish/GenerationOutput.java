package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.shards.Member;
import org.channelmirror.internal.shards.Member.Bytes;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Writes an index and the catalog that belongs to it. Files come in the order of their keys. Where {@code v3} lists some, the
 * catalog waits in a scratch file until it is known where their records stand.
 */
public final class GenerationOutput implements AutoCloseable {

    private static final int CHUNK_BYTES = 8 << 20;

    private final RepodataOutput index;
    private final FrameWriter catalog;
    private final PublishedRecords before;
    private final Member member = new Member();
    private final IndexTail tail;
    private final Path waitingFile;
    private final @Nullable FrameWriter waiting;
    private final LazyFrames places;

    /**
     * Begins.
     *
     * @param before the records of the index that is published now
     * @param revised what is going to be listed in {@code v3}
     * @param scratch where files are made under names that begin with {@code name}
     */
    public GenerationOutput(
            RepodataOutput index,
            FrameWriter catalog,
            PublishedRecords before,
            RevisedCount revised,
            Path scratch,
            String name)
            throws IOException {
        this.index = index;
        this.catalog = catalog;
        this.before = before;
        this.tail = new IndexTail(scratch, name);
        this.waitingFile = scratch.resolve(name + "-catalog");
        this.waiting = revised.packages() == 0 ? null : new FrameWriter(Files.newOutputStream(waitingFile));
        this.places = new LazyFrames(scratch, name + "-places", CHUNK_BYTES);
    }

    /** Lists a package under its format with an upstream's record, whose JSON is this; notes its place in the entry. */
    public void record(Holding entry, UpstreamRecord upstream, byte[] json, int offset, int length) throws IOException {
        record(entry, upstream, json, offset, length, Bytes.OTHER);
    }

    /** The same with a record that the index in force lists with the same bytes. */
    public void sameRecord(Holding entry, UpstreamRecord upstream, byte[] json, int offset, int length)
            throws IOException {
        record(entry, upstream, json, offset, length, Bytes.SAME);
    }

    private void record(Holding entry, UpstreamRecord upstream, byte[] json, int offset, int length, Bytes told)
            throws IOException {
        list(entry, member(entry, json, offset, length).known(upstream, told));
        upstream.noteIn(entry);
    }

    /** What the index in force says of a package with a record that is not listed like that again. */
    public void changed(Holding old) throws IOException {
        if (UpstreamRecord.isNamedByFile(old)) {
            index.changed(old.fileName());
        } else {
            index.doubt();
        }
    }

    /** A name that the index in force names in {@code removed}. */
    public void wasRemoved(Holding old) throws IOException {
        index.changed(old.fileName());
    }

    private Member member(Holding entry, byte[] json, int offset, int length) {
        byte[] frame = entry.payload().array();
        return member.key(frame, FrameKey.nameOffset(), FrameKey.nameLength(frame))
                .json(json, offset, length);
    }

    private void list(Holding entry, Member record) throws IOException {
        entry.record(index.record(entry.section(), record), record.jsonLength());
    }

    /** Lists a package under its format with the record that an entry of the catalog in force points to. */
    public void publishedRecord(Holding entry, Holding old) throws IOException {
        byte[] json = before.read(old);
        list(entry, member(entry, json, 0, json.length));
    }

    /** Lists a package in {@code v3}. */
    public void revised(Holding entry, TextPointer pointer) throws IOException {
        tail.revise(entry, pointer);
    }

    /** Lists a package in {@code v3} with the record that an entry of the catalog in force points to. */
    public void publishedRevised(Holding entry, Holding old) throws IOException {
        TextRange range = new TextRange(old.revisedOffset(), old.revisedLength(), TextRange.Layout.COMPACT);
        tail.revise(entry, new TextPointer(TextPointer.PUBLISHED, range, old.revisedTime()));
    }

    /** Carries the signature of a package that is listed. */
    public void signature(Holding entry, TextPointer pointer) throws IOException {
        tail.sign(entry, pointer);
    }

    /** Names a package in {@code removed}. */
    public void removed(Holding entry) throws IOException {
        tail.remove(entry);
    }

    /** Appends an entry to the catalog. */
    public void write(Holding entry) throws IOException {
        (waiting == null ? catalog : waiting).write(entry.unrevised().payload());
    }

    /** Ends both; {@code texts} are those of the indexes that pointers are numbered by. */
    public void finish(List<Path> texts) throws IOException {
        tail.write(index, texts, before, this::note);
        index.finish();
        if (waiting != null) {
            waiting.finish();
            waiting.close();
            joinPlaces();
        }
        catalog.finish();
    }

    private void note(String fileName, TextPointer place) throws IOException {
        byte[] name = fileName.getBytes(StandardCharsets.US_ASCII);
        places.add(place.frame(FrameKey.number(PackageFormat.of(fileName).orElseThrow()), name, name.length));
    }

    private void joinPlaces() throws IOException {
        Holding entry = new Holding();
        try (FrameMerge merge =
                new FrameMerge(List.of(new FrameReader(Files.newInputStream(waitingFile)), places.open()))) {
            while (merge.next()) {
                entry.read(merge.first());
                FrameReader at = merge.at(1);
                if (at != null) {
                    TextPointer place = TextPointer.read(at.payload());
                    entry.revised(place.range().offset(), place.range().length(), place.time());
                }
                catalog.write(entry.payload());
            }
        }
    }

    @Override
    public void close() throws IOException {
        tail.close();
        places.discard();
        if (waiting != null) {
            waiting.close();
            Files.deleteIfExists(waitingFile);
        }
    }
}
