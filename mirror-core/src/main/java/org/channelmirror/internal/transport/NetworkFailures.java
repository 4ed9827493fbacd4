package org.channelmirror.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Says what a failure on the network means, and whether it may pass. */
final class NetworkFailures {

    private NetworkFailures() {}

    static AttemptFailedException of(IOException failure, HttpTarget target, HttpTimeouts timeouts) {
        String host = target.host();
        if (failure instanceof UnknownHostException) {
            return AttemptFailedException.lasting(
                    "the host name " + host + " cannot be resolved; check the name and this machine's DNS", failure);
        }
        if (failure instanceof SSLException && !brokeOff(failure)) {
            return AttemptFailedException.lasting(
                    "no trusted TLS connection to " + host + ": " + failure.getMessage()
                            + "; check the server's certificate and the certificates this Java trusts",
                    failure);
        }
        return AttemptFailedException.passing(describe(failure, host, timeouts), failure);
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
