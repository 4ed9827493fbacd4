package org.channelmirror.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers that are short texts. */
final class Answers {

    private static final HttpField PLAIN = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    private static final HttpField NO_CACHE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private Answers() {}

    /** A status in plain text; programs read it, and nobody else. */
    static void status(Response response, Callback callback, int status) {
        status(response, callback, status, "");
    }

    static void status(Response response, Callback callback, int status, String hint) {
        response.setStatus(status);
        response.getHeaders().put(PLAIN).put(NO_CACHE);
        String line = status + " " + HttpStatus.getMessage(status) + (hint.isEmpty() ? "" : ": " + hint) + "\n";
        send(response, callback, line);
    }

    static void text(Response response, Callback callback, String contentType, String text) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType).put(NO_STORE);
        send(response, callback, text);
    }

    private static void send(Response response, Callback callback, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        boolean head = response.getRequest().getMethod().equals("HEAD");
        response.write(true, head ? null : ByteBuffer.wrap(bytes), callback);
    }
}
