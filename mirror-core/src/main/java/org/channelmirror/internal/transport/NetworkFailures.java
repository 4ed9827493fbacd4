package org.channelmirror.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.channelmirror.api.ProxyServer;

/** Says what a failure on the network means, and whether it may pass. */
final class NetworkFailures {

    private NetworkFailures() {}

    static AttemptFailedException of(
            IOException failure, HttpTarget target, Optional<ProxyServer> proxy, HttpTimeouts timeouts) {
        String host = target.host();
        // Through a proxy, it is the proxy that names are resolved and connections are made for.
        String peer = proxy.map(server -> "the proxy " + server.origin().authority() + " for " + host)
                .orElse(host);
        if (failure instanceof UnknownHostException) {
            return AttemptFailedException.lasting(
                    "the host name "
                            + proxy.map(server -> server.origin().host() + " of the proxy for " + host)
                                    .orElse(host)
                            + " cannot be resolved; check the name and this machine's DNS",
                    failure);
        }
        if (failure instanceof SSLException tls && !brokeOff(failure)) {
            return AttemptFailedException.lasting(TlsFailures.describe(tls, host), failure);
        }
        return AttemptFailedException.passing(describe(failure, peer, timeouts), failure);
    }

    private static String describe(IOException failure, String host, HttpTimeouts timeouts) {
        if (failure instanceof ConnectTimeoutException) {
            return host + " took no connection within "
                    + seconds(timeouts.connect().toMillis());
        }
        if (failure instanceof SocketTimeoutException) {
            return host + " sent nothing for " + seconds(timeouts.response().toMillis());
        }
        if (failure instanceof ConnectException) {
            return host + " refused the connection";
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

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
