package org.channelmirror.repodata;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the members of a JSON object from a stream with bounded memory, checking that it is JSON throughout. One reader reads one
 * stream; not thread-safe.
 */
public final class MemberReader {

    /** All members that are kept in memory together. */
    private static final int MAX_KEPT = 4 << 20;

    private static final int KEY_COST = 128;

    private final Window in;
    private final MemberHandler handler;
    private int budget = MAX_KEPT;

    private MemberReader(InputStream in, MemberHandler handler) {
        this.in = new Window(in);
        this.handler = handler;
    }

    /**
     * Reads a whole document.
     *
     * @param in the uncompressed text; stays open
     * @param handler takes what is found
     * @throws MalformedRepodataException if it is no JSON object; the handler may have taken a part of it by then
     * @throws IOException if the stream or the handler fails
     */
    public static void read(InputStream in, MemberHandler handler) throws IOException {
        MemberReader reader = new MemberReader(in, handler);
        try {
            reader.readDocument();
        } catch (JsonSyntaxException e) {
            throw reader.in.malformed(e);
        }
    }

    private void readDocument() throws IOException, JsonSyntaxException {
        in.require('{', "expected an object");
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
        int first = in.peek();
        switch (handler.begins(key)) {
            case ENTRIES -> {
                if (first == '{') {
                    readEntries(key);
                } else {
                    readWhole(key);
                }
            }
            case TEXTS -> {
                if (first == '[') {
                    readTexts(key);
                } else {
                    readWhole(key);
                }
            }
            case WHOLE -> readWhole(key);
            case OVER -> handler.skipped(key, in.skip());
        }
    }

    private void readWhole(String key) throws IOException, JsonSyntaxException {
        byte[] value = in.capture(budget);
        // A key costs something too, however small its value.
        budget = Math.max(0, budget - value.length - KEY_COST);
        if (value.length == 0) {
            handler.skipped(key, 0);
        } else {
            handler.whole(key, value);
        }
    }

    private void readEntries(String key) throws IOException, JsonSyntaxException {
        in.take();
        if (in.peek() == '}') {
            in.take();
            return;
        }
        do {
            String name = in.key();
            handler.entry(key, name, in.range());
        } while (in.another('}'));
    }

    private void readTexts(String key) throws IOException, JsonSyntaxException {
        in.take();
        if (in.peek() == ']') {
            in.take();
            return;
        }
        do {
            if (in.peek() == '"') {
                handler.text(key, in.string());
            } else {
                in.skip();
            }
        } while (in.another(']'));
    }
}
