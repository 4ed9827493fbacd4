package org.channelmirror.internal.transport;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.channelmirror.api.ProxyServer;
import org.jspecify.annotations.Nullable;

/** What a proxy says for itself. It must not pass for the server's word: anybody can write it who is on the way to the proxy. */
final class ProxyAnswers {

    private ProxyAnswers() {}

    /** Fails if the response is the proxy's own. */
    static void refuse(HttpResponse response, HttpTarget target, HttpAccess access, HttpClientContext context)
            throws AttemptFailedException {
        @Nullable ProxyServer proxy = access.proxy(target).orElse(null);
        if (proxy == null) {
            return;
        }
        int status = response.getCode();
        String name = "the proxy " + proxy.origin().authority() + " for " + target.host();
        if (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            throw AttemptFailedException.lastingStatus(
                    status,
                    proxy.credential().isPresent()
                            ? name + " does not take the user and password of its URL (HTTP status 407); correct them"
                            : name + " wants a user and a password (HTTP status 407); write \"user:password@\" before"
                                    + " its host, in \"proxy_servers\" of the configuration or the variable that names it");
        }
        // A server by https was only heard if TLS stands.
        if (target.origin().isSecure() && context.getSSLSession() == null) {
            String problem = name + " opens no connection to it (HTTP status " + status + ")";
            throw status >= 500 || status == HttpStatus.SC_TOO_MANY_REQUESTS
                    ? AttemptFailedException.passingStatus(status, problem, retryAfter(response))
                    : AttemptFailedException.lastingStatus(
                            status, problem + "; ask who runs the proxy, or exempt the host with NO_PROXY");
        }
    }

    private static @Nullable String retryAfter(HttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return header == null ? null : header.getValue();
    }
}
