package org.channelmirror.tests.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.channelmirror.internal.transport.BodyVersion;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.internal.transport.HalfBody;

/** Keeps what came, for the next attempt too, and counts the beginnings. */
final class ResumingSink implements DownloadSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private BodyVersion version = BodyVersion.UNKNOWN;
    private int beginnings;

    /** As if this had come long ago. */
    void holds(String text, BodyVersion of) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        version = of;
    }

    @Override
    public HalfBody here() {
        return new HalfBody(bytes.size(), version);
    }

    @Override
    public void restart() {
        bytes.reset();
        version = BodyVersion.UNKNOWN;
    }

    @Override
    public void begins(BodyVersion begun) {
        version = begun;
        beginnings++;
    }

    @Override
    public void accept(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    int beginnings() {
        return beginnings;
    }
}
