package org.channelmirror.internal.transport;

import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Builds the one client that all requests of a downloader share: it moves bytes and decides nothing by itself. */
final class HttpClientFactory {

    /** Hostile answers end before they fill the memory. */
    private static final int MAX_HEADER_LINE = 64 * 1024;

    private static final int MAX_HEADERS = 500;

    /** For a free connection: as long as others need theirs. The wait ends by interruption. */
    private static final Timeout FOR_A_CONNECTION = Timeout.ofDays(30);

    private HttpClientFactory() {}

    static CloseableHttpClient create(int maxParallel, HttpTimeouts timeouts, HttpAccess access) {
        return HttpClients.custom()
                .setConnectionManager(connections(maxParallel, timeouts, access))
                .setRoutePlanner(new ProxyRoutes(access.proxies()))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(FOR_A_CONNECTION)
                        .setResponseTimeout(timeout(timeouts.response()))
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent(UserAgent.text())
                .setDefaultHeaders(List.of(new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity")))
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            int maxParallel, HttpTimeouts timeouts, HttpAccess access) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(maxParallel)
                .setMaxConnPerRoute(maxParallel)
                .setTlsSocketStrategy(new TlsOnDemand(access.trust()))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(MAX_HEADER_LINE)
                                .setMaxHeaderCount(MAX_HEADERS)
                                .build())
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoKeepAlive(true)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(timeouts.connect()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(timeout(timeouts.connect()))
                        .build())
                .build();
    }

    private static Timeout timeout(Duration time) {
        return Timeout.of(time);
    }
}
