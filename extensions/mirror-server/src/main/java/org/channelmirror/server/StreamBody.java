package org.channelmirror.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A stream from a storage that has no files. Each piece is read by a thread of the pool, which is free again while the client takes
 * the piece: slow clients hold no threads.
 */
final class StreamBody implements Body {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final Executor executor;
    private long remaining;

    StreamBody(InputStream in, long length, Executor executor) {
        this.in = in;
        this.remaining = length;
        this.executor = executor;
    }

    @Override
    public void send(Response response, Callback callback) {
        byte[] buffer = new byte[(int) Math.min(BUFFER, remaining)];
        Callback done = Callback.from(callback, () -> Closing.quietly(this));
        executor.execute(() -> sendPiece(buffer, response, done));
    }

    private void sendPiece(byte[] buffer, Response response, Callback done) {
        int read;
        try {
            read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (read == 0) {
                throw new EOFException("the object ended early");
            }
        } catch (IOException | RuntimeException e) {
            done.failed(e);
            return;
        }
        remaining -= read;
        boolean last = remaining == 0;
        Callback next = last
                ? done
                : Callback.from(() -> executor.execute(() -> sendPiece(buffer, response, done)), done::failed);
        response.write(last, ByteBuffer.wrap(buffer, 0, read), next);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
