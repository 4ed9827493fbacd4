package org.channelmirror.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A moving window on a stream, in which each token, or each record as a whole, is scanned in one piece. */
final class Window {

    private static final int INITIAL = 1 << 18;

    /** The largest record of a real channel has some 100 KB; a heap of 256 MB has room for a few of these. */
    private static final int MAX_VALUE = 16 << 20;

    private final InputStream in;
    private final JsonScanner scanner = new JsonScanner();
    private byte[] buffer = new byte[INITIAL];
    private int position;
    private int limit;
    private long discarded;
    private boolean ended;

    Window(InputStream in) {
        this.in = in;
    }

    /** The next byte that is not white space, which stays where it is; -1 at the end. */
    int peek() throws IOException, JsonSyntaxException {
        while (true) {
            position = scanner.skipSpace(buffer, position, limit);
            if (position < limit) {
                return buffer[position] & 0xff;
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    void take() {
        position++;
    }

    /** Takes these bytes, if they are what comes next. */
    boolean takes(byte[] expected, int offset, int length) throws IOException, JsonSyntaxException {
        while (limit - position < length) {
            if (length > MAX_VALUE || !fill()) {
                return false;
            }
        }
        if (!Arrays.equals(buffer, position, position + length, expected, offset, offset + length)) {
            return false;
        }
        position += length;
        return true;
    }

    /** How much of the text has been taken. */
    long taken() {
        return discarded + position;
    }

    void require(char expected, String message) throws IOException, JsonSyntaxException {
        if (peek() != expected) {
            throw error(message);
        }
        take();
    }

    /** After a member: true if a comma follows, false if the closing bracket does; both are taken. */
    boolean another(char close) throws IOException, JsonSyntaxException {
        int next = peek();
        if (next != ',' && next != close) {
            throw error("expected \",\" or \"" + close + "\"");
        }
        take();
        return next == ',';
    }

    String key() throws IOException, JsonSyntaxException {
        peek();
        String key = string();
        if (peek() != ':') {
            throw error("expected \":\"");
        }
        take();
        peek();
        return key;
    }

    String string() throws IOException, JsonSyntaxException {
        int end;
        while ((end = scanner.skipString(buffer, position, limit)) == JsonScanner.UNDERFLOW) {
            fillOrFail();
        }
        String text = JsonText.decode(buffer, position, end);
        position = end;
        return text;
    }

    void record(Section section, String fileName, RawRecord record) throws IOException, JsonSyntaxException {
        int end;
        do {
            if (position >= limit) {
                fillOrFail();
            }
            scanner.takeLineBreaks();
            record.begin(section, buffer, fileName, position, discarded + position);
            end = RecordScan.scan(scanner, buffer, limit, record);
            if (end == JsonScanner.UNDERFLOW) {
                fillOrFail();
            }
        } while (end == JsonScanner.UNDERFLOW);
        record.finish(end, scanner.takeLineBreaks(), scanner);
        position = end;
    }

    /** The next value as a place in the text. */
    TextRange range() throws IOException, JsonSyntaxException {
        int end;
        do {
            if (position >= limit) {
                fillOrFail();
            }
            scanner.takeLineBreaks();
            end = scanner.skipValue(buffer, position, limit);
            if (end == JsonScanner.UNDERFLOW) {
                fillOrFail();
            }
        } while (end == JsonScanner.UNDERFLOW);
        TextRange range = new TextRange(discarded + position, end - position, layout(scanner.takeLineBreaks()));
        position = end;
        return range;
    }

    private static TextRange.Layout layout(boolean lineBreaks) {
        return lineBreaks ? TextRange.Layout.LINE_BREAKS : TextRange.Layout.COMPACT;
    }

    /** The next value's bytes without white space between tokens, or none if it has more than {@code most}. */
    byte[] capture(int most) throws IOException, JsonSyntaxException {
        int end;
        while ((end = scanner.skipValue(buffer, position, limit)) == JsonScanner.UNDERFLOW) {
            if (limit - position > most) {
                skip();
                return new byte[0];
            }
            fillOrFail();
        }
        byte[] value = end - position > most ? new byte[0] : JsonText.squeeze(buffer, position, end);
        position = end;
        return value;
    }

    /**
     * Reads over the next value, of any size, holding no more than one string or number of it; answers how many members or
     * items it has.
     */
    long skip() throws IOException, JsonSyntaxException {
        return skip(0);
    }

    private long skip(int depth) throws IOException, JsonSyntaxException {
        int first = peek();
        if (first != '{' && first != '[') {
            skipScalar();
            return 0;
        }
        if (depth >= JsonScanner.MAX_DEPTH) {
            throw error("values are nested more than " + JsonScanner.MAX_DEPTH + " deep");
        }
        char close = first == '{' ? '}' : ']';
        take();
        if (peek() == close) {
            take();
            return 0;
        }
        long count = 0;
        do {
            if (first == '{') {
                key();
            }
            skip(depth + 1);
            count++;
        } while (another(close));
        return count;
    }

    private void skipScalar() throws IOException, JsonSyntaxException {
        int end;
        while ((end = scanner.skipValue(buffer, position, limit)) == JsonScanner.UNDERFLOW) {
            fillOrFail();
        }
        position = end;
    }

    JsonSyntaxException error(String message) {
        return new JsonSyntaxException(position, message);
    }

    long offsetOf(int index) {
        return discarded + index;
    }

    /** What stands at an index, for messages. */
    String excerpt(int index) {
        if (index >= limit) {
            return ", but the text ends";
        }
        String found = new String(buffer, index, Math.min(20, limit - index), StandardCharsets.UTF_8);
        return ", found \"" + found.replaceAll("\\p{Cntrl}", " ") + "\"";
    }

    private void fillOrFail() throws IOException, JsonSyntaxException {
        if (!fill()) {
            throw new JsonSyntaxException(limit, "the text is cut off");
        }
    }

    /** Moves what is not read yet to the front and reads more; false at the end. */
    private boolean fill() throws IOException, JsonSyntaxException {
        if (ended) {
            return false;
        }
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            discarded += position;
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            if (buffer.length >= MAX_VALUE) {
                throw error("a single record or text has more than " + MAX_VALUE + " bytes");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.readNBytes(buffer, limit, buffer.length - limit);
        ended = limit + count < buffer.length;
        limit += count;
        return count > 0;
    }

    /** What is said to whoever gave the text. */
    MalformedRepodataException malformed(JsonSyntaxException cause) {
        String problem = cause.getMessage() + excerpt(cause.index());
        return new MalformedRepodataException(offsetOf(cause.index()), problem, cause);
    }
}
