package org.channelmirror.server;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request and its answer.
 *
 * @param request the request
 * @param target what its path asks for
 * @param response the answer
 * @param callback told when the answer is out
 */
record Exchange(Request request, RequestTarget target, Response response, Callback callback) {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String BEARER = "Bearer ";

    /** The token that was shown, in the path or in a header. */
    Optional<String> token() {
        if (target.token().isPresent()) {
            return target.token();
        }
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).trim())
                : Optional.empty();
    }

    /** Where the channels are by the address with which the client came here, with the token that it came with in the path. */
    String channels() {
        String scheme = request.isSecure() ? "https" : "http";
        return scheme + "://" + request.getHttpURI().getAuthority()
                + target.token().map(shown -> "/t/" + shown).orElse("") + "/conda/";
    }

    boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    boolean isGet() {
        return request.getMethod().equals("GET");
    }

    boolean acceptsGzip() {
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String coding : accepted.split(",", -1)) {
            String[] parts = coding.trim().split(";", 2);
            if (parts[0].trim().equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    void status(int status) {
        Answers.status(response, callback, status);
    }

    /** A token would open what is asked for. */
    void needsToken() {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"channel-mirror\"");
        status(HttpStatus.UNAUTHORIZED_401);
    }

    /** Only these methods are answered here. */
    void notAllowed(String methods) {
        response.getHeaders().put(HttpHeader.ALLOW, methods);
        status(HttpStatus.METHOD_NOT_ALLOWED_405);
    }

    /** Has another thread answer. */
    void answerBy(Executor executor, Consumer<Exchange> answer) {
        executor.execute(() -> {
            try {
                answer.accept(this);
            } catch (RuntimeException e) {
                failed(e);
            }
        });
    }

    /** The mirror could not be read: that is told to the log and not to the client. */
    void failed(Exception cause) {
        LOG.warn("a request failed: {}", cause.toString());
        if (response.isCommitted()) {
            callback.failed(cause);
        } else {
            response.reset();
            status(HttpStatus.SERVICE_UNAVAILABLE_503);
        }
    }
}
