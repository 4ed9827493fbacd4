package org.channelmirror.internal.transport;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.channelmirror.api.TlsTrust;
import org.jspecify.annotations.Nullable;

/** Reads the authorities that are believed when somebody speaks TLS, which a mirror of plain HTTP never does. Thread-safe. */
final class TlsOnDemand implements TlsSocketStrategy {

    private final TlsTrust trust;
    private @Nullable TlsSocketStrategy made;

    TlsOnDemand(TlsTrust trust) {
        this.trust = trust;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy strategy() {
        TlsSocketStrategy known = made;
        if (known == null) {
            known = TlsStrategies.of(trust);
            made = known;
        }
        return known;
    }
}
