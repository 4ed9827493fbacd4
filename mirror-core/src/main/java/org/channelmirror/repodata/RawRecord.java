package org.channelmirror.repodata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.channelmirror.model.Channel;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * One record as it stands in repodata. The reader hands out the same object again and again: its values hold until the
 * handler returns. Not thread-safe.
 */
public final class RawRecord {

    /** The value of each hexadecimal digit, -1 for every other byte. */
    private static final byte[] HEX = hexDigits();

    /** How many bytes {@link #writePositions} writes. */
    public static final int POSITIONS_LENGTH = 20;

    private static final int[] POSITIONED = {
        RecordField.NAME, RecordField.VERSION, RecordField.BUILD, RecordField.BUILD_NUMBER, RecordField.DEPENDS
    };

    private static final String NOTHING = "{}";

    private static final int MAX_POSITION = 0xfffe;
    private static final int NOWHERE = 0xffff;

    private final int[] starts = new int[RecordField.COUNT];
    private final int[] ends = new int[RecordField.COUNT];
    private Section section = Section.PACKAGES_CONDA;
    private byte[] buffer = {};
    private String fileName = "";
    private int start;
    private int end;
    private long position;
    private int sourceLength;

    RawRecord() {}

    void begin(Section section, byte[] buffer, String fileName, int start, long position) {
        this.position = position;
        this.section = section;
        this.buffer = buffer;
        this.fileName = fileName;
        this.start = start;
        Arrays.fill(starts, -1);
    }

    void field(int field, int start, int end) {
        starts[field] = start;
        ends[field] = end;
    }

    /**
     * Takes the place of something that is no record: an empty one of the package that the file's name tells of. That its checksum is
     * none keeps it from being listed or fetched.
     */
    void unusable(Section section, String fileName) {
        StringBuilder text = new StringBuilder(NOTHING);
        int build = fileName.lastIndexOf('-');
        int version = fileName.lastIndexOf('-', build - 1);
        boolean isTold = version > 0 && PackageFileName.isValid(fileName);
        if (isTold) {
            String stem = new PackageFileName(fileName).stem();
            text.append('"').append(fileName, 0, version).append('"');
            text.append('"').append(fileName, version + 1, build).append('"');
            text.append('"').append(stem, build + 1, stem.length()).append('"');
        }
        begin(section, text.toString().getBytes(StandardCharsets.US_ASCII), fileName, 0, 0);
        end = NOTHING.length();
        sourceLength = end;
        field(RecordField.SHA256, 0, end);
        if (isTold) {
            int versionAt = end + version + 2;
            int buildAt = versionAt + build - version + 1;
            field(RecordField.NAME, end, versionAt);
            field(RecordField.VERSION, versionAt, buildAt);
            field(RecordField.BUILD, buildAt, buffer.length);
        }
    }

    /** White space goes where it holds line breaks: only there is it worth a copy. */
    void finish(int end, boolean lineBreaks, JsonScanner scanner) throws JsonSyntaxException {
        this.end = end;
        this.sourceLength = end - start;
        if (lineBreaks) {
            byte[] squeezed = JsonText.squeeze(buffer, start, end);
            begin(section, squeezed, fileName, 0, position);
            RecordScan.scan(scanner, squeezed, squeezed.length, this);
            this.end = squeezed.length;
        }
    }

    int start() {
        return start;
    }

    /**
     * The section that lists it.
     *
     * @return the section
     */
    public Section section() {
        return section;
    }

    /**
     * The file that its key stands for, which may be any text.
     *
     * @return the key, in {@code v3} with the ending that belongs to it
     */
    public String fileName() {
        return fileName;
    }

    /**
     * The name of the package.
     *
     * @return the text, empty if there is none
     */
    public String name() {
        return text(RecordField.NAME).orElse("");
    }

    /**
     * The array that holds the record's JSON object.
     *
     * @return an array not to be changed
     */
    public byte[] buffer() {
        return buffer;
    }

    /**
     * Where the JSON object begins.
     *
     * @return an index into {@link #buffer()}
     */
    public int offset() {
        return start;
    }

    /**
     * How long the JSON object is.
     *
     * @return a number of bytes
     */
    public int length() {
        return end - start;
    }

    /**
     * Where the JSON object begins in the text that was read.
     *
     * @return a number of bytes from the text's beginning
     */
    public long sourceOffset() {
        return position;
    }

    /**
     * How long the JSON object is in the text that was read, with any line breaks.
     *
     * @return a number of bytes
     */
    public int sourceLength() {
        return sourceLength;
    }

    /**
     * The listed size.
     *
     * @return bytes, or empty if there is none, or none that is a whole number
     */
    public OptionalLong size() {
        return number(RecordField.SIZE);
    }

