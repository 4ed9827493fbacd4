package org.channelmirror.testkit.upstream;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real HTTP/1.1 server on loopback, for tests: it serves a folder or files given as bytes, with {@code ETag},
 * {@code Last-Modified}, conditional requests, {@code HEAD} and keep-alive, remembers every request, and misbehaves as
 * {@link Fault}s tell it. Without faults it is a plain static server.
 *
 * <pre>{@code
 * try (FakeUpstream upstream = FakeUpstream.serving(folder)
 *         .fault(Fault.on("/noarch/repodata.json").times(1).status(503))
 *         .start()) {
 *     client.get(upstream.uri("/noarch/repodata.json"));
 *     assertEquals(2, upstream.requests().size());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Each connection has a thread of its own.
 */
public final class FakeUpstream implements AutoCloseable {

    private final ServerSocket listener;
    private final String scheme;
    private final Duration latency;
    private final Resources resources;
    private final FaultPlan faults;
    private final Traffic traffic = new Traffic();
    private final Gate gate = new Gate();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    FakeUpstream(ServerSocket listener, String scheme, Duration latency, Resources resources, FaultPlan faults) {
        this.listener = listener;
        this.scheme = scheme;
        this.latency = latency;
        this.resources = resources;
        this.faults = faults;
    }

    /**
     * A server of the files in a folder, as they are when they are asked for. Folders have no listing.
     *
     * @param folder what {@code /} stands for
     * @return a builder
     */
    public static FakeUpstreamBuilder serving(Path folder) {
        return new FakeUpstreamBuilder(new Resources(Optional.of(folder)));
    }

    /**
     * A server of these files.
     *
     * @param files content by path; a path begins with a slash and is not percent-encoded
     * @return a builder
     * @throws IllegalArgumentException if a path has no leading slash
     */
    public static FakeUpstreamBuilder serving(Map<String, byte[]> files) {
        Resources resources = new Resources(Optional.empty());
        files.forEach((path, content) -> resources.put(path, content, Instant.now()));
        return new FakeUpstreamBuilder(resources);
    }

    /**
     * The address of the root.
     *
     * @return an address without a trailing slash
     */
    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * The address of a file.
     *
     * @param rawPath the path with a leading slash, percent-encoded, with a query if there is one
     * @return the address
     */
    public URI uri(String rawPath) {
        return URI.create(uri() + rawPath);
    }

    /**
     * Adds or replaces a file, modified now; it hides one of the folder.
     *
     * @param path with a leading slash, not percent-encoded
     * @param content the bytes; copied
     * @throws IllegalArgumentException if the path has no leading slash
     */
    public void put(String path, byte[] content) {
        put(path, content, Instant.now());
    }

    /**
     * Adds or replaces a file; it hides one of the folder.
     *
     * @param path with a leading slash, not percent-encoded
     * @param content the bytes; copied
     * @param lastModified what {@code Last-Modified} says
     * @throws IllegalArgumentException if the path has no leading slash
     */
    public void put(String path, byte[] content, Instant lastModified) {
        resources.put(path, content, lastModified);
    }

    /**
     * Makes a path answer 404, also if the folder has it, until it is put again.
     *
     * @param path with a leading slash, not percent-encoded
     * @throws IllegalArgumentException if the path has no leading slash
     */
    public void remove(String path) {
        resources.remove(path);
    }

    /**
     * Adds a fault. Of several that concern a request, the one added first happens.
     *
     * @param fault what goes wrong
     */
    public void inject(Fault fault) {
        faults.add(fault);
    }

    /** Lets stalled answers go on, those of later stalls too. */
    public void release() {
        gate.release();
    }

    /**
     * Waits until an answer stalls.
     *
     * @param atMost how long
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException if none did in that time
     */
    public void awaitStalled(Duration atMost) throws InterruptedException {
        if (!gate.awaitStalled(atMost)) {
            throw new IllegalStateException("no answer stalled within " + atMost);
        }
    }

    /**
     * The requests so far, in the order in which their status was decided; each is here before its answer is.
     *
     * @return a copy
     */
    public List<ReceivedRequest> requests() {
        return traffic.requests();
    }

    /**
     * The requests so far for one path.
     *
     * @param rawPath the request target as it is sent
     * @return a copy
     */
    public List<ReceivedRequest> requests(String rawPath) {
        return requests().stream()
                .filter(request -> request.rawPath().equals(rawPath))
                .toList();
    }

    /**
     * How many connections were accepted.
     *
     * @return the number since the start or {@link #clear()}
     */
    public int connections() {
        return traffic.connections();
    }

    /**
     * How many requests were being answered at once, at most: read, and not yet answered to the last byte.
     *
     * @return the number since the start or {@link #clear()}
     */
    public int maxInFlight() {
        return traffic.maxInFlight();
    }

    /** Forgets requests and counts; files and faults stay. */
    public void clear() {
        traffic.clear();
    }

    /**
     * Stops, and ends all connections.
     *
     * @throws IOException if a socket cannot be closed
     */
    @Override
    public void close() throws IOException {
        listener.close();
        gate.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Called once, by the builder. */
    FakeUpstream listen() {
        daemon("fake-upstream-" + listener.getLocalPort(), this::acceptAll);
        return this;
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                if (listener.isClosed()) {
                    socket.close();
                }
                daemon("fake-upstream-connection", () -> serve(socket));
            } catch (IOException e) {
                // Closed, or a client that went away before it was accepted.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Connection(socket, resources, faults, traffic, gate, latency).serve();
        } catch (IOException e) {
            // A client that goes away is no failure of the server; its test sees what it did.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
