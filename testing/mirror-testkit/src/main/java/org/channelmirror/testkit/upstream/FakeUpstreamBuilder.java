package org.channelmirror.testkit.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** Prepares a {@link FakeUpstream}. Not thread-safe; good for one server. */
public final class FakeUpstreamBuilder {

    private static final int BACKLOG = 200;

    private final Resources resources;
    private final FaultPlan faults = new FaultPlan();
    private Duration latency = Duration.ZERO;
    private Validators validators = Validators.STRONG;
    private Optional<SSLContext> tls = Optional.empty();

    FakeUpstreamBuilder(Resources resources) {
        this.resources = resources;
    }

    /**
     * Makes every request take this long, in parallel.
     *
     * @param time how long the server waits before it answers
     * @return this
     */
    public FakeUpstreamBuilder latency(Duration time) {
        this.latency = time;
        return this;
    }

    /**
     * Says what tells versions of a file apart; without this it is {@link Validators#STRONG}.
     *
     * @param sent what the server sends
     * @return this
     */
    public FakeUpstreamBuilder validators(Validators sent) {
        this.validators = sent;
        return this;
    }

    /**
     * Adds a fault. Of several that concern a request, the one added first happens.
     *
     * @param fault what goes wrong
     * @return this
     */
    public FakeUpstreamBuilder fault(Fault fault) {
        faults.add(fault);
        return this;
    }

    /**
     * Serves by {@code https}.
     *
     * @param context holds the server's key and certificate
     * @return this
     */
    public FakeUpstreamBuilder tls(SSLContext context) {
        this.tls = Optional.of(context);
        return this;
    }

    /**
     * Starts the server on a free port of the loopback address.
     *
     * @return the server, to be closed by the caller
     * @throws IOException if no port can be had
     */
    public FakeUpstream start() throws IOException {
        ServerSocketFactory sockets = tls.<ServerSocketFactory>map(SSLContext::getServerSocketFactory)
                .orElseGet(ServerSocketFactory::getDefault);
        String scheme = tls.isPresent() ? "https" : "http";
        return new FakeUpstream(port -> listen(sockets, port), scheme, latency, validators, resources, faults);
    }

    private static ServerSocket listen(ServerSocketFactory sockets, int port) throws IOException {
        return sockets.createServerSocket(port, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
