package org.channelmirror.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Bytes in memory. */
record MemoryBody(ByteBuffer bytes) implements Body {

    @Override
    public void send(Response response, Callback callback) {
        response.write(true, bytes, callback);
    }

    @Override
    public void close() {}
}
