package org.channelmirror.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.net.NamedEndpoint;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.internal.transport.AttemptFailedException.Kind;

/** Says what a failure on the network means, and whether it may pass. */
final class NetworkFailures {

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");

    private NetworkFailures() {}

    static AttemptFailedException of(
            IOException failure, HttpTarget target, Optional<ProxyServer> proxy, HttpTimeouts timeouts) {
        String host = target.host();
        // Through a proxy, it is the proxy that names are resolved and connections are made for.
        String peer = proxy.map(server -> "the proxy " + server.origin().authority() + " for " + host)
                .orElse(host);
        if (failure instanceof UnknownHostException) {
            String name = unknownName(failure, target);
            String whose = proxy.isPresent() ? " of the proxy for " + host : "";
            return AttemptFailedException.unreachable(
                    Kind.UNRESOLVED,
                    "the host name " + name + whose + " cannot be resolved; check the name and this machine's DNS",
                    target.endpoint().startsWith(name + ":") ? target.endpoint() : name,
                    failure);
        }
        if (failure instanceof SSLException tls && !brokeOff(failure)) {
            return AttemptFailedException.lasting(TlsFailures.describe(tls, host), failure);
        }
        Optional<String> problem = noConnection(failure, timeouts);
        if (problem.isPresent()) {
            // Whoever else needs the same proxy hears the same.
            String who = proxy.map(server -> "the proxy " + server.origin().authority())
                    .orElse(host);
            return AttemptFailedException.unreachable(
                    Kind.UNREACHABLE, who + problem.get(), endpoint(failure, target), failure);
        }
        return AttemptFailedException.passing(describe(failure, peer, timeouts), failure);
    }

    static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static Optional<String> noConnection(IOException failure, HttpTimeouts timeouts) {
        if (failure instanceof ConnectTimeoutException) {
            return Optional.of(" took no connection within " + text(timeouts.connect()));
        }
        if (failure instanceof NoRouteToHostException) {
            return Optional.of(" cannot be reached: no route leads there");
        }
        return failure instanceof ConnectException ? Optional.of(" refused the connection") : Optional.empty();
    }

    /** What did not take the connection: the target's host, or a proxy. */
    private static String endpoint(IOException failure, HttpTarget target) {
        NamedEndpoint endpoint = null;
        if (failure instanceof HttpHostConnectException refused) {
            endpoint = refused.getHost();
        } else if (failure instanceof ConnectTimeoutException late) {
            endpoint = late.getHost();
        }
        if (endpoint == null || endpoint.getPort() < 0) {
            return target.endpoint();
        }
        String name = endpoint.getHostName().toLowerCase(Locale.ROOT);
        String host = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return host + ":" + endpoint.getPort();
    }

    /** The exception says the name, with something behind it or not. */
    private static String unknownName(IOException failure, HttpTarget target) {
        String host = target.host().replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        Matcher name = NAME.matcher(said);
        return said.contains(host) || !name.lookingAt() ? host : name.group();
    }

    private static String describe(IOException failure, String host, HttpTimeouts timeouts) {
        if (failure instanceof PacedBody.SlowException) {
            return host + " " + failure.getMessage();
        }
        if (failure instanceof SocketTimeoutException) {
            return host + " sent nothing for " + text(timeouts.response());
        }
        String message = failure.getMessage();
        return "the connection to " + host + " broke: "
                + (message == null ? failure.getClass().getSimpleName() : message);
    }

    /** A peer or a wire that went away in the midst of TLS is not a certificate's fault. */
    private static boolean brokeOff(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }
}
