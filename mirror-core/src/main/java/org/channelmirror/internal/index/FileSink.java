package org.channelmirror.internal.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.channelmirror.internal.transport.BodyVersion;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.internal.transport.HalfBody;

/** Takes a download into a scratch file. */
public final class FileSink implements DownloadSink, AutoCloseable {

    private final Path file;
    private final long mostBytes;
    private OutputStream out = OutputStream.nullOutputStream();
    private BodyVersion version = BodyVersion.UNKNOWN;
    private long size;

    public FileSink(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** More came than anybody could want. */
    public static final class OverlongException extends IOException {

        private static final long serialVersionUID = 1L;

        OverlongException(long mostBytes) {
            super("the server sent more than " + mostBytes + " bytes, which no such file has");
        }
    }

    @Override
    public HalfBody here() {
        return new HalfBody(size, version);
    }

    @Override
    public void restart() throws IOException {
        out.close();
        out = FreshFile.open(file);
        version = BodyVersion.UNKNOWN;
        size = 0;
    }

    @Override
    public void begins(BodyVersion begun) {
        version = begun;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        if (size + length > mostBytes) {
            throw new OverlongException(mostBytes);
        }
        out.write(bytes, offset, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
