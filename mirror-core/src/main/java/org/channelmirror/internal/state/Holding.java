package org.channelmirror.internal.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.VersionToken;

/**
 * One stored package in a catalog or a journal, read and changed in place in its frame: behind the key come flags, the
 * channel's number, size, SHA-256, MD5, the record's place in the published {@code repodata.json}, the time of verification, the storage's token, and
 * where the package is listed in {@code v3} the place of that record with its time, or else what upstream's record says that
 * stands nowhere else in the entry.
 */
public final class Holding {

    /** The published index lists it. */
    public static final int PUBLISHED = 1;
    /** Upstream withdrew it: its name is in {@code removed}. */
    public static final int WITHDRAWN = 2;
    /** Nobody has compared the stored bytes with the checksum since this entry was made from the published index. */
    public static final int UNVERIFIED = 4;
    /** The SHA-256 is known. */
    public static final int HAS_SHA256 = 8;
    /** The MD5 is known. */
    public static final int HAS_MD5 = 16;
    /** The size is known. */
    public static final int HAS_SIZE = 32;
    /** The published index lists it in {@code v3}. */
    public static final int REVISED = 64;

    /** Upstream's record, which the published index has, is known: it says what stands here, and the size and checksums above. */
    private static final int KNOWN = 128;

    private static final int ORIGIN = 1;
    private static final int SIZE = 2;
    private static final int SHA256 = 10;
    private static final int MD5 = 42;
    private static final int RECORD_OFFSET = 58;
    private static final int RECORD_LENGTH = 66;
    private static final int VERIFIED = 70;
    private static final int TOKEN = 78;
    private static final int REVISED_LENGTH = Long.BYTES + Integer.BYTES + Long.BYTES;
    private static final int KNOWN_LENGTH = Short.BYTES + Long.BYTES + Long.BYTES;
    private static final long NO_TIME = Long.MIN_VALUE;

    private static final byte[] NO_DIGEST = new byte[32];

    private ByteBuffer payload = ByteBuffer.allocate(512);
    private int base;

    /** A copy of the frame at hand, which may be changed. */
    public Holding read(FrameReader frame) {
        if (payload.capacity() < frame.length()) {
            payload = ByteBuffer.allocate(frame.length() * 2);
        }
        payload.clear();
        payload.put(frame.payload(), 0, frame.length()).flip();
        base = FrameKey.end(payload.array());
        return this;
    }

    /** Begins a new entry without any flag. */
    public Holding begin(PackageFormat section, byte[] name) {
        payload.clear();
        FrameKey.put(payload, section, name);
        base = payload.position();
        Arrays.fill(payload.array(), base, base + TOKEN + 1, (byte) 0);
        payload.limit(base + TOKEN + 1).position(0);
        return this;
    }

    /** The entry as a frame's payload. */
    public ByteBuffer payload() {
        return payload.position(0);
    }

    public PackageFormat section() {
        return FrameKey.section(payload.array());
    }

    public PackageFileName name() {
        return FrameKey.name(payload.array());
    }

    /** The name's bytes. */
    public byte[] fileName() {
        return Arrays.copyOfRange(payload.array(), FrameKey.nameOffset(), base);
    }

    public boolean is(int flag) {
        return (payload.get(base) & flag) != 0;
    }

    public Holding set(int flag) {
        payload.put(base, (byte) (payload.get(base) | flag));
        return this;
    }

    public Holding clear(int flag) {
        payload.put(base, (byte) (payload.get(base) & ~flag));
        return this;
    }

    /** The number that the channel which lists it has among the subdir's {@link Origins}. */
    public int origin() {
        return payload.get(base + ORIGIN) & 0xff;
    }

    public Holding origin(int number) {
        payload.put(base + ORIGIN, (byte) number);
        return this;
    }

    public long size() {
        return payload.getLong(base + SIZE);
    }

    public Holding size(long size) {
        unknown();
        payload.putLong(base + SIZE, size);
        return set(HAS_SIZE);
    }

    public boolean sha256Equals(byte[] other, int offset) {
        int at = base + SHA256;
        return is(HAS_SHA256) && Arrays.equals(payload.array(), at, at + 32, other, offset, offset + 32);
    }

    public byte[] sha256() {
        return Arrays.copyOfRange(payload.array(), base + SHA256, base + SHA256 + 32);
    }

    public Holding sha256(byte[] digest) {
        unknown();
        System.arraycopy(digest, 0, payload.array(), base + SHA256, 32);
        return set(HAS_SHA256);
    }

    public boolean md5Equals(byte[] other, int offset) {
        int at = base + MD5;
        return is(HAS_MD5) && Arrays.equals(payload.array(), at, at + 16, other, offset, offset + 16);
    }

    public byte[] md5() {
        return Arrays.copyOfRange(payload.array(), base + MD5, base + MD5 + 16);
    }

    public Holding md5(byte[] digest) {
        unknown();
        System.arraycopy(digest, 0, payload.array(), base + MD5, 16);
        return set(HAS_MD5);
    }

    /** Appends SHA-256 and MD5, zeros for one that is not wanted. */
    public void copyDigests(ByteBuffer out, int wanted) {
        byte[] bytes = payload.array();
        out.put((wanted & HAS_SHA256) == 0 ? NO_DIGEST : bytes, (wanted & HAS_SHA256) == 0 ? 0 : base + SHA256, 32);
        out.put((wanted & HAS_MD5) == 0 ? NO_DIGEST : bytes, (wanted & HAS_MD5) == 0 ? 0 : base + MD5, 16);
    }

