package org.channelmirror.internal.shards;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text of an upstream index from what is kept of the one before and the records of the names that changed since: a merge
 * by section and file name, in which chunks without a change are copied as they are.
 */
public final class TextSplice implements AutoCloseable {

    private static final String[] KEYS = {"packages", "packages.conda"};

    private final FrameReader kept;
    private final FrameReader changed;
    private final Set<String> names;
    private final OutputStream text;
    private final KeptTextWriter out;
    private final RecordFacts facts;
    private final KeptChunk chunk = new KeptChunk();
    private long written;
    private int begun;
    private boolean isFirst = true;

    /**
     * Begins.
     *
     * @param kept the chunks of the index before
     * @param changed all records of the names that changed, in frames of file name and JSON
     * @param names these names
     * @param text takes the text
     * @param next takes what is to be kept of it
     * @param facts takes what is known of the records
     */
    public TextSplice(
            FrameReader kept,
            FrameReader changed,
            Set<String> names,
            OutputStream text,
            OutputStream next,
            RecordFacts facts)
            throws IOException {
        this.kept = kept;
        this.changed = changed;
        this.names = Set.copyOf(names);
        this.text = text;
        this.out = KeptTextWriter.ofChanged(next);
        this.facts = facts;
    }

    /** Does it; answers how records that came in are written. */
    public JsonStyle run(KeptHead head) throws IOException, DoubtfulShardsException {
        write("{");
        write(head.opening(), 0, head.opening().length);
        write(head.opening().length == 0 ? "" : ",\n");
        openUntil(1);
        changed.next();
        while (kept.next()) {
            chunk.read(kept);
            if (isTouched(kept.payload())) {
                merge(FrameKey.number(kept.payload()), chunk.text(), chunk.textLength());
            } else {
                copy();
            }
        }
        putChanged(null);
        openUntil(KEYS.length);
        write("\n}}\n");
        out.finish();
        return out.style();
    }

    private boolean isTouched(byte[] frame) {
        return (!changed.isEnded() && FrameKey.compare(changed.payload(), frame) <= 0)
                || KeptChunk.names(frame).stream().anyMatch(names::contains);
    }

    private void copy() throws IOException {
        out.copy(kept);
        openUntil(FrameKey.number(kept.payload()) + 1);
        separate();
        ByteBuffer all = ByteBuffer.wrap(chunk.facts(), 0, chunk.factsLength());
        for (long at = written; all.hasRemaining(); ) {
            int size = all.getShort();
            int start = all.position();
            // Before the JSON stand the file name between quotation marks and a colon, behind it a comma and a line
            // break.
            at += nameLength(chunk.facts(), start) + 3;
            at += facts.stands(chunk.facts(), start, size, at) + 2;
            all.position(start + size);
        }
        write(chunk.text(), 0, chunk.textLength());
    }

    private static int nameLength(byte[] facts, int start) {
        return FrameKey.size(facts, start) - FrameKey.nameOffset();
    }

    private void merge(int section, byte[] lines, int length) throws IOException, DoubtfulShardsException {
        for (int start = 0; start < length; ) {
            int end = start;
            while (end < length && lines[end] != '\n') {
                end++;
            }
            int stop = end < length ? end - 1 : end;
            int quote = start + 1;
            while (lines[quote] != '"') {
                quote++;
            }
            line(section, Arrays.copyOfRange(lines, start + 1, quote), quote + 2, stop);
            start = end + 1;
        }
    }

    private void line(int section, byte[] fileName, int start, int end) throws IOException, DoubtfulShardsException {
        if (names.contains(PackageNames.ofFile(fileName, 0, fileName.length))) {
            return;
        }
        ByteBuffer key = ByteBuffer.allocate(3 + fileName.length);
        FrameKey.put(key, section, fileName, fileName.length);
        putChanged(key.array());
        if (!changed.isEnded() && FrameKey.compare(changed.payload(), key.array()) == 0) {
            throw new DoubtfulShardsException("two names have " + new String(fileName, StandardCharsets.US_ASCII));
        }
        put(section, fileName, chunk.text(), start, end - start);
    }

    /** Puts the changed records up to a key, or all that are left. */
    private void putChanged(byte @Nullable [] key) throws IOException {
        while (!changed.isEnded() && (key == null || FrameKey.compare(changed.payload(), key) < 0)) {
            byte[] frame = changed.payload();
            int json = FrameKey.end(frame);
            byte[] fileName = Arrays.copyOfRange(frame, FrameKey.nameOffset(), json);
            put(FrameKey.number(frame), fileName, frame, json, changed.length() - json);
            changed.next();
        }
    }

    private void put(int section, byte[] fileName, byte[] json, int offset, int length) throws IOException {
        openUntil(section + 1);
        separate();
        write("\"");
        write(fileName, 0, fileName.length);
        write("\":");
        byte[] known = facts.find(section, fileName, json, offset, length);
        if (known.length > 0) {
            facts.stands(known, 0, known.length, written);
        }
        write(json, offset, length);
        out.add(section, fileName, json, offset, length, known);
    }

    private void separate() throws IOException {
        write(isFirst ? "\n" : ",\n");
        isFirst = false;
    }

    private void openUntil(int count) throws IOException {
        while (begun < count) {
            write(begun == 0 ? "" : "\n},\n");
            write('"' + KEYS[begun] + "\":{");
            begun++;
            isFirst = true;
        }
    }

    private void write(String ascii) throws IOException {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        text.write(bytes, offset, length);
        written += length;
    }

    @Override
    public void close() throws IOException {
        chunk.close();
        try (kept;
                changed) {
            out.close();
        }
    }
}
