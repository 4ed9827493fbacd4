package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text of an upstream index from what is kept of the one before and the records of the names that changed since: a merge
 * by section and file name, in which chunks without a change are copied as they are.
 */
public final class TextSplice implements AutoCloseable {

    private static final String[] KEYS = {"packages", "packages.conda"};
    private static final int MAX_CHUNK = 64 << 20;

    private final FrameReader kept;
    private final FrameReader changed;
    private final Set<String> names;
    private final OutputStream text;
    private final KeptTextWriter out;
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] chunk = {};
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
     */
    public TextSplice(FrameReader kept, FrameReader changed, Set<String> names, OutputStream text, OutputStream next)
            throws IOException {
        this.kept = kept;
        this.changed = changed;
        this.names = Set.copyOf(names);
        this.text = text;
        this.out = KeptTextWriter.ofChanged(next);
    }

    /** Does it; answers how records that came in are written. */
    public JsonStyle run(KeptHead head) throws IOException, DoubtfulShardsException {
        write("{");
        text.write(head.opening());
        write(head.opening().length == 0 ? "" : ",\n");
        openUntil(1);
        changed.next();
        while (kept.next()) {
            if (isTouched(kept.payload())) {
                merge(kept.payload(), decompressed());
            } else {
                out.copy(kept);
                openUntil(FrameKey.number(kept.payload()) + 1);
                int length = decompressed();
                separate();
                text.write(chunk, 0, length);
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

    private int decompressed() throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(kept.payload());
        int length = KeptChunk.textLength(frame);
        if (length < 0 || length > MAX_CHUNK) {
            throw new DamagedFileException("a piece of text cannot have " + length + " bytes");
        }
        if (chunk.length < length) {
            chunk = new byte[length];
        }
        try {
            int read = decompressor.decompressByteArray(
                    chunk, 0, length, frame.array(), frame.position(), kept.length() - frame.position());
            if (read == length) {
                return length;
            }
        } catch (ZstdException e) {
            DamagedFileException damaged = new DamagedFileException("a piece of text cannot be decompressed");
            damaged.initCause(e);
            throw damaged;
        }
        throw new DamagedFileException("a piece of text is shorter than it was");
    }

    private void merge(byte[] frame, int length) throws IOException, DoubtfulShardsException {
        int section = FrameKey.number(frame);
        for (int start = 0; start < length; ) {
            int end = start;
            while (end < length && chunk[end] != '\n') {
                end++;
            }
            int stop = end < length ? end - 1 : end;
            int quote = start + 1;
            while (chunk[quote] != '"') {
                quote++;
            }
            line(section, Arrays.copyOfRange(chunk, start + 1, quote), quote + 2, stop);
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
        put(section, fileName, chunk, start, end - start);
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
        text.write(fileName);
        write("\":");
        text.write(json, offset, length);
        out.add(section, fileName, json, offset, length);
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
        text.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        try (kept;
                changed) {
            out.close();
        }
    }
}
