package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.model.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Makes the shards of the names whose records changed: a merge, name by name, of what a new index lists with the list that belongs
 * to the shard index in force. New shards are stored at once. A name of which everything is listed as before keeps its shard; that the
 * list was made as it would be made now is found out with the first of these.
 */
final class ShardBuild implements AutoCloseable {

    /** Changes when the same records would make another shard. */
    private static final byte FORM = 1;

    private final ShardPacker packer;
    private final RetiredShards retired;
    private final FrameReader before;
    private final FrameWriter names;
    private final ShardBatches batches;
    private final Instant now;
    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    private int count;
    private boolean isDoubtful;
    private boolean isProven;

    /**
     * Begins.
     *
     * @param before the list in force
     * @param names takes the names' new entries
     * @param batches takes the shards that are new
     */
    ShardBuild(
            ShardPacker packer,
            RetiredShards retired,
            FrameReader before,
            Path names,
            ShardBatches batches,
            Instant now)
            throws IOException {
        this.packer = packer;
        this.retired = retired;
        this.before = before;
        this.names = new FrameWriter(Files.newOutputStream(names));
        this.batches = batches;
        this.now = now;
    }

    /** Does it; answers how many names there are. */
    int run(ShardNotes notes) throws IOException {
        before.next();
        isDoubtful = notes.isDoubtful();
        try (FrameReader runs = notes.open()) {
            boolean hasNext = runs.next();
            while (hasNext) {
                byte[] name = TextRun.name(runs.payload());
                List<TextRun> ofName = new ArrayList<>();
                do {
                    ofName.add(TextRun.read(runs.payload()));
                    hasNext = runs.next();
                } while (hasNext && Arrays.equals(name, TextRun.name(runs.payload())));
                take(name, ofName);
            }
        }
        retireUntil(null);
        batches.finish();
        names.finish();
        return count;
    }

    private void take(byte[] name, List<TextRun> noted) throws IOException {
        List<TextRun> runs = new ArrayList<>(noted);
        boolean isChanged = runs.removeIf(run -> run.kind() == TextRun.Kind.CHANGED);
        if (runs.isEmpty()) {
            return;
        }
        retireUntil(name);
        boolean isSame = !isChanged && !isDoubtful && runs.stream().allMatch(TextRun::isSame);
        if (isSame && isProven && isAt(name)) {
            put(name, ShardEntry.input(before.payload()), ShardEntry.sha256(before.payload()));
            before.next();
            return;
        }
        for (int i = 0; i < runs.size(); i++) {
            runs.set(i, hashed(runs.get(i)));
        }
        byte[] input = input(runs);
        byte @Nullable [] old = null;
        if (isAt(name)) {
            old = ShardEntry.sha256(before.payload());
            boolean same = ShardEntry.hasInput(before.payload(), input);
            before.next();
            isProven |= same && isSame;
            if (same) {
                put(name, input, old);
                return;
            }
        }
        byte[] shard = packer.pack(name, runs);
        byte[] sha256 = digest.digest(shard);
        if (!Arrays.equals(sha256, old)) {
            batches.add(HexFormat.of().formatHex(sha256), shard);
            if (old != null) {
                retired.add(old, now);
            }
        }
        put(name, input, sha256);
    }

    private TextRun hashed(TextRun run) throws IOException {
        return run.isSame() ? run.hashed(packer.hash(run)) : run;
    }

    private void put(byte[] name, byte[] input, byte[] sha256) throws IOException {
        names.write(ShardEntry.named(name, input, sha256));
        retired.use(sha256);
        count++;
    }

    /** The names of the old list up to this one are listed no more. */
    private void retireUntil(byte @Nullable [] name) throws IOException {
        while (!before.isEnded() && ShardEntry.isNamed(before.payload()) && isBefore(before.payload(), name)) {
            retired.add(ShardEntry.sha256(before.payload()), now);
            before.next();
        }
        while (name == null && !before.isEnded()) {
            retired.keep(before.payload());
            before.next();
        }
    }

    private boolean isAt(byte[] name) {
        return !before.isEnded()
                && ShardEntry.isNamed(before.payload())
                && Arrays.equals(name, ShardEntry.name(before.payload()));
    }

    private static boolean isBefore(byte[] frame, byte @Nullable [] name) {
        return name == null
                || Arrays.compareUnsigned(frame, FrameKey.nameOffset(), FrameKey.end(frame), name, 0, name.length) < 0;
    }

    private byte[] input(List<TextRun> runs) {
        digest.update(FORM);
        ByteBuffer numbers = ByteBuffer.allocate(1 + Integer.BYTES);
        for (TextRun run : runs) {
            numbers.clear().put((byte) run.kind().number()).putInt(run.count()).flip();
            digest.update(numbers);
            digest.update(run.hash());
        }
        return Arrays.copyOf(digest.digest(), TextRun.HASH_LENGTH);
    }

    @Override
    public void close() throws IOException {
        try (before) {
            names.close();
        }
    }
}
