package org.channelmirror.internal.shards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.shards.Member.Bytes;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;

/**
 * Takes note of what an index lists while it is written: by package name, where its records stand in the text and a hash of
 * them. Records of one name mostly follow one another, and are noted as one. What the index in force lists with the same bytes is
 * hashed only if something else of its name turns out to have changed.
 */
public final class ShardNotes implements AutoCloseable {

    private static final int CHUNK_BYTES = 8 << 20;
    private static final int MAX_RUN = 1 << 20;
    /** Between a member and the next stand a comma and a line break. */
    private static final int BETWEEN = 2;

    private final LazyFrames runs;
    private final RecordReader reader = new RecordReader();
    private final MemberHash hash = new MemberHash();
    private byte[] name = {};
    private TextRun.Kind kind = TextRun.Kind.PACKAGES;
    private Bytes bytes = Bytes.OTHER;
    private long start;
    private long end;
    private int count;
    private long newest = RecordTimes.NONE;
    private boolean isDoubtful;

    /** Files are made in {@code scratch} under names that begin with {@code name}. */
    public ShardNotes(Path scratch, String name) {
        this.runs = new LazyFrames(scratch, name + "-runs", CHUNK_BYTES);
    }

    /** Notes a record, under a key that has no ending in {@code v3}, and begins at this place of the text. */
    public void record(Section section, Member member, long at) throws IOException {
        byte[] key = member.keyArray();
        int keyOffset = member.keyOffset();
        int keyLength = member.keyLength();
        KnownRecord known = member.known();
        if (known != null && known.isNamedByFile()) {
            newest = Math.max(newest, known.newestTime());
            int nameLength = PackageNames.lengthOfFile(key, keyOffset, keyLength);
            goOn(TextRun.Kind.of(section), key, keyOffset, nameLength, at, member.bytes());
        } else {
            String text = new String(key, keyOffset, keyLength, StandardCharsets.US_ASCII);
            String fileName = section.revision() == Section.Revision.FIRST
                    ? text
                    : text + section.format().suffix();
            RawRecord record =
                    reader.read(section, fileName, member.jsonArray(), member.jsonOffset(), member.jsonLength());
            newest = Math.max(newest, RecordTimes.newest(record));
            byte[] found = ShardName.of(record.name(), fileName).getBytes(StandardCharsets.UTF_8);
            goOn(TextRun.Kind.of(section), found, 0, found.length, at, Bytes.OTHER);
        }
        if (bytes == Bytes.OTHER) {
            hash.add(key, keyOffset, keyLength);
            hash.value(member.jsonArray(), member.jsonOffset(), member.jsonLength());
        }
        count++;
        end = at + keyLength + "\"\":".length() + member.jsonLength();
    }

    /** Notes a name in {@code removed}, which begins at this place. */
    public void removed(byte[] fileName, int offset, int length, long at) throws IOException {
        int nameLength = PackageNames.lengthOfFile(fileName, offset, length);
        goOn(TextRun.Kind.REMOVED, fileName, offset, nameLength, at, Bytes.OTHER);
        hash.add(fileName, offset, length);
        count++;
        end = at + length + "\"\"".length();
    }

    /** Notes that what the index in force says of a file, which tells the name, is said no more. */
    public void changed(byte[] fileName) throws IOException {
        byte[] of = Arrays.copyOf(fileName, PackageNames.lengthOfFile(fileName, fileName.length));
        runs.add(TextRun.changed().frame(of));
    }

    /** Notes that something has changed of which nobody knows the name. */
    public void doubt() {
        isDoubtful = true;
    }

    boolean isDoubtful() {
        return isDoubtful;
    }

    private void goOn(TextRun.Kind nextKind, byte[] text, int offset, int length, long at, Bytes told)
            throws IOException {
        boolean follows = count > 0
                && nextKind == kind
                && at == end + BETWEEN
                && Arrays.equals(name, 0, name.length, text, offset, offset + length);
        if (!follows || end - start > MAX_RUN) {
            finishRun();
            kind = nextKind;
            name = Arrays.copyOfRange(text, offset, offset + length);
            start = at;
            bytes = told;
        } else if (bytes == Bytes.SAME && told == Bytes.OTHER) {
            // The hash of a run is not begun in its middle.
            runs.add(TextRun.changed().frame(name));
        }
    }

    private void finishRun() throws IOException {
        if (count > 0) {
            byte[] found = bytes == Bytes.SAME ? TextRun.SAME : hash.end();
            runs.add(new TextRun(kind, start, (int) (end - start), count, found).frame(name));
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
