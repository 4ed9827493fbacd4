package org.channelmirror.internal.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.shards.KnownRecord;
import org.channelmirror.internal.shards.PackageNames;
import org.channelmirror.internal.shards.RecordTimes;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.TextRange;

/**
 * A record of an upstream index in its frame: behind the key come flags, the channel's number, size, SHA-256, MD5 and where the
 * record's JSON stands in the index's text, when a server indexed the package, the number of the reason why it is left out or
 * was brought back, and the newest time that it tells. An order to fetch has the same form.
 */
public final class UpstreamRecord implements KnownRecord {

    /** The filters select it. */
    public static final int SELECTED = 1;

    static final int HAS_SIZE = 2;
    public static final int HAS_SHA256 = 4;
    public static final int HAS_MD5 = 8;
    /** An order to fetch another content than the published one. */
    public static final int REPLACES = 16;
    /** An order to hash what is stored, and to fetch nothing. */
    public static final int CHECK_ONLY = 32;
    /** An order for bytes that the published index lists already. */
    public static final int LISTED = 1024;
    /** An order for bytes that were noted as stored, while the file there is another one. */
    public static final int DOUBTED = 128;
    /** Its checksum is none: it can be listed as it was before, but not be fetched. */
    public static final int MALFORMED = 256;
    /** The record's JSON has line breaks between its tokens. */
    static final int LINE_BREAKS = 64;
    /** Its name is another channel's to supply. */
    public static final int OUTRANKED = 2048;
    /** It is not selected, and a rule may select it. */
    public static final int RESTORABLE = 4096;

    /** An order to look at what is stored, and to fetch nothing if it is not that: a plan that is followed does not name it. */
    public static final int UNPLANNED = 16384;

    static final int HAS_TIME = 512;
    /** Behind the rest is written where the fields stand that a table of packages is made of. */
    public static final int HAS_POSITIONS = 8192;
    /** An order, which has no positions: its SHA-256 is not upstream's, but the one that the stored file is known by. */
    static final int NOTED = HAS_POSITIONS;

    /** It has the name that its file's name tells. */
    private static final int NAMED_BY_FILE = 32768;

    /** What the record says itself, whoever asks. */
    private static final int SAID = HAS_SIZE | HAS_SHA256 | HAS_MD5 | HAS_TIME | NAMED_BY_FILE;

    /** In a record, not in an order: the published index lists it with the same bytes. */
    public static final int SAME = REPLACES;

    private static final int CHANNEL = 2;
    private static final int SIZE = 3;
    private static final int SHA256 = 11;
    private static final int MD5 = 43;
    private static final int TEXT_OFFSET = 59;
    private static final int TEXT_LENGTH = 67;
    private static final int TIME = 71;
    private static final int REASON = 79;
    private static final int NEWEST = 81;
    private static final int END = 89;

    private byte[] payload = {};
    private int base;

    /** Looks at a frame; valid as long as the reader stays there. */
    public UpstreamRecord read(FrameReader frame) {
        payload = frame.payload();
        base = FrameKey.end(payload);
        return this;
    }

    /** A copy of an order, to be handed to another thread. */
    public UpstreamRecord copyOfOrder() {
        UpstreamRecord copy = new UpstreamRecord();
        copy.payload = Arrays.copyOf(payload, base + END);
        copy.base = base;
        return copy;
    }

    /** Writes the frame of a record into a buffer of 512 bytes or more; positions only if the flags ask for them. */
    public static ByteBuffer encode(
            ByteBuffer out, RawRecord raw, PackageFormat format, int channel, int flags, int reason) {
        byte[] name = raw.fileName().getBytes(StandardCharsets.US_ASCII);
        out.clear();
        FrameKey.put(out, format, name);
        OptionalLong size = raw.size();
        OptionalLong time = raw.indexedTimestamp();
        int base = out.position();
        int all = flags
                | (size.isPresent() ? HAS_SIZE : 0)
                | (time.isPresent() ? HAS_TIME : 0)
                | (raw.sourceLength() != raw.length() ? LINE_BREAKS : 0)
                | (raw.isNamed(name, 0, PackageNames.lengthOfFile(name, name.length)) ? NAMED_BY_FILE : 0)
                | digests(raw, out.array(), out.arrayOffset() + base);
        out.putShort((short) all).put((byte) channel).putLong(size.orElse(0)).position(base + TEXT_OFFSET);
        out.putLong(raw.sourceOffset())
                .putInt(raw.sourceLength())
                .putLong(time.orElse(0))
                .putShort((short) reason)
                .putLong(RecordTimes.newest(raw));
        if ((flags & HAS_POSITIONS) != 0 && !raw.writePositions(out)) {
            out.putShort(base, (short) (all & ~HAS_POSITIONS));
        }
        return out.flip();
    }

