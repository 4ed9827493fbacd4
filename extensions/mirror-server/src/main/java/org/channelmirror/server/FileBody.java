package org.channelmirror.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.channelmirror.spi.ByteRange;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A part of an open file. Where the connection allows it, the kernel sends it without a copy; else it goes by way of a buffer. */
final class FileBody implements Body {

    private static final int BUFFER = 128 * 1024;

    /** For less, a mapping costs more than a copy. */
    private static final int WORTH_A_MAPPING = 256 * 1024;

    private final FileChannel channel;
    private final ByteRange range;

    FileBody(FileChannel channel, ByteRange range) {
        this.channel = channel;
        this.range = range;
    }

    @Override
    public void send(Response response, Callback callback) {
        Optional<FileEndPoint> endPoint = range.length() < WORTH_A_MAPPING
                ? Optional.empty()
                : FileEndPoint.of(response.getRequest().getConnectionMetaData());
        Callback done = Callback.from(callback, () -> Closing.quietly(this));
        if (endPoint.isPresent()) {
            new FilePump(range, (at, length) -> endPoint.get().window(channel, at, length), response, done).iterate();
        } else {
            RetainableByteBuffer buffer =
                    response.getRequest().getComponents().getByteBufferPool().acquire(BUFFER, true);
            Callback released = Callback.from(done, buffer::release);
            new FilePump(range, (at, length) -> read(buffer.getByteBuffer(), at, length), response, released).iterate();
        }
    }

    private ByteBuffer read(ByteBuffer buffer, long position, long length) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), length));
        if (channel.read(buffer, position) <= 0) {
            throw new EOFException("the file became shorter while it was sent");
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
