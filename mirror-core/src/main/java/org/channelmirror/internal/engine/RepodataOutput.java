package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.channelmirror.model.PackageFormat;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes an index into every variant at once, in one pass: top-level members sorted, each record on a line of its own with the
 * bytes it had upstream. Records come sorted.
 */
final class RepodataOutput implements AutoCloseable {

    private static final int BUFFER = 1 << 17;
    private static final List<PackageFormat> SECTIONS = List.of(PackageFormat.TAR_BZ2, PackageFormat.CONDA);

    private final List<IndexFile> files;
    private final TreeMap<String, byte[]> pending;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private long written;
    private int openSections;
    private long inSection;

    RepodataOutput(List<IndexFile> files, IndexHeader header) throws IOException {
        this.files = List.copyOf(files);
        this.pending = new TreeMap<>(header.others());
        this.pending.put("info", object(header.info()));
        text("{");
    }

    /** Appends a record; answers where its JSON begins in the uncompressed text. */
    long record(PackageFormat section, byte[] name, int nameOffset, int nameLength, byte[] raw, int offset, int length)
            throws IOException {
        openUntil(section);
        text(inSection == 0 ? "\n\"" : ",\n\"");
        inSection++;
        write(name, nameOffset, nameLength);
        text("\":");
        long at = written + filled;
        write(raw, offset, length);
        return at;
    }

    /** Ends the text; {@code removed} comes sorted. */
    void finish(List<String> removed) throws IOException {
        openUntil(PackageFormat.CONDA);
        text("\n}");
        StringBuilder names = new StringBuilder("[");
        for (String name : removed) {
            names.append(names.length() == 1 ? "\n\"" : ",\n\"").append(name).append('"');
        }
        pending.put("removed", names.append(']').toString().getBytes(StandardCharsets.UTF_8));
        membersBefore("\uffff");
        text("}\n");
        flush();
        close();
    }

    @Override
    public void close() throws IOException {
        for (IndexFile file : files) {
            file.close();
        }
    }

    private void openUntil(PackageFormat section) throws IOException {
        while (openSections == 0 || SECTIONS.get(openSections - 1).compareTo(section) < 0) {
            if (openSections > 0) {
                text("\n}");
            }
            String key = SECTIONS.get(openSections).section();
            membersBefore(key);
            member(key);
            text("{");
            openSections++;
            inSection = 0;
        }
    }

    private void membersBefore(String key) throws IOException {
        Iterator<Map.Entry<String, byte[]>> members =
                pending.headMap(key).entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, byte[]> member = members.next();
            member(member.getKey());
            write(member.getValue(), 0, member.getValue().length);
            members.remove();
        }
    }

    private void member(String key) throws IOException {
        text(written + filled == 1 ? quoted(key) + ":" : ",\n" + quoted(key) + ":");
    }

    private static byte[] object(Map<String, byte[]> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((key, value) -> text.append(text.length() == 1 ? "" : ",")
                .append(quoted(key))
                .append(':')
                .append(new String(value, StandardCharsets.UTF_8)));
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String key) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(key)) + '"';
    }

    private void text(String ascii) throws IOException {
        byte[] bytes = ascii.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - filled) {
            flush();
        }
        if (length > buffer.length) {
            out(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, filled, length);
            filled += length;
        }
    }

    private void flush() throws IOException {
        out(buffer, 0, filled);
        filled = 0;
    }

    private void out(byte[] bytes, int offset, int length) throws IOException {
        for (IndexFile file : files) {
            file.write(bytes, offset, length);
        }
        written += length;
    }
}