    /**
     * When a server indexed the package first (CEP 47).
     *
     * @return milliseconds since 1970, or empty if there is no such number
     */
    public OptionalLong indexedTimestamp() {
        return number(RecordField.INDEXED_TIMESTAMP);
    }

    /**
     * When the package was built.
     *
     * @return milliseconds since 1970, in old packages seconds, or empty if there is no such number
     */
    public OptionalLong timestamp() {
        return number(RecordField.TIMESTAMP);
    }

    /**
     * The listed SHA-256.
     *
     * @return its 32 bytes, or empty if there is none
     * @throws IllegalArgumentException if there is something else in its place
     */
    public Optional<byte[]> sha256() {
        return digest(RecordField.SHA256, DigestAlgorithm.SHA256);
    }

    /**
     * The listed MD5.
     *
     * @return its 16 bytes, or empty if there is none
     * @throws IllegalArgumentException if there is something else in its place
     */
    public Optional<byte[]> md5() {
        return digest(RecordField.MD5, DigestAlgorithm.MD5);
    }

    /**
     * Whether nothing stands in a checksum's place that is none.
     *
     * @return false if {@link #sha256()} or {@link #md5()} would throw
     */
    public boolean hasUsableChecksums() {
        try {
            sha256();
            md5();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The number that orders builds of one version.
     *
     * @return the number, or empty if there is none
     */
    public OptionalLong buildNumber() {
        return number(RecordField.BUILD_NUMBER);
    }

    /**
     * Hands out the package's name.
     *
     * @param target takes the name, if there is one
     * @return whether there is one
     */
    public boolean name(Utf8Sink target) {
        return text(RecordField.NAME, target);
    }

    /**
     * Tells whether the package has a name.
     *
     * @param ascii an array that holds the name
     * @param offset where it begins
     * @param length how many bytes it has
     * @return whether there is a name, and it is this one
     */
    public boolean isNamed(byte[] ascii, int offset, int length) {
        int at = starts[RecordField.NAME];
        int stop = ends[RecordField.NAME];
        if (at < 0 || buffer[at] != '"') {
            return false;
        }
        // Plainly written it is as long as this; with escapes it is longer.
        if (stop - at - 2 > length) {
            return name().equals(new String(ascii, offset, length, StandardCharsets.US_ASCII));
        }
        return Arrays.equals(buffer, at + 1, stop - 1, ascii, offset, offset + length);
    }

    /**
     * Hands out the version.
     *
     * @param target takes the version as written, if there is one
     * @return whether there is one
     */
    public boolean version(Utf8Sink target) {
        return text(RecordField.VERSION, target);
    }

    /**
     * Hands out the build string.
     *
     * @param target takes the build string, if there is one
     * @return whether there is one
     */
    public boolean build(Utf8Sink target) {
        return text(RecordField.BUILD, target);
    }

    /**
     * Hands out what the package needs.
     *
     * @param target takes one match spec after the other
     */
    public void depends(Utf8Sink target) {
        int at = starts[RecordField.DEPENDS];
        if (at >= 0 && buffer[at] == '[') {
            MemberValues.texts(buffer, at, ends[RecordField.DEPENDS], target);
        }
    }

    /**
     * Writes the listed SHA-256 into an array.
     *
     * @param target takes 32 bytes
     * @param offset where they begin
     * @return whether there is one; if not, nothing is written
     * @throws IllegalArgumentException if there is something else in its place; the array may have a part of it
     */
    public boolean sha256(byte[] target, int offset) {
        return digest(RecordField.SHA256, target, offset, DigestAlgorithm.SHA256.length());
    }

    /**
     * Writes the listed MD5 into an array.
     *
     * @param target takes 16 bytes
     * @param offset where they begin
     * @return whether there is one; if not, nothing is written
     * @throws IllegalArgumentException if there is something else in its place; the array may have a part of it
     */
    public boolean md5(byte[] target, int offset) {
        return digest(RecordField.MD5, target, offset, DigestAlgorithm.MD5.length());
    }

    /**
     * Writes down where name, version, build string, build number and dependencies stand, so that {@link RecordReader} need not look
     * for them again.
     *
     * @param target takes {@value #POSITIONS_LENGTH} bytes
     * @return whether it was done; of a record that is too long for it nothing is written
     */
    public boolean writePositions(ByteBuffer target) {
        if (length() > MAX_POSITION) {
            return false;
        }
        for (int field : POSITIONED) {
            // Behind the record stands what the file's name tells.
            boolean isThere = starts[field] >= 0 && starts[field] < end;
            target.putShort((short) (isThere ? starts[field] - start : NOWHERE));
            target.putShort((short) (isThere ? ends[field] - start : NOWHERE));
        }
        return true;
    }

    /** Takes the fields from where they were noted to stand. */
    void readPositions(ByteBuffer source, int end) {
        for (int field : POSITIONED) {
            int from = source.getShort() & 0xffff;
            int to = source.getShort() & 0xffff;
            if (from != NOWHERE) {
                field(field, start + from, start + to);
            }
        }
        this.end = end;
        this.sourceLength = end - start;
    }

    /**
     * The record as filters see it: valid as long as this one is.
     *
     * @param subdir the subdir whose repodata it is from
     * @param channel the channel that lists it, or null
     * @param firstSeen when the mirror saw the file listed first, if it was after its first sync, or null
     * @return a view
     */
    public PackageRecord view(Subdir subdir, @Nullable Channel channel, @Nullable Instant firstSeen) {
        return new RecordView(this, subdir, channel, firstSeen);
    }

    /**
     * Reads a record from its JSON, as it stands in {@code packages} or {@code packages.conda}.
     *
     * @param subdir the subdir that lists it
     * @param channel the channel that lists it, or null
     * @param file its file name
     * @param json the JSON object
     * @return an immutable record
     * @throws IllegalArgumentException if that is no JSON object
     */
    public static PackageRecord parse(Subdir subdir, @Nullable Channel channel, PackageFileName file, String json) {
        Section section = file.format() == PackageFormat.CONDA ? Section.PACKAGES_CONDA : Section.PACKAGES;
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return of(section, file.value(), bytes).view(subdir, channel, null);
    }

    /** A record of its own over the JSON of another. */
    static RawRecord of(RawRecord other, byte[] json) {
        return of(other.section, other.fileName, json);
    }

    private static RawRecord of(Section section, String fileName, byte[] json) {
        RawRecord record = new RawRecord();
        record.begin(section, json, fileName, 0, 0);
        JsonScanner scanner = new JsonScanner();
        try {
            int end = json.length == 0 ? JsonScanner.UNDERFLOW : RecordScan.scan(scanner, json, json.length, record);
            if (end != json.length) {
                throw new IllegalArgumentException("it is not one JSON object");
            }
            record.finish(end, scanner.takeLineBreaks(), scanner);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("it is not a JSON object: " + e.getMessage(), e);
        }
        return record;
    }

    /** The field's text, if it is a string. */
    Optional<String> text(int field) {
        int at = starts[field];
        return at < 0 || buffer[at] != '"' ? Optional.empty() : Optional.of(JsonText.decode(buffer, at, ends[field]));
    }

    private boolean text(int field, Utf8Sink target) {
        int at = starts[field];
        if (at < 0 || buffer[at] != '"') {
            return false;
        }
        JsonText.decode(buffer, at, ends[field], target);
        return true;
    }

    /** Hands out the strings of a list, if the field is one. */
    void strings(int field, Consumer<String> target) {
        int at = starts[field];
        if (at >= 0 && buffer[at] == '[') {
            MemberValues.strings(buffer, at, ends[field], target);
        }
    }

    OptionalLong number(int field) {
        int at = starts[field];
        if (at < 0 || ends[field] - at > 18) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = at; i < ends[field]; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalLong.of(value);
    }

    private Optional<byte[]> digest(int field, DigestAlgorithm algorithm) {
        byte[] bytes = new byte[algorithm.length()];
        return digest(field, bytes, 0, bytes.length) ? Optional.of(bytes) : Optional.empty();
    }

    private boolean digest(int field, byte[] target, int offset, int size) {
        int at = starts[field];
        if (at < 0 || buffer[at] == 'n') {
            return false;
        }
        int length = ends[field] - at - 2;
        if (length == 0 && buffer[at] == '"') {
            return false;
        }
        if (buffer[at] != '"' || length != size * 2) {
            throw malformed(field);
        }
        int invalid = 0;
        for (int i = 0; i < size; i++) {
            int high = HEX[buffer[at + 1 + 2 * i] & 0xff];
            int low = HEX[buffer[at + 2 + 2 * i] & 0xff];
            invalid |= high | low;
            target[offset + i] = (byte) (high << 4 | low);
        }
        if (invalid < 0) {
            throw malformed(field);
        }
        return true;
    }

    private static byte[] hexDigits() {
        byte[] digits = new byte[256];
        for (int c = 0; c < digits.length; c++) {
            digits[c] = (byte) (HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1);
        }
        return digits;
    }

    private IllegalArgumentException malformed(int field) {
        return new IllegalArgumentException("its " + RecordField.key(field) + " is not a checksum in hexadecimal");
    }
}
