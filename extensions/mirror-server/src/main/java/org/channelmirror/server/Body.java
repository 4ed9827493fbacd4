package org.channelmirror.server;

import java.io.IOException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Bytes that are ready to go out, with what must be closed if they do not. */
interface Body extends AutoCloseable {

    /** Sends everything as the last of the response, and closes this, whatever becomes of it. */
    void send(Response response, Callback callback);

    /** For a body that is not sent. */
    @Override
    void close() throws IOException;
}
