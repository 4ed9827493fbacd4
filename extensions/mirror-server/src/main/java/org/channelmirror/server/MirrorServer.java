package org.channelmirror.server;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import org.channelmirror.spi.ChannelStorage;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server over a mirror, for conda clients: {@code /conda/ACCOUNT/} is a channel. It reads the mirror as it is at each request,
 * and goes on while others sync it.
 *
 * <pre>{@code
 * try (MirrorServer server = MirrorServer.builder(storage).port(0).start()) {
 *     URI channel = server.uri().resolve("conda/anaconda/");
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MirrorServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MirrorServer.class);

    private final Server server;
    private final ServerConnector connector;
    private final URI uri;
    private final Deque<AutoCloseable> parts;

    MirrorServer(Server server, ServerConnector connector, URI uri, Deque<AutoCloseable> parts) {
        this.server = server;
        this.connector = connector;
        this.uri = uri;
        this.parts = new ArrayDeque<>(parts);
    }

    /**
     * Begins a server.
     *
     * @param storage where the mirror is kept; it stays open
     * @return a builder with every default
     */
    public static MirrorServerBuilder builder(ChannelStorage storage) {
        return new MirrorServerBuilder(storage);
    }

    /**
     * The port it listens at.
     *
     * @return the port, also where any free one was asked for
     */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Where it is reached from this machine.
     *
     * @return its root, with a slash at the end
     */
    public URI uri() {
        return uri;
    }

    /**
     * Stops: no new connections, what is being sent is sent to its end within the drain time, and a sync that runs is stopped in good
     * order.
     *
     * @throws IOException if it cannot be stopped
     */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.info("connections that were still open after the drain time are cut");
        } catch (Exception e) {
            failure = new IOException("the server did not stop: " + e, e);
        }
        parts.forEach(Closing::quietly);
        if (failure != null) {
            throw failure;
        }
    }
}
