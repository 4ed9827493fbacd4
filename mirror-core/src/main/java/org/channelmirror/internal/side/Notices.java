package org.channelmirror.internal.side;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.MemberHandler;
import org.channelmirror.repodata.MemberReader;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.TextRange;

/** What channels want to tell their users: {@code notices.json}. */
public final class Notices implements MemberHandler {

    /** Notices are read by people. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String NOTICES = "notices";

    private final List<byte[]> items = new ArrayList<>();

    private Notices() {}

    /**
     * One channel's as they are, those of several in one list.
     *
     * @throws MalformedRepodataException if one is no JSON object
     */
    public static byte[] joined(List<Path> files) throws IOException {
        Notices all = new Notices();
        byte[] last = new byte[0];
        for (Path file : files) {
            try (InputStream in = DecodedIndex.open(file, MAX_BYTES)) {
                last = in.readAllBytes();
            }
            MemberReader.read(new ByteArrayInputStream(last), all);
        }
        if (files.size() == 1) {
            return last;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"notices\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < all.items.size(); i++) {
            out.writeBytes((i == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(all.items.get(i));
        }
        out.writeBytes("]}\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public Reading begins(String key) {
        return key.equals(NOTICES) ? Reading.WHOLE : Reading.OVER;
    }

    @Override
    public void whole(String key, byte[] value) {
        if (value[0] == '[') {
            items.addAll(RepodataReader.parts(value).values());
        }
    }

    @Override
    public void entry(String key, String name, TextRange value) {}

    @Override
    public void text(String key, String text) {}

    @Override
    public void skipped(String key, long members) {}
}
