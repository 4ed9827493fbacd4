package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.internal.transport.BodyVersion;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.internal.transport.HalfBody;

/** Takes a download into a scratch file. */
final class FileSink implements DownloadSink, AutoCloseable {

    private final Path file;
    private OutputStream out = OutputStream.nullOutputStream();
    private BodyVersion version = BodyVersion.UNKNOWN;
    private long size;

    FileSink(Path file) {
        this.file = file;
    }

    @Override
    public HalfBody here() {
        return new HalfBody(size, version);
    }

    @Override
    public void restart() throws IOException {
        out.close();
        out = Files.newOutputStream(file);
        version = BodyVersion.UNKNOWN;
        size = 0;
    }

    @Override
    public void begins(BodyVersion begun) {
        version = begun;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