    /** Whether another entry tells of the same bytes, by the best that both know. */
    public boolean sameContent(Holding other) {
        if (is(HAS_SHA256) && other.is(HAS_SHA256)) {
            return sha256Equals(other.payload.array(), other.base + SHA256);
        }
        if (is(HAS_MD5) && other.is(HAS_MD5)) {
            return md5Equals(other.payload.array(), other.base + MD5);
        }
        return size() == other.size();
    }

    public long recordOffset() {
        return payload.getLong(base + RECORD_OFFSET);
    }

    public int recordLength() {
        return payload.getInt(base + RECORD_LENGTH);
    }

    /** Notes the place of the record, of which nothing is known any more. */
    public Holding record(long offset, int length) {
        unknown();
        payload.putLong(base + RECORD_OFFSET, offset);
        payload.putInt(base + RECORD_LENGTH, length);
        return this;
    }

    /** Whether the published index lists it under its format, and not only in {@code v3}. */
    public boolean hasRecord() {
        return recordLength() > 0;
    }

    public long revisedOffset() {
        return payload.getLong(payload.limit() - REVISED_LENGTH);
    }

    public int revisedLength() {
        return payload.getInt(payload.limit() - REVISED_LENGTH + Long.BYTES);
    }

    /** When a server indexed what {@code v3} lists, in milliseconds. */
    public OptionalLong revisedTime() {
        long time = payload.getLong(payload.limit() - Long.BYTES);
        return time == NO_TIME ? OptionalLong.empty() : OptionalLong.of(time);
    }

    /** Notes the place of the record in {@code v3}; behind it nothing else of the entry may change but its flags. */
    public Holding revised(long offset, int length, OptionalLong time) {
        unknown();
        unrevised();
        int at = append(REVISED_LENGTH);
        payload.putLong(at, offset).putInt(at + Long.BYTES, length);
        payload.putLong(at + Long.BYTES + Integer.BYTES, time.orElse(NO_TIME));
        return set(REVISED);
    }

    /** Makes room behind the entry; answers where. */
    private int append(int length) {
        int at = payload.limit();
        if (payload.capacity() < at + length) {
            payload = ByteBuffer.allocate(2 * (at + length))
                    .put(payload.array(), 0, at)
                    .position(0);
        }
        payload.limit(at + length);
        return at;
    }

    /**
     * Notes what upstream's record says, now that its size and checksums are the entry's own, and its place too; an entry that is
     * listed in {@code v3} does without.
     *
     * @param flags which of these there are, and others that are the caller's business
     * @param time when a server indexed it
     * @param newest the newest time that it tells
     */
    public Holding known(int flags, long time, long newest) {
        if (is(REVISED)) {
            return this;
        }
        unknown();
        int at = append(KNOWN_LENGTH);
        payload.putShort(at, (short) flags).putLong(at + Short.BYTES, time);
        payload.putLong(at + Short.BYTES + Long.BYTES, newest);
        return set(KNOWN);
    }

    /** Whether it is known what the record says. */
    public boolean isKnown() {
        return is(KNOWN);
    }

    public int knownFlags() {
        return payload.getShort(payload.limit() - KNOWN_LENGTH) & 0xffff;
    }

    public long knownTime() {
        return payload.getLong(payload.limit() - KNOWN_LENGTH + Short.BYTES);
    }

    public long knownNewest() {
        return payload.getLong(payload.limit() - Long.BYTES);
    }

    private void unknown() {
        if (is(KNOWN)) {
            payload.limit(payload.limit() - KNOWN_LENGTH);
            clear(KNOWN);
        }
    }

    /** Forgets the record in {@code v3}. */
    public Holding unrevised() {
        if (is(REVISED)) {
            payload.limit(payload.limit() - REVISED_LENGTH);
        }
        return clear(REVISED);
    }

    /** What the storage said of the verified bytes. */
    public VersionToken token() {
        byte[] bytes = payload.array();
        return new VersionToken(
                new String(bytes, base + TOKEN + 1, bytes[base + TOKEN] & 0xff, StandardCharsets.US_ASCII));
    }

    /** When the bytes were compared with the checksum. */
    public Instant verifiedAt() {
        return Instant.ofEpochMilli(payload.getLong(base + VERIFIED));
    }

    /** Notes that the same bytes are kept elsewhere, where the storage says something else of them; all else stays. */
    public Holding movedTo(VersionToken token) {
        boolean wasUnverified = is(UNVERIFIED);
        boolean wasRevised = is(REVISED);
        long offset = wasRevised ? revisedOffset() : 0;
        int length = wasRevised ? revisedLength() : 0;
        OptionalLong time = wasRevised ? revisedTime() : OptionalLong.empty();
        verified(verifiedAt(), token);
        if (wasRevised) {
            revised(offset, length, time);
        }
        return wasUnverified ? set(UNVERIFIED) : this;
    }

    /** Notes what the storage says of the verified bytes. */
    public Holding verified(Instant when, VersionToken token) {
        unknown();
        unrevised();
        byte[] text = token.value().getBytes(StandardCharsets.US_ASCII);
        payload.putLong(base + VERIFIED, when.toEpochMilli());
        payload.limit(base + TOKEN + 1 + text.length);
        payload.put(base + TOKEN, (byte) text.length);
        payload.put(base + TOKEN + 1, text);
        return clear(UNVERIFIED);
    }
}
