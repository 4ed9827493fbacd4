package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.model.DigestAlgorithm;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * What upstream's shard index says.
 *
 * @param names a file of sorted frames: each name and the checksum of its shard
 * @param count how many names there are
 * @param info a hash of what it says of the subdir, but for what changes with every version and where shards are
 * @param baseUrl where shards are, as JSON; absent if it does not say so
 */
@SuppressWarnings("ArrayRecordComponent")
public record UpstreamShards(Path names, long count, byte[] info, Optional<byte[]> baseUrl) {

    /** What a shard index may have, as it is fetched and uncompressed; no client takes more. */
    public static final int MAX_BYTES = 128 << 20;

    static final int SHA256_LENGTH = 32;

    private static final int MAX_INFO = 1 << 20;
    private static final int MAX_NAME = 255;
    private static final int NAMED = 1;
    private static final int CHUNK_BYTES = 8 << 20;

    /**
     * Reads a shard index.
     *
     * @param file as it was fetched
     * @param folder where files are made
     * @throws DoubtfulShardsException if it is not one, or of a version that is not known
     */
    public static UpstreamShards read(Path file, Path folder) throws IOException, DoubtfulShardsException {
        return read(new BufferedInputStream(Files.newInputStream(file), 1 << 16), folder);
    }

    /** The same of a stream, which is closed. */
    public static UpstreamShards read(InputStream compressed, Path folder) throws IOException, DoubtfulShardsException {
        try (InputStream plain = new LimitedStream(new ZstdInputStreamNoFinalizer(compressed), MAX_BYTES);
                MessageUnpacker in = MessagePack.newDefaultUnpacker(plain);
                SortedFrames names = new SortedFrames(folder, "names", CHUNK_BYTES)) {
            Reading reading = new Reading(in, names);
            reading.run();
            Path sorted = names.finish();
            if (names.duplicates() > 0) {
                throw new DoubtfulShardsException("the shard index has a name twice");
            }
            return new UpstreamShards(sorted, names(sorted), reading.info, reading.baseUrl);
        } catch (MessagePackException e) {
            throw new DoubtfulShardsException("the shard index is no MessagePack of one", e);
        }
    }

    private static long names(Path sorted) throws IOException {
        try (FrameReader in = new FrameReader(Files.newInputStream(sorted))) {
            long count = 0;
            while (in.next()) {
                count++;
            }
            return count;
        }
    }

    /** The frames of its names. */
    public FrameReader open() throws IOException {
        return new FrameReader(Files.newInputStream(names));
    }

    /** The name in a frame. */
    public static String name(FrameReader frame) {
        byte[] payload = frame.payload();
        return new String(payload, FrameKey.nameOffset(), FrameKey.nameLength(payload), StandardCharsets.UTF_8);
    }

    /** The checksum of the name's shard. */
    public static byte[] sha256(FrameReader frame) {
        int at = FrameKey.end(frame.payload());
        return Arrays.copyOfRange(frame.payload(), at, at + SHA256_LENGTH);
    }

    /** One pass over an index, whose members may come in any order. */
    private static final class Reading {

        private final MessageUnpacker in;
        private final ValueUnpacker values;
        private final SortedFrames names;
        private final ByteBuffer frame = ByteBuffer.allocate(512);
        private byte[] info = new byte[SHA256_LENGTH];
        private Optional<byte[]> baseUrl = Optional.empty();
        private boolean hasShards;

        Reading(MessageUnpacker in, SortedFrames names) {
            this.in = in;
            this.values = new ValueUnpacker(in, MAX_BYTES, MAX_INFO);
            this.names = names;
        }

        void run() throws IOException, DoubtfulShardsException {
            int members = in.unpackMapHeader();
            for (int i = 0; i < members; i++) {
                switch (name()) {
                    case "version" -> version();
                    case "info" -> info();
                    case "shards" -> shards();
                    default -> in.skipValue();
                }
            }
            if (!hasShards || in.hasNext()) {
                throw new DoubtfulShardsException("the shard index is not one map with \"shards\"");
            }
        }

        private String name() throws IOException, DoubtfulShardsException {
            int length = in.unpackRawStringHeader();
            if (length > MAX_NAME) {
                throw new DoubtfulShardsException("the shard index has a name of " + length + " bytes");
            }
            return JsonText.decoded(in.readPayload(length));
        }

        private void version() throws IOException, DoubtfulShardsException {
            if (in.getNextFormat().getValueType() != ValueType.INTEGER || in.unpackLong() != 1) {
                throw new DoubtfulShardsException("the shard index is of another version than 1");
            }
        }

        private void info() throws IOException, DoubtfulShardsException {
            TreeMap<String, byte[]> members = new TreeMap<>();
            int count = in.unpackMapHeader();
            JsonText json = new JsonText(JsonStyle.ESCAPED, MAX_INFO);
            for (int i = 0; i < count; i++) {
                String key = name();
                int start = json.length();
                values.value(json);
                members.put(key, Arrays.copyOfRange(json.bytes(), start, json.length()));
            }
            baseUrl = Optional.ofNullable(members.remove("shards_base_url"));
            members.remove("created_at");
            MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            members.forEach((key, value) -> {
                all.writeBytes(key.getBytes(StandardCharsets.UTF_8));
                all.write(0);
                all.writeBytes(value);
                all.write(0);
            });
            info = digest.digest(all.toByteArray());
        }

        private void shards() throws IOException, DoubtfulShardsException {
            hasShards = true;
            int count = in.unpackMapHeader();
            for (int i = 0; i < count; i++) {
                String text = name();
                if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
                    throw new DoubtfulShardsException("the shard index has a name that no package has");
                }
                byte[] name = text.getBytes(StandardCharsets.UTF_8);
                FrameKey.put(frame.clear(), NAMED, name, name.length);
                names.add(frame.put(checksum()).flip());
            }
        }

        private byte[] checksum() throws IOException, DoubtfulShardsException {
            if (in.getNextFormat().getValueType() == ValueType.BINARY) {
                return values.binary(SHA256_LENGTH);
            }
            try {
                byte[] checksum = HexFormat.of().parseHex(name());
                if (checksum.length == SHA256_LENGTH) {
                    return checksum;
                }
            } catch (IllegalArgumentException e) {
                throw new DoubtfulShardsException("the checksum of a shard is none", e);
            }
            throw new DoubtfulShardsException("the checksum of a shard is none");
        }
    }
}
