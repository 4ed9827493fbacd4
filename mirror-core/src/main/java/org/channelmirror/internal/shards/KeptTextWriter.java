package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;

/** Writes the records of an upstream index as {@link KeptChunk}s. */
public final class KeptTextWriter implements AutoCloseable {

    /** Small enough that a changed name costs little, large enough to be compressed well. */
    private static final int CHUNK = 1 << 18;

    /** It is made each time upstream changes, and read once. */
    private static final int ZSTD_LEVEL = 1;

    private static final int MARGIN = 1 << 10;

    private final FrameWriter out;
    private final int most;
    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
    private byte[] text = new byte[2 * CHUNK];
    private int length;
    private byte[] facts = new byte[CHUNK];
    private int factsLength;
    private int section;
    private byte[] last = {};
    private final Set<String> names = new LinkedHashSet<>();
    private JsonStyle style = JsonStyle.ESCAPED;

    private KeptTextWriter(OutputStream out, int most) throws IOException {
        this.out = new FrameWriter(out);
        this.most = most;
    }

    /** Writes all of an index; the stream is closed with the writer. */
    public static KeptTextWriter ofWhole(OutputStream out) throws IOException {
        return new KeptTextWriter(out, CHUNK);
    }

    /** Writes an index of which most is copied: chunks may become twice as large before they are split, so that few are split. */
    static KeptTextWriter ofChanged(OutputStream out) throws IOException {
        return new KeptTextWriter(out, 2 * CHUNK);
    }

    /** How the records that were added are written. */
    public JsonStyle style() {
        return style;
    }

    /** Appends a record, in the order of sections and files; its JSON has no line breaks, and its facts may be none. */
    public void add(int ofSection, byte[] fileName, byte[] json, int offset, int size, byte[] known)
            throws IOException {
        if (ofSection != section || length + size > most) {
            flush();
        }
        section = ofSection;
        last = fileName;
        names.add(PackageNames.ofFile(fileName, 0, fileName.length));
        if (style == JsonStyle.ESCAPED) {
            style = JsonStyle.of(json, offset, size);
        }
        if (text.length < length + size + MARGIN) {
            text = Arrays.copyOf(text, length + size + MARGIN);
        }
        put(length == 0 ? "\"" : ",\n\"");
        System.arraycopy(fileName, 0, text, length, fileName.length);
        length += fileName.length;
        put("\":");
        System.arraycopy(json, offset, text, length, size);
        length += size;
        if (known.length > 0) {
            addFacts(known);
        }
    }

    private void addFacts(byte[] known) {
        int size = known.length;
        if (facts.length < factsLength + Short.BYTES + size) {
            facts = Arrays.copyOf(facts, 2 * (facts.length + size));
        }
        ByteBuffer.wrap(facts, factsLength, Short.BYTES + size)
                .putShort((short) size)
                .put(known);
        factsLength += Short.BYTES + size;
    }

    private void put(String ascii) {
        for (byte b : ascii.getBytes(StandardCharsets.US_ASCII)) {
            text[length++] = b;
        }
    }

    /** Appends a chunk as it is. */
    void copy(FrameReader chunk) throws IOException {
        flush();
        out.write(chunk.payload(), 0, chunk.length());
    }

    private void flush() throws IOException {
        if (length > 0) {
            out.write(KeptChunk.frame(section, last, names, piece(text, length), piece(facts, factsLength)));
            length = 0;
            factsLength = 0;
            names.clear();
        }
    }

    private KeptChunk.Piece piece(byte[] bytes, int size) {
        return new KeptChunk.Piece(size, compressor.compress(Arrays.copyOf(bytes, size)));
    }

    /** Without this the file is none. */
    public void finish() throws IOException {
        flush();
        out.finish();
    }

    @Override
    public void close() throws IOException {
        compressor.close();
        out.close();
    }
}