    /** Notes in the entry of a package that is listed with this record what it says, if the entry's size and checksums are the record's. */
    public void noteIn(Holding entry) {
        boolean isSame = !is(MALFORMED)
                && (!is(HAS_SIZE) || (entry.is(Holding.HAS_SIZE) && size().orElseThrow() == entry.size()))
                && (!is(HAS_SHA256) || entry.sha256Equals(payload, base + SHA256))
                && (!is(HAS_MD5) || entry.md5Equals(payload, base + MD5));
        if (isSame) {
            ByteBuffer frame = ByteBuffer.wrap(payload);
            entry.known(frame.getShort(base) & SAID, frame.getLong(base + TIME), newestTime());
        }
    }

    /** Whether a listed package has the name that its file's name tells, as far as its entry knows. */
    public static boolean isNamedByFile(Holding entry) {
        return entry.isKnown() && (entry.knownFlags() & NAMED_BY_FILE) != 0;
    }

    /** Writes the frame of a record that an entry knows, selected, where it stands at a place without line breaks. */
    public static ByteBuffer encode(ByteBuffer out, Holding known, int channel, long at) {
        byte[] entry = known.payload().array();
        int flags = known.knownFlags();
        out.clear();
        out.put(entry, 0, FrameKey.end(entry));
        out.putShort((short) (flags | SELECTED | SAME)).put((byte) channel);
        out.putLong((flags & HAS_SIZE) == 0 ? 0 : known.size());
        known.copyDigests(
                out,
                ((flags & HAS_SHA256) == 0 ? 0 : Holding.HAS_SHA256) | ((flags & HAS_MD5) == 0 ? 0 : Holding.HAS_MD5));
        return out.putLong(at)
                .putInt(known.recordLength())
                .putLong(known.knownTime())
                .putShort((short) Reasons.NONE)
                .putLong(known.knownNewest())
                .flip();
    }

    /** Writes the checksums where they belong and answers their flags; of a record with a malformed one none counts. */
    private static int digests(RawRecord raw, byte[] target, int base) {
        Arrays.fill(target, base + SHA256, base + TEXT_OFFSET, (byte) 0);
        try {
            return (raw.sha256(target, base + SHA256) ? HAS_SHA256 : 0) | (raw.md5(target, base + MD5) ? HAS_MD5 : 0);
        } catch (IllegalArgumentException e) {
            Arrays.fill(target, base + SHA256, base + TEXT_OFFSET, (byte) 0);
            return MALFORMED;
        }
    }

    /** The frame of a record whose JSON has this length, has no line breaks, and stands nowhere yet. */
    public byte[] unplaced(int length) {
        byte[] copy = Arrays.copyOf(payload, base + END);
        ByteBuffer frame = ByteBuffer.wrap(copy);
        frame.putShort(base, (short) (frame.getShort(base) & ~LINE_BREAKS));
        frame.putLong(base + TEXT_OFFSET, 0).putInt(base + TEXT_LENGTH, length);
        return copy;
    }

    /** Notes in a frame where the record's JSON stands; answers how long it is. */
    public static int place(byte[] frame, long at) {
        int base = FrameKey.end(frame);
        return ByteBuffer.wrap(frame).putLong(base + TEXT_OFFSET, at).getInt(base + TEXT_LENGTH);
    }

    /** The record with further flags; where it has no checksum, what is known of its file says which bytes are right. */
    public ByteBuffer asOrder(int flags, Optional<Holding> known) {
        ByteBuffer order = ByteBuffer.wrap(Arrays.copyOf(payload, base + END));
        int all = (order.getShort(base) & ~(HAS_POSITIONS | SAME)) | flags;
        Optional<Holding> noted = is(HAS_SHA256 | HAS_MD5)
                ? Optional.empty()
                : known.filter(held -> held.is(Holding.HAS_SHA256) && describes(held));
        order.putShort(base, (short) (noted.isPresent() ? all | NOTED : all));
        noted.ifPresent(held -> order.put(base + SHA256, held.sha256()));
        return order;
    }

    /** The SHA-256 that an order's file is known by, where upstream lists no checksum. */
    public Optional<byte[]> noted() {
        return is(NOTED) ? Optional.of(Arrays.copyOfRange(payload, base + SHA256, base + MD5)) : Optional.empty();
    }

    /** An order to check what a catalog entry says of a stored file. */
    public static ByteBuffer checkOrder(Holding held) {
        byte[] name = held.name().value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(name.length + 3 + END);
        FrameKey.put(out, held.section(), name);
        int flags = CHECK_ONLY
                | (held.is(Holding.HAS_SIZE) ? HAS_SIZE : 0)
                | (held.is(Holding.HAS_SHA256) ? HAS_SHA256 : 0)
                | (held.is(Holding.HAS_MD5) ? HAS_MD5 : 0);
        out.putShort((short) flags).put((byte) 0).putLong(held.size());
        return out.put(held.sha256())
                .put(held.md5())
                .putLong(0)
                .putInt(0)
                .putLong(0)
                .putShort((short) 0)
                .putLong(RecordTimes.NONE)
                .flip();
    }

