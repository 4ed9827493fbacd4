package org.channelmirror.repodata;

import java.io.IOException;
import java.io.InputStream;
import org.channelmirror.model.PackageFormat;

/**
 * Reads repodata from a stream with bounded memory, checking that it is JSON throughout. One reader reads one stream; not
 * thread-safe.
 */
public final class RepodataReader {

    /** All members that are kept in memory together. */
    private static final int MAX_KEPT = 4 << 20;

    private static final int KEY_COST = 128;

    private final Window in;
    private final RepodataHandler handler;
    private final RawRecord record = new RawRecord();
    private int budget = MAX_KEPT;

    private RepodataReader(InputStream in, RepodataHandler handler) {
        this.in = new Window(in);
        this.handler = handler;
    }

    /**
     * Reads a whole document. An empty one is an object without members, as CEP 36 says.
     *
     * @param in the uncompressed text; stays open
     * @param handler takes what is found
     * @throws MalformedRepodataException if it is not repodata; the handler may have taken a part of it by then
     * @throws IOException if the stream or the handler fails
     */
    public static void read(InputStream in, RepodataHandler handler) throws IOException {
        RepodataReader reader = new RepodataReader(in, handler);
        try {
            reader.readDocument();
        } catch (JsonSyntaxException e) {
            String problem = e.getMessage() + reader.in.excerpt(e.index());
            throw new MalformedRepodataException(reader.in.offsetOf(e.index()), problem, e);
        }
    }

    /**
     * Takes the white space between tokens out of JSON that was read by this class.
     *
     * @param json holds the JSON
     * @param offset where it begins
     * @param length how long it is
     * @return the same value in a new array
     */
    public static byte[] withoutLineBreaks(byte[] json, int offset, int length) {
        return JsonText.squeeze(json, offset, offset + length);
    }

    private void readDocument() throws IOException, JsonSyntaxException {
        if (in.peek() < 0) {
            return;
        }
        in.require('{', "repodata is an object");
        if (in.peek() == '}') {
            in.take();
        } else {
            do {
                readMember(in.key());
            } while (in.another('}'));
        }
        if (in.peek() >= 0) {
            throw in.error("nothing follows the document");
        }
    }

    private void readMember(String key) throws IOException, JsonSyntaxException {
        switch (key) {
            case "packages" -> readRecords(PackageFormat.TAR_BZ2);
            case "packages.conda" -> readRecords(PackageFormat.CONDA);
            case "removed" -> readRemoved();
            case "info" -> readInfo();
            case "signatures", "v3" -> {
                in.skip();
                handler.skipped(key);
            }
            default -> {
                byte[] value = capture();
                if (value.length == 0) {
                    handler.skipped(key);
                } else {
                    handler.other(key, value);
                }
            }
        }
    }

    private byte[] capture() throws IOException, JsonSyntaxException {
        byte[] value = in.capture(budget);
        // A key costs something too, however small its value.
        budget = Math.max(0, budget - value.length - KEY_COST);
        return value;
    }

    private void readRecords(PackageFormat section) throws IOException, JsonSyntaxException {
        in.require('{', "\"" + section.section() + "\" is an object");
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            String fileName = in.key();
            in.record(section, fileName, record);
            handler.record(record);
        } while (in.another('}'));
    }

    private void readRemoved() throws IOException, JsonSyntaxException {
        in.require('[', "\"removed\" is a list");
        if (in.peek() == ']') {
            in.take();
            return;
        }
        do {
            in.peek();
            handler.removed(in.string());
        } while (in.another(']'));
    }

    private void readInfo() throws IOException, JsonSyntaxException {
        in.require('{', "\"info\" is an object");
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            String key = in.key();
            byte[] value = capture();
            if (value.length == 0) {
                handler.skipped("info." + key);
            } else {
                handler.info(key, value);
            }
        } while (in.another('}'));
    }
}
