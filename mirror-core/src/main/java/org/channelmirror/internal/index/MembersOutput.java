package org.channelmirror.internal.index;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a JSON object whose members come sorted, those of its objects and lists one by one, each on a line of its own. */
public final class MembersOutput {

    private final OutputStream out;
    private boolean isFirstMember = true;
    private boolean isFirstEntry = true;
    private String end = "";

    public MembersOutput(OutputStream out) throws IOException {
        this.out = new BufferedOutputStream(out, 1 << 17);
        text("{");
    }

    /** Writes a member. */
    public void value(String key, byte[] json) throws IOException {
        key(key);
        out.write(json);
    }

    /** Begins a member that is an object. */
    public void object(String key) throws IOException {
        key(key);
        text("{");
        end = "\n}";
    }

    /** Begins a member that is a list. */
    public void list(String key) throws IOException {
        key(key);
        text("[");
        end = "\n]";
    }

    /** A member of the object at hand, whose name is in UTF-8 and needs no escapes. */
    public void entry(byte[] name, int nameOffset, int nameLength, byte[] json, int offset, int length)
            throws IOException {
        item(name, nameOffset, nameLength);
        text(":");
        out.write(json, offset, length);
    }

    /** A member of the object at hand. */
    public void entry(String name, byte[] json) throws IOException {
        text(next() + JsonObject.quoted(name) + ":");
        out.write(json);
    }

    /** A text of the list at hand, in UTF-8, that needs no escapes. */
    public void item(byte[] text, int offset, int length) throws IOException {
        text(next() + '"');
        out.write(text, offset, length);
        text("\"");
    }

    /** Ends the object or list at hand. */
    public void end() throws IOException {
        text(isFirstEntry ? end.substring(1) : end);
        isFirstEntry = true;
    }

    /** Ends the text; the stream stays open. */
    public void finish() throws IOException {
        text("}\n");
        out.flush();
    }

    private void key(String key) throws IOException {
        text((isFirstMember ? "" : ",\n") + JsonObject.quoted(key) + ":");
        isFirstMember = false;
    }

    private String next() {
        String before = isFirstEntry ? "\n" : ",\n";
        isFirstEntry = false;
        return before;
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
