package org.channelmirror.testkit.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real HTTP proxy on loopback, for tests: it forwards {@code GET} requests and opens tunnels for {@code CONNECT}, wants a user
 * and a password if it is told to, and remembers every request. Names of hosts that do not exist can lead to servers of the
 * test, which proves that nobody but the proxy looked for them.
 *
 * <pre>{@code
 * try (FakeProxy proxy = FakeProxy.builder()
 *         .host("repo.example.org", upstream.uri())
 *         .user("me", "password")
 *         .start()) {
 *     ...
 *     assertEquals("CONNECT", proxy.requests().get(0).method());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Each connection has threads of its own.
 */
public final class FakeProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String scheme;
    private final ProxyRules rules;
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FakeProxy(ServerSocket listener, String scheme, ProxyRules rules) {
        this.listener = listener;
        this.scheme = scheme;
        this.rules = rules;
    }

    /**
     * Prepares a proxy.
     *
     * @return a builder
     */
    public static FakeProxyBuilder builder() {
        return new FakeProxyBuilder();
    }

    /**
     * Where it listens.
     *
     * @return an address without a trailing slash
     */
    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * The requests so far, in the order in which they came; what goes through a tunnel is not seen. Of a request that is
     * forwarded, the status is 0.
     *
     * @return a copy; a raw path is the whole URL, or the host and port of a tunnel
     */
    public List<ReceivedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /**
     * Stops, and ends all connections.
     *
     * @throws IOException if a socket cannot be closed
     */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Called once, by the builder. */
    FakeProxy listen() {
        daemon("fake-proxy-" + listener.getLocalPort(), this::acceptAll);
        return this;
    }

    /** A connection to a server that the test has; closed with this proxy. */
    Socket connect(String host, int port) throws IOException {
        URI to = rules.address(host, port);
        Socket socket = new Socket(InetAddress.getByName(to.getHost()), to.getPort());
        socket.setTcpNoDelay(true);
        open.add(socket);
        if (listener.isClosed()) {
            socket.close();
        }
        return socket;
    }

    ProxyRules rules() {
        return rules;
    }

    void received(RequestHead head, int status) {
        synchronized (requests) {
            requests.add(new ReceivedRequest(head.method(), head.rawPath(), head.headers(), status, 0));
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                if (listener.isClosed()) {
                    socket.close();
                }
                daemon("fake-proxy-connection", () -> serve(socket));
            } catch (IOException e) {
                // Closed, or a client that went away before it was accepted.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new ProxyConnection(this, socket).serve();
        } catch (IOException e) {
            // Either side may go away; the test sees what came of it.
        } finally {
            open.remove(socket);
        }
    }
}
