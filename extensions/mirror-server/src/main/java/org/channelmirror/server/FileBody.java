package org.channelmirror.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.channelmirror.spi.ByteRange;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/** A part of an open file, which goes out by way of a buffer. */
final class FileBody implements Body {

    private static final int BUFFER = 128 * 1024;

    private final FileChannel channel;
    private final ByteRange range;

    FileBody(FileChannel channel, ByteRange range) {
        this.channel = channel;
        this.range = range;
    }

    @Override
    public void send(Response response, Callback callback) {
        new Pump(response, callback).iterate();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private final class Pump extends IteratingNestedCallback {

        private final Response response;
        private final RetainableByteBuffer buffer;
        private long position = range.offset();
        private final long end = range.offset() + range.length();

        Pump(Response response, Callback callback) {
            super(callback);
            this.response = response;
            this.buffer = response.getRequest().getComponents().getByteBufferPool().acquire(BUFFER, true);
        }

        @Override
        protected Action process() throws IOException {
            if (position == end) {
                return Action.SUCCEEDED;
            }
            ByteBuffer bytes = buffer.getByteBuffer();
            bytes.clear().limit((int) Math.min(bytes.capacity(), end - position));
            int read = channel.read(bytes, position);
            if (read <= 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
            position += read;
            response.write(position == end, bytes.flip(), this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleteSuccess() {
            release();
            super.onCompleteSuccess();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            release();
            super.onCompleteFailure(cause);
        }

        private void release() {
            buffer.release();
            Closing.quietly(FileBody.this);
        }
    }
}
