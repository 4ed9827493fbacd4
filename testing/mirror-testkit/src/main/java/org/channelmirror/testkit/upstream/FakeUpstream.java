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
 * {@code Last-Modified}, conditional requests, ranges, {@code HEAD} and keep-alive, remembers every request, and misbehaves as
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

    private final Listening listening;
    private final String scheme;
    private final Connection.Manners manners;
    private final Resources resources;
    private final FaultPlan faults;
    private final Traffic traffic = new Traffic();
    private final Gate gate = new Gate();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;

    FakeUpstream(
            Listening listening,
            String scheme,
            Duration latency,
            Validators validators,
            Resources resources,
            FaultPlan faults)
            throws IOException {
        this.listening = listening;
        this.scheme = scheme;
        this.manners = new Connection.Manners(latency, validators, this::refuse);
        this.resources = resources;
        this.faults = faults;
        this.listener = listening.at(0);
        this.port = listener.getLocalPort();
        acceptFrom(listener);
    }

    /** Opens a port, or any for 0. */
    @FunctionalInterface
    interface Listening {
        ServerSocket at(int port) throws IOException;
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
        return URI.create(scheme + "://127.0.0.1:" + port);
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

    /** Takes all faults back. */
    public void heal() {
        faults.clear();
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
     * Ends all connections and refuses new ones, as a server that is down.
     *
     * @throws IOException if a socket cannot be closed
     */
    public synchronized void refuse() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /**
     * Takes connections again, at the same address.
     *
     * @throws IOException if the port is in use
     */
    public synchronized void accept() throws IOException {
        if (listener.isClosed()) {
            listener = listening.at(port);
            acceptFrom(listener);
        }
    }

    /**
     * Stops, and ends all connections.
     *
     * @throws IOException if a socket cannot be closed
     */
    @Override
    public void close() throws IOException {
        gate.close();
        refuse();
    }

    private void acceptFrom(ServerSocket from) {
        daemon("fake-upstream-" + port, () -> acceptAll(from));
    }

    private void acceptAll(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                open.add(socket);
                if (from.isClosed()) {
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
            new Connection(socket, resources, faults, traffic, gate, manners).serve();
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
