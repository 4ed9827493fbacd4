package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;

/**
 * Some hundred records of one section of a kept index, in their order. The key of its frame is the last file's; behind it stand the
 * names that they are of and two compressed pieces, each with its length: the text, a line for each record, all but the last with a
 * comma at its end, and the {@link RecordFacts}, where there are any, each with its length. One object reads many.
 */
final class KeptChunk implements AutoCloseable {

    private static final int MAX_PIECE = 64 << 20;

    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] text = {};
    private int textLength;
    private byte[] facts = {};
    private int factsLength;

    static ByteBuffer frame(int section, byte[] last, Set<String> names, Piece text, Piece facts) {
        byte[] all = String.join("\n", names).getBytes(StandardCharsets.US_ASCII);
        int size = 3 + last.length + 5 * Integer.BYTES + all.length + text.compressed.length + facts.compressed.length;
        ByteBuffer out = ByteBuffer.allocate(size);
        FrameKey.put(out, section, last, last.length);
        out.putInt(all.length).put(all);
        out.putInt(text.length).putInt(text.compressed.length).put(text.compressed);
        return out.putInt(facts.length)
                .putInt(facts.compressed.length)
                .put(facts.compressed)
                .flip();
    }

    /** Bytes that are compressed, and how many they are otherwise. */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(int length, byte[] compressed) {}

    /** The names of a chunk's packages. */
    static Set<String> names(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).position(FrameKey.end(frame));
        byte[] all = new byte[in.getInt()];
        in.get(all);
        return new LinkedHashSet<>(Arrays.asList(new String(all, StandardCharsets.US_ASCII).split("\n")));
    }

    /** Decompresses a chunk. */
    void read(FrameReader chunk) throws DamagedFileException {
        ByteBuffer in = ByteBuffer.wrap(chunk.payload()).position(FrameKey.end(chunk.payload()));
        int names = in.getInt();
        in.position(in.position() + names);
        textLength = in.getInt();
        text = piece(chunk.payload(), in, text, textLength);
        factsLength = in.getInt();
        facts = piece(chunk.payload(), in, facts, factsLength);
    }

    private byte[] piece(byte[] frame, ByteBuffer in, byte[] buffer, int length) throws DamagedFileException {
        if (length < 0 || length > MAX_PIECE) {
            throw new DamagedFileException("a piece of text cannot have " + length + " bytes");
        }
        byte[] target = buffer.length < length ? new byte[length] : buffer;
        int compressed = in.getInt();
        try {
            int read = decompressor.decompressByteArray(target, 0, length, frame, in.position(), compressed);
            if (read != length) {
                throw new DamagedFileException("a piece of text is shorter than it was");
            }
        } catch (ZstdException e) {
            DamagedFileException damaged = new DamagedFileException("a piece of text cannot be decompressed");
            damaged.initCause(e);
            throw damaged;
        }
        in.position(in.position() + compressed);
        return target;
    }

    byte[] text() {
        return text;
    }

    int textLength() {
        return textLength;
    }

    byte[] facts() {
        return facts;
    }

    int factsLength() {
        return factsLength;
    }

    @Override
    public void close() {
        decompressor.close();
    }
}
