package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.internal.transport.DownloadSink;

/** Takes a download into a scratch file. */
final class FileSink implements DownloadSink, AutoCloseable {

    private final Path file;
    private OutputStream out = OutputStream.nullOutputStream();

    FileSink(Path file) {
        this.file = file;
    }

    @Override
    public void restart() throws IOException {
        out.close();
        out = Files.newOutputStream(file);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
