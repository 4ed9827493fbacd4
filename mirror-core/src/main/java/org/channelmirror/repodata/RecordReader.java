package org.channelmirror.repodata;

import java.nio.ByteBuffer;

/**
 * Reads single records that {@link RepodataReader} has read before, from their JSON. It hands out the same object again and again:
 * its values hold until the next one is read. Not thread-safe.
 */
public final class RecordReader {

    private final JsonScanner scanner = new JsonScanner();
    private final RawRecord record = new RawRecord();

    /** A reader. */
    public RecordReader() {}

    /**
     * Reads a record.
     *
     * @param section the section that lists it
     * @param fileName the file that it is of
     * @param json holds the JSON object, without line breaks between its tokens
     * @param offset where it begins
     * @param length how long it is
     * @return the record, which points into the array
     * @throws IllegalArgumentException if it is not the JSON object of a record
     */
    public RawRecord read(Section section, String fileName, byte[] json, int offset, int length) {
        int limit = offset + length;
        record.begin(section, json, fileName, offset, offset);
        try {
            if (length == 0 || RecordScan.scan(scanner, json, limit, record) != limit) {
                throw new IllegalArgumentException("it is not one JSON object");
            }
            record.finish(limit, false, scanner);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("it is not a JSON object: " + e.getMessage(), e);
        }
        return record;
    }

    /**
     * Reads a record that stands in a text, of whatever layout.
     *
     * @param section the section that lists it
     * @param fileName the file that it is of
     * @param place where it stands in the text
     * @param json holds the JSON object as it stands there
     * @param offset where it begins
     * @return the record, which knows its place
     * @throws IllegalArgumentException if it is not the JSON object of a record
     */
    public RawRecord read(Section section, String fileName, TextRange place, byte[] json, int offset) {
        int limit = offset + place.length();
        record.begin(section, json, fileName, offset, place.offset());
        try {
            scanner.takeLineBreaks();
            if (place.length() == 0 || RecordScan.scan(scanner, json, limit, record) != limit) {
                throw new IllegalArgumentException("it is not one JSON object");
            }
            record.finish(limit, scanner.takeLineBreaks(), scanner);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("it is not a JSON object: " + e.getMessage(), e);
        }
        return record;
    }

    /**
     * Takes a record by what {@link RawRecord#writePositions} wrote of it, without looking at the rest: only the fields that it names
     * are there.
     *
     * @param section the section that lists it
     * @param fileName the file that it is of
     * @param json holds the JSON object, without line breaks between its tokens
     * @param offset where it begins
     * @param length how long it is
     * @param positions what was written, from the buffer's position on
     * @return the record, which points into the array
     */
    public RawRecord read(Section section, String fileName, byte[] json, int offset, int length, ByteBuffer positions) {
        record.begin(section, json, fileName, offset, offset);
        record.readPositions(positions, offset + length);
        return record;
    }
}
