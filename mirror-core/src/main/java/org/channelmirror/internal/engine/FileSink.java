package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.internal.transport.DownloadSink;

/** Takes a download into a scratch file. */
final class FileSink implements DownloadSink, AutoCloseable {

    private final Path file;
    private final long mostBytes;
    private OutputStream out = OutputStream.nullOutputStream();
    private long count;

    FileSink(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** More came than anybody could want. */
    static final class OverlongException extends IOException {

        private static final long serialVersionUID = 1L;

        OverlongException(long mostBytes) {
            super("the server sent more than " + mostBytes + " bytes, which no such file has");
        }
    }

    @Override
    public void restart() throws IOException {
        out.close();
        out = Files.newOutputStream(file);
        count = 0;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        count += length;
        if (count > mostBytes) {
            throw new OverlongException(mostBytes);
        }
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
