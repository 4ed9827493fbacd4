package org.channelmirror.internal.shards;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes the shard index: what is said of the subdir, and the checksum of each name's shard. */
final class ShardIndexFile {

    private static final int ZSTD_LEVEL = 1;
    private static final int VERSION = 1;

    private ShardIndexFile() {}

    /**
     * Writes it; answers its checksum in hexadecimal.
     *
     * @param info the members of {@code info} in {@code repodata.json}
     * @param names sorted entries by name
     * @param count how many of them
     */
    static String write(StagedOutput target, Map<String, byte[]> info, Optional<Instant> created, Path names, int count)
            throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        DigestOutputStream digested = new DigestOutputStream(target, digest);
        try (MessagePacker out = MessagePack.newDefaultPacker(new ZstdOutputStreamNoFinalizer(digested, ZSTD_LEVEL));
                FrameReader entries = new FrameReader(Files.newInputStream(names))) {
            out.packMapHeader(3);
            out.packString("info");
            ValuePacker.pack(out, members(info, created));
            out.packString("shards");
            out.packMapHeader(count);
            while (entries.next()) {
                byte[] name = ShardEntry.name(entries.payload());
                out.packRawStringHeader(name.length);
                out.writePayload(name);
                ValuePacker.packBytes(out, ShardEntry.sha256(entries.payload()));
            }
            out.packString("version");
            out.packInt(VERSION);
        }
        return Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
    }

    private static Members members(Map<String, byte[]> info, Optional<Instant> created) {
        SortedMap<String, @Nullable Object> members = new TreeMap<>(Members.NAMES);
        info.forEach((name, json) -> members.put(name, JsonValues.parse(json)));
        members.put("base_url", "./");
        members.put("shards_base_url", "./" + ShardFolder.FOLDER + "/");
        members.remove("created_at");
        created.ifPresent(time -> members.put("created_at", time.toString()));
        return Members.of(members);
    }
}
