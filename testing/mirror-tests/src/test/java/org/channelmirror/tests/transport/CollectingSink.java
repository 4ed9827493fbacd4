package org.channelmirror.tests.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.channelmirror.internal.transport.DownloadSink;

/** Keeps what came, and counts the beginnings. */
final class CollectingSink implements DownloadSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int restarts;

    @Override
    public void restart() {
        bytes.reset();
        restarts++;
    }

    @Override
    public void accept(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    int restarts() {
        return restarts;
    }
}
