package org.channelmirror.server;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Makes what listens: HTTP/1.1 and HTTP/2, in the clear or over TLS. */
final class Connectors {

    private static final int MAX_HEADER = 8 * 1024;
    private static final int BACKLOG = 1024;

    private Connectors() {}

    static ServerConnector of(Server server, String host, int port, Duration idleTimeout, Optional<TlsContext> tls) {
        HttpConfiguration configuration = configuration();
        ServerConnector connector = tls.isPresent()
                ? secure(server, configuration, tls.get())
                : new FileConnector(
                        server,
                        new HttpConnectionFactory(configuration),
                        new HTTP2CServerConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(idleTimeout.toMillis());
        return connector;
    }

    private static ServerConnector secure(Server server, HttpConfiguration configuration, TlsContext tls) {
        // Clients come by whatever name leads here; the certificate is theirs to check.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new ServerConnector(
                server,
                1,
                -1,
                new SslConnectionFactory(tls.factory(), alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(configuration),
                http1);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEADER);
        configuration.setResponseHeaderSize(MAX_HEADER);
        // The path is judged in one place, UrlPath, which sees it as it came.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        return configuration;
    }
}
