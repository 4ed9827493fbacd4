package org.channelmirror.repodata;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads repodata from a stream with bounded memory, checking that it is JSON throughout. One reader reads one stream; not
 * thread-safe.
 */
public final class RepodataReader {

    /** All members that are kept in memory together. */
    private static final int MAX_KEPT = 4 << 20;

    private static final int KEY_COST = 128;

    /** Sections of further formats, and revisions that are not known yet: what they list would be listed and not be here. */
    private static final Pattern OTHER_PACKAGES = Pattern.compile("packages\\..*|v[0-9]+", Pattern.DOTALL);

    private final Window in;
    private final RepodataHandler handler;
    private final KnownMembers known;
    private final RawRecord record = new RawRecord();
    private int budget = MAX_KEPT;

    private RepodataReader(InputStream in, RepodataHandler handler, KnownMembers known) {
        this.in = new Window(in);
        this.handler = handler;
        this.known = known;
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
        read(in, handler, KnownMembers.NONE);
    }

    /**
     * Reads a whole document of which some members may be known. Those are checked no more.
     *
     * @param in the uncompressed text; stays open
     * @param handler takes what is found and not known
     * @param known is told which of the members it knows are there
     * @throws MalformedRepodataException if it is not repodata; the handler may have taken a part of it by then
     * @throws IOException if the stream, the handler or what is known fails
     */
    public static void read(InputStream in, RepodataHandler handler, KnownMembers known) throws IOException {
        RepodataReader reader = new RepodataReader(in, handler, known);
        try {
            reader.readDocument();
        } catch (JsonSyntaxException e) {
            throw reader.in.malformed(e);
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

    /**
     * The members of a JSON object, or the items of a list, of which none is larger than what this class keeps in memory.
     *
     * @param json one value that was read by this class
     * @return the values as they are written, by name, or by number from 0; empty if it is neither object nor list
     */
    public static Map<String, byte[]> parts(byte[] json) {
        return JsonParts.of(json);
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
            case "packages" -> readRecords(Section.PACKAGES, "\"packages\"");
            case "packages.conda" -> readRecords(Section.PACKAGES_CONDA, "\"packages.conda\"");
            case "removed" -> readRemoved();
            case "info" -> readInfo();
            case "signatures" -> readSignatures();
            case "v3" -> readRevision();
            default -> readOther(key);
        }
    }

    private void readOther(String key) throws IOException, JsonSyntaxException {
        if (OTHER_PACKAGES.matcher(key).matches()) {
            handler.skipped(key, in.skip());
            return;
        }
        byte[] value = capture();
        if (value.length == 0) {
            handler.skipped(key, 0);
        } else {
            handler.other(key, value);
        }
    }

    private byte[] capture() throws IOException, JsonSyntaxException {
        byte[] value = in.capture(budget);
        // A key costs something too, however small its value.
        budget = Math.max(0, budget - value.length - KEY_COST);
        return value;
    }

    private void readRecords(Section section, String name) throws IOException, JsonSyntaxException {
        if (isNull()) {
            return;
        }
        in.require('{', name + " is an object");
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            in.peek();
            if (known.isAt(section) && in.takes(known.buffer(), known.offset(), known.length())) {
                known.found(in.taken());
            } else {
                readRecord(section, section.fileName(in.key()));
            }
        } while (in.another('}'));
    }

    private void readRecord(Section section, String fileName) throws IOException, JsonSyntaxException {
        if (in.peek() == '{') {
            in.record(section, fileName, record);
            known.passed(record);
            handler.record(record);
            return;
        }
        record.unusable(section, fileName);
        known.passed(record);
        if (!handler.unusable(record)) {
            throw in.error("a record is an object");
        }
        in.skip();
    }

    /** Some tools write null where there is nothing. */
    private boolean isNull() throws IOException, JsonSyntaxException {
        if (in.peek() != 'n') {
            return false;
        }
        in.skip();
        return true;
    }

    /** A value of another form is from before CEP 48; the rest of the index is none the worse for it. */
    private void readRevision() throws IOException, JsonSyntaxException {
        if (in.peek() != '{') {
            handler.skipped("v3", in.skip());
            return;
        }
        handler.begins("v3");
        in.take();
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            String extension = in.key();
            switch (extension) {
                case "conda" -> readRecords(Section.V3_CONDA, "\"conda\" in \"v3\"");
                case "tar.bz2" -> readRecords(Section.V3_TAR_BZ2, "\"tar.bz2\" in \"v3\"");
                default -> handler.skipped("v3." + extension, in.skip());
            }
        } while (in.another('}'));
    }

    private void readSignatures() throws IOException, JsonSyntaxException {
        if (in.peek() != '{') {
            handler.skipped("signatures", in.skip());
            return;
        }
        handler.begins("signatures");
        in.take();
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            String fileName = in.key();
            handler.signature(fileName, in.range());
        } while (in.another('}'));
    }

    private void readRemoved() throws IOException, JsonSyntaxException {
        if (isNull()) {
            return;
        }
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
        if (isNull()) {
            return;
        }
        in.require('{', "\"info\" is an object");
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            String key = in.key();
            byte[] value = capture();
            if (value.length == 0) {
                handler.skipped("info." + key, 0);
            } else {
                handler.info(key, value);
            }
        } while (in.another('}'));
    }
}
