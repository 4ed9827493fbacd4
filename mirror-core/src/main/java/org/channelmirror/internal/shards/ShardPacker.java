package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.channelmirror.internal.shards.TextRun.Kind;
import org.channelmirror.spi.StagedWrite;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Makes a shard of what an index lists of one name. The same records make the same bytes. */
final class ShardPacker implements AutoCloseable {

    /** conda takes no more of one name. */
    static final int MAX_BYTES = ShardReader.MAX_BYTES;

    static final int ZSTD_LEVEL = 6;

    /** One for each section: names are in order in each of them, and not in all of the text. */
    private final Map<Kind, TextWindow> texts = new EnumMap<>(Kind.class);

    private final MessageBufferPacker out = MessagePack.newDefaultBufferPacker();
    /** What the packer had written before this shard; it counts on over all of them. */
    private long begin;

    private final MemberHash hash = new MemberHash();
    private byte[] name = {};

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);

    ShardPacker(StagedWrite text) {
        for (Kind kind : Kind.values()) {
            texts.put(kind, new TextWindow(text));
        }
    }

    /** The shard's compressed bytes; the runs are those of one name in their order. */
    byte[] pack(byte[] name, List<TextRun> runs) throws IOException {
        this.name = name;
        out.clear();
        begin = out.getTotalWrittenBytes();
        boolean isRevised = count(runs, Kind.V3_CONDA) + count(runs, Kind.V3_TAR_BZ2) > 0;
        out.packMapHeader(isRevised ? 4 : 3);
        packRecords("packages", runs, Kind.PACKAGES);
        packRecords("packages.conda", runs, Kind.PACKAGES_CONDA);
        packRemoved(runs);
        if (isRevised) {
            out.packString("v3");
            out.packMapHeader(2);
            packRecords("conda", runs, Kind.V3_CONDA);
            packRecords("tar.bz2", runs, Kind.V3_TAR_BZ2);
        }
        checkLength();
        return compressor.compress(out.toByteArray());
    }

    /** The hash of a run of records. */
    byte[] hash(TextRun run) throws IOException {
        TextWindow text = Objects.requireNonNull(texts.get(run.kind()));
        // As much as is read to pack it, which may follow.
        int at = text.find(run.start() - 1, run.length() + 2);
        return hash.ofText(text.buffer(), at + 1, run.length());
    }

    private static int count(List<TextRun> runs, Kind kind) {
        return runs.stream()
                .filter(run -> run.kind() == kind)
                .mapToInt(TextRun::count)
                .sum();
    }

    private void packRecords(String section, List<TextRun> runs, Kind kind) throws IOException {
        out.packString(section);
        out.packMapHeader(count(runs, kind));
        for (TextRun run : runs) {
            if (run.kind() == kind) {
                try (JsonParser parser = parser(run, '{', '}')) {
                    packRecords(parser);
                }
            }
        }
    }

    private void packRecords(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            ValuePacker.packText(out, parser.currentName());
            parser.nextToken();
            ValuePacker.packRecord(out, JsonValues.read(parser));
            checkLength();
        }
    }

    private void checkLength() throws OverlongShardException {
        if (out.getTotalWrittenBytes() - begin > MAX_BYTES) {
            throw new OverlongShardException(new String(name, StandardCharsets.UTF_8));
        }
    }

    private void packRemoved(List<TextRun> runs) throws IOException {
        out.packString("removed");
        out.packArrayHeader(count(runs, Kind.REMOVED));
        for (TextRun run : runs) {
            if (run.kind() == Kind.REMOVED) {
                try (JsonParser parser = parser(run, '[', ']')) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        ValuePacker.packText(out, parser.getString());
                    }
                }
            }
        }
    }

    /** Members stand between a line break and one more byte at least, which become the brackets round them. */
    private JsonParser parser(TextRun run, char open, char close) throws IOException {
        TextWindow text = Objects.requireNonNull(texts.get(run.kind()));
        int length = run.length() + 2;
        int at = text.find(run.start() - 1, length);
        byte[] buffer = text.buffer();
        buffer[at] = (byte) open;
        buffer[at + length - 1] = (byte) close;
        JsonParser parser = JsonValues.parser(buffer, at, length);
        parser.nextToken();
        return parser;
    }

    @Override
    public void close() throws IOException {
        for (TextWindow text : texts.values()) {
            text.close();
        }
        compressor.close();
        out.close();
    }
}
