package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of what an index lists while it is written: by package name, where its records stand in the text and a hash of
 * them. Records of one name mostly follow one another, and are noted as one.
 */
public final class ShardNotes implements AutoCloseable {

    private static final int CHUNK_BYTES = 8 << 20;
    private static final int MAX_RUN = 1 << 20;
    /** Between a member and the next stand a comma and a line break. */
    private static final int BETWEEN = 2;

    private final LazyFrames runs;
    private final RecordReader reader = new RecordReader();
    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    private String name = "";
    private TextRun.Kind kind = TextRun.Kind.PACKAGES;
    private long start;
    private long end;
    private int count;
    private long newest = RecordTimes.NONE;

    /** Files are made in {@code scratch} under names that begin with {@code name}. */
    public ShardNotes(Path scratch, String name) {
        this.runs = new LazyFrames(scratch, name + "-runs", CHUNK_BYTES);
    }

    /**
     * Notes a record.
     *
     * @param key its key, which in {@code v3} has no ending
     * @param at where the key begins in the text
     * @param known what was found of it before, or null
     */
    public void record(
            Section section, String key, byte[] json, int offset, int length, long at, @Nullable KnownRecord known)
            throws IOException {
        String fileName = section.revision() == Section.Revision.FIRST
                ? key
                : key + section.format().suffix();
        if (known != null && known.isNamedByFile()) {
            newest = Math.max(newest, known.newestTime());
            goOn(TextRun.Kind.of(section), PackageNames.ofFile(fileName), at);
        } else {
            RawRecord record = reader.read(section, fileName, json, offset, length);
            newest = Math.max(newest, RecordTimes.newest(record));
            goOn(TextRun.Kind.of(section), ShardName.of(record.name(), fileName), at);
        }
        add(key);
        digest.update(json, offset, length);
        end = at + key.length() + "\"\":".length() + length;
    }

    /** Notes a name in {@code removed}, which begins at this place. */
    public void removed(String fileName, long at) throws IOException {
        goOn(TextRun.Kind.REMOVED, ShardName.of("", fileName), at);
        add(fileName);
        end = at + fileName.length() + "\"\"".length();
    }

    private void add(String key) {
        digest.update(key.getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) 0);
        count++;
    }

    private void goOn(TextRun.Kind nextKind, String nextName, long at) throws IOException {
        boolean follows = count > 0 && nextKind == kind && at == end + BETWEEN && nextName.equals(name);
        if (!follows || end - start > MAX_RUN) {
            finishRun();
            kind = nextKind;
            name = nextName;
            start = at;
        }
    }

    private void finishRun() throws IOException {
        if (count > 0) {
            byte[] hash = Arrays.copyOf(digest.digest(), TextRun.HASH_LENGTH);
            runs.add(new TextRun(kind, start, (int) (end - start), count, hash).frame(name));
            count = 0;
        }
    }

    /** Ends the notes and reads them. */
    FrameReader open() throws IOException {
        finishRun();
        return runs.open();
    }

    /** The newest time that a record tells, to the end of the year 9999. */
    Optional<Instant> newest() {
        return newest == RecordTimes.NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
    }

    @Override
    public void close() throws IOException {
        runs.discard();
    }
}
