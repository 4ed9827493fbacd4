package org.channelmirror.testkit.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The request line and header fields of one request. */
record RequestHead(String method, String rawPath, boolean keepsAlive, Map<String, String> headers) {

    private static final int MAX_BYTES = 64 * 1024;

    /**
     * Reads the next one; empty when the client has no more.
     *
     * @throws ProtocolException if what comes is not HTTP, such as TLS
     */
    static Optional<RequestHead> read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < 4 || text.lastIndexOf("\r\n\r\n") != text.length() - 4) {
            int next = in.read();
            if (next < 0 && text.isEmpty()) {
                return Optional.empty();
            }
            if (next < 0 || text.length() > MAX_BYTES) {
                throw new EOFException("the request ends in its head, or that has no end");
            }
            if (next < ' ' && next != '\r' && next != '\n' && next != '\t') {
                throw new ProtocolException("this is not HTTP");
            }
            text.append((char) next);
        }
        return Optional.of(parse(text.toString()));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The same without the field. */
    RequestHead without(String name) {
        Map<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fewer.putAll(headers);
        fewer.remove(name);
        return new RequestHead(method, rawPath, keepsAlive, fewer);
    }

    private static RequestHead parse(String text) throws ProtocolException {
        String[] lines = text.split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3) {
            throw new ProtocolException("this is no request line: " + lines[0]);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
        }
        boolean keepsAlive = words[2].equals("HTTP/1.1") && !"close".equalsIgnoreCase(headers.get("Connection"));
        return new RequestHead(words[0], words[1], keepsAlive, headers);
    }
}