    /** Writes another decision into the frame, if it is one that a rule may take. */
    public void decide(int verdict, int reason) {
        if (is(SELECTED | RESTORABLE)) {
            ByteBuffer frame = ByteBuffer.wrap(payload);
            int others = frame.getShort(base) & ~(SELECTED | RESTORABLE);
            frame.putShort(base, (short) (others | verdict)).putShort(base + REASON, (short) reason);
        }
    }

    /** The number of the reason for the decision, in the table of its index. */
    public int reason() {
        return ByteBuffer.wrap(payload).getShort(base + REASON) & 0xffff;
    }

    public PackageFormat section() {
        return FrameKey.section(payload);
    }

    public PackageFileName name() {
        return FrameKey.name(payload);
    }

    /** What was noted of where fields stand. */
    public ByteBuffer positions() {
        return ByteBuffer.wrap(payload, base + END, RawRecord.POSITIONS_LENGTH);
    }

    /** The name as text, which is checked no more. */
    public String fileName() {
        return new String(payload, FrameKey.nameOffset(), FrameKey.nameLength(payload), StandardCharsets.US_ASCII);
    }

    /** The bytes of the name. */
    public ByteBuffer nameBytes() {
        return ByteBuffer.wrap(payload, FrameKey.nameOffset(), FrameKey.nameLength(payload));
    }

    public boolean is(int flag) {
        return (((payload[base] << 8) | (payload[base + 1] & 0xff)) & flag) != 0;
    }

    public int channel() {
        return payload[base + CHANNEL] & 0xff;
    }

    public OptionalLong size() {
        return is(HAS_SIZE) ? OptionalLong.of(ByteBuffer.wrap(payload).getLong(base + SIZE)) : OptionalLong.empty();
    }

    public Optional<byte[]> sha256() {
        return is(HAS_SHA256) ? Optional.of(Arrays.copyOfRange(payload, base + SHA256, base + MD5)) : Optional.empty();
    }

    public Optional<byte[]> md5() {
        return is(HAS_MD5)
                ? Optional.of(Arrays.copyOfRange(payload, base + MD5, base + TEXT_OFFSET))
                : Optional.empty();
    }

    /** Whether the stored bytes that an entry tells of are the ones this record lists. */
    public boolean describes(Holding held) {
        if (is(MALFORMED)) {
            return false;
        }
        if (is(HAS_SIZE) && held.is(Holding.HAS_SIZE) && size().orElseThrow() != held.size()) {
            return false;
        }
        if (is(HAS_SHA256)) {
            return held.sha256Equals(payload, base + SHA256);
        }
        if (is(HAS_MD5)) {
            return held.md5Equals(payload, base + MD5);
        }
        return !is(HAS_SIZE) || held.is(Holding.HAS_SIZE);
    }

    /** Whether it lists the bytes that a plan names, by the best that both know. */
    public boolean lists(Holding planned) {
        if (is(MALFORMED) || is(HAS_SIZE) != planned.is(Holding.HAS_SIZE)) {
            return false;
        }
        if (is(HAS_SIZE) && size().orElseThrow() != planned.size()) {
            return false;
        }
        if (is(HAS_SHA256) && planned.is(Holding.HAS_SHA256)) {
            return planned.sha256Equals(payload, base + SHA256);
        }
        return (is(HAS_MD5) && planned.is(Holding.HAS_MD5))
                ? planned.md5Equals(payload, base + MD5)
                : !is(HAS_SHA256 | HAS_MD5) && !planned.is(Holding.HAS_SHA256 | Holding.HAS_MD5);
    }

    /** Whether another record of the same name lists the same bytes. */
    public boolean sameContent(UpstreamRecord other) {
        if (is(HAS_SHA256) && other.is(HAS_SHA256)) {
            return Arrays.equals(sha256().orElseThrow(), other.sha256().orElseThrow());
        }
        return (is(HAS_MD5) && other.is(HAS_MD5))
                ? Arrays.equals(md5().orElseThrow(), other.md5().orElseThrow())
                : size().equals(other.size());
    }

    public byte[] buffer() {
        return payload;
    }

    /** When a server indexed the package, in milliseconds. */
    public OptionalLong time() {
        return is(HAS_TIME) ? OptionalLong.of(ByteBuffer.wrap(payload).getLong(base + TIME)) : OptionalLong.empty();
    }

    @Override
    public boolean isNamedByFile() {
        return is(NAMED_BY_FILE);
    }

    @Override
    public long newestTime() {
        return ByteBuffer.wrap(payload).getLong(base + NEWEST);
    }

    /** Where the record's JSON stands in the uncompressed index. */
    public TextRange text() {
        ByteBuffer frame = ByteBuffer.wrap(payload);
        return new TextRange(
                frame.getLong(base + TEXT_OFFSET),
                frame.getInt(base + TEXT_LENGTH),
                is(LINE_BREAKS) ? TextRange.Layout.LINE_BREAKS : TextRange.Layout.COMPACT);
    }
}
