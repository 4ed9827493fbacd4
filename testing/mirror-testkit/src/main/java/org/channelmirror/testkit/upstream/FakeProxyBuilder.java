package org.channelmirror.testkit.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** Prepares a {@link FakeProxy}. Not thread-safe; good for one proxy. */
public final class FakeProxyBuilder {

    private static final int BACKLOG = 200;

    private final Map<String, URI> hosts = new HashMap<>();
    private Optional<String> authorization = Optional.empty();
    private OptionalInt refusal = OptionalInt.empty();
    private Optional<SSLContext> tls = Optional.empty();

    FakeProxyBuilder() {}

    /**
     * Leads the name of a host, at any port, to a server of the test.
     *
     * @param name the host's name
     * @param server the address of the server
     * @return this
     */
    public FakeProxyBuilder host(String name, URI server) {
        hosts.put(name, server);
        return this;
    }

    /**
     * Wants a user and a password; without them the answer is 407.
     *
     * @param user the user
     * @param password the password
     * @return this
     */
    public FakeProxyBuilder user(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        return this;
    }

    /**
     * Refuses every request.
     *
     * @param status the status that it answers
     * @return this
     */
    public FakeProxyBuilder refusing(int status) {
        this.refusal = OptionalInt.of(status);
        return this;
    }

    /**
     * Is spoken to by TLS.
     *
     * @param context holds the proxy's key and certificate
     * @return this
     */
    public FakeProxyBuilder tls(SSLContext context) {
        this.tls = Optional.of(context);
        return this;
    }

    /**
     * Starts the proxy on a free port of the loopback address.
     *
     * @return the proxy, to be closed by the caller
     * @throws IOException if no port can be had
     */
    public FakeProxy start() throws IOException {
        ServerSocketFactory sockets = tls.<ServerSocketFactory>map(SSLContext::getServerSocketFactory)
                .orElseGet(ServerSocketFactory::getDefault);
        ServerSocket listener =
                sockets.createServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        ProxyRules rules = new ProxyRules(hosts, authorization, refusal);
        return new FakeProxy(listener, tls.isPresent() ? "https" : "http", rules).listen();
    }
}
