package org.channelmirror.internal.frames;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.model.PackageFormat;

/** Makes and reads frames whose payload is a key and a text. */
final class Frames {

    private Frames() {}

    static ByteBuffer frame(PackageFormat section, String name, String text) {
        byte[] nameBytes = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(nameBytes.length + textBytes.length + 3);
        FrameKey.put(out, section, nameBytes);
        return out.put(textBytes).flip();
    }

    static ByteBuffer conda(String name, String text) {
        return frame(PackageFormat.CONDA, name, text);
    }

    static byte[] file(List<ByteBuffer> frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameWriter writer = new FrameWriter(bytes)) {
            for (ByteBuffer frame : frames) {
                writer.write(frame.duplicate());
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    static List<String> read(byte[] file) throws IOException {
        return read(new ByteArrayInputStream(file));
    }

    /** Every frame as {@code SECTION/name=text}. */
    static List<String> read(InputStream in) throws IOException {
        List<String> found = new ArrayList<>();
        try (FrameReader reader = new FrameReader(in)) {
            while (reader.next()) {
                found.add(text(reader));
            }
        }
        return found;
    }

    static String text(FrameReader reader) {
        byte[] payload = reader.payload();
        int end = FrameKey.end(payload);
        String name =
                new String(payload, FrameKey.nameOffset(), FrameKey.nameLength(payload), StandardCharsets.ISO_8859_1);
        String text = new String(payload, end, reader.length() - end, StandardCharsets.UTF_8);
        return FrameKey.section(payload) + "/" + name + "=" + text;
    }
}
