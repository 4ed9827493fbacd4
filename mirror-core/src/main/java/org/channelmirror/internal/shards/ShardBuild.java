package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/**
 * Makes the shards of the names whose records changed: a merge, name by name, of what a new index lists with the list that belongs
 * to the shard index in force. New shards are staged in the order in which they are made.
 */
final class ShardBuild implements AutoCloseable {

    /** Changes when the same records would make another shard. */
    private static final byte FORM = 1;

    private final ShardFolder folder;
    private final ShardPacker packer;
    private final RetiredShards retired;
    private final FrameReader before;
    private final FrameWriter names;
    private final FrameWriter added;
    private final Instant now;
    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    private int count;

    /**
     * Begins.
     *
     * @param before the list in force
     * @param names takes the names' new entries
     * @param added takes an entry of each shard that is staged
     */
    ShardBuild(
            ShardFolder folder,
            ShardPacker packer,
            RetiredShards retired,
            FrameReader before,
            Path names,
            Path added,
            Instant now)
            throws IOException {
        this.folder = folder;
        this.packer = packer;
        this.retired = retired;
        this.before = before;
        this.names = new FrameWriter(Files.newOutputStream(names));
        this.added = new FrameWriter(Files.newOutputStream(added));
        this.now = now;
    }

    /** Where the shard that was staged as the n-th is. */
    static String purpose(long number) {
        return "shard-" + number;
    }

    /** Does it; answers how many names there are. */
    int run(ShardNotes notes) throws IOException {
        before.next();
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
        names.finish();
        added.finish();
        return count;
    }

    private void take(byte[] name, List<TextRun> runs) throws IOException {
        retireUntil(name);
        byte[] input = input(runs);
        byte @Nullable [] old = null;
        if (isAt(name)) {
            old = ShardEntry.sha256(before.payload());
            boolean same = ShardEntry.hasInput(before.payload(), input);
            before.next();
            if (same) {
                put(name, input, old);
                return;
            }
        }
        byte[] shard = packer.pack(runs);
        byte[] sha256 = digest.digest(shard);
        if (!Arrays.equals(sha256, old)) {
            stage(shard);
            added.write(ShardEntry.inUse(sha256));
            if (old != null) {
                retired.add(old, now);
            }
        }
        put(name, input, sha256);
    }

    /** Drops what is staged. */
    void discard() throws IOException {
        for (long i = 0; i < added.count(); i++) {
            try (StagedWrite shard = folder.storage().stage(folder.stageKey(purpose(i)))) {
                shard.discard();
            }
        }
    }

    private void put(byte[] name, byte[] input, byte[] sha256) throws IOException {
        names.write(ShardEntry.named(name, input, sha256));
        retired.use(sha256);
        count++;
    }

    private void stage(byte[] shard) throws IOException {
        StagedWrite staged = folder.storage().stage(folder.stageKey(purpose(added.count())));
        if (staged.position() > 0) {
            staged.discard();
            staged.close();
            staged = folder.storage().stage(folder.stageKey(purpose(added.count())));
        }
        try (StagedWrite empty = staged) {
            empty.append(shard, 0, shard.length);
        }
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

    /** How many shards are staged. */
    long added() {
        return added.count();
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
        try (before;
                names) {
            added.close();
        }
    }
}
