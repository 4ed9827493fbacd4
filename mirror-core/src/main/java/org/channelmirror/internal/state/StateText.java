package org.channelmirror.internal.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.channelmirror.internal.frames.DamagedFileException;

/**
 * The form of small state files: a first line with magic and version, lines of fields between tabs, and a last line with a
 * checksum of all before it.
 */
final class StateText {

    private static final String MAGIC = "channel-mirror-state";
    private static final String VERSION = "1";
    private static final String CHECKSUM = "checksum";

    private final List<List<String>> lines = new ArrayList<>();

    StateText() {}

    void add(String... fields) {
        lines.add(List.of(fields));
    }

    List<List<String>> lines() {
        return List.copyOf(lines);
    }

    byte[] encode() {
        StringBuilder text =
                new StringBuilder(MAGIC).append('\t').append(VERSION).append('\n');
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                text.append(i == 0 ? "" : "\t").append(escape(line.get(i)));
            }
            text.append('\n');
        }
        String body = text.toString();
        return (body + CHECKSUM + "\t" + sum(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static StateText decode(byte[] bytes) throws DamagedFileException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        String body = text.substring(0, last);
        if (!body.startsWith(MAGIC + "\t")) {
            throw new DamagedFileException("it is not a state file");
        }
        if (!text.equals(body + CHECKSUM + "\t" + sum(body) + "\n")) {
            throw new DamagedFileException("its checksum is wrong");
        }
        String[] rows = body.split("\n", -1);
        String version = rows[0].substring(MAGIC.length() + 1);
        if (!version.equals(VERSION)) {
            throw new NewerVersionException(
                    "its format is version " + version + "; this program knows " + VERSION + ": use a newer one");
        }
        StateText state = new StateText();
        for (int i = 1; i < rows.length - 1; i++) {
            List<String> fields = new ArrayList<>();
            for (String field : rows[i].split("\t", -1)) {
                fields.add(unescape(field));
            }
            state.lines.add(fields);
        }
        return state;
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (escaped) {
                text.append(c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c);
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
