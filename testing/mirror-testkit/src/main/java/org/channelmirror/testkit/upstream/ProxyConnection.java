package org.channelmirror.testkit.upstream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Serves one connection to a proxy: one forwarded request, or one tunnel. */
final class ProxyConnection {

    private static final String REFUSED = "scripted refusal\n";

    private final FakeProxy proxy;
    private final Socket client;

    ProxyConnection(FakeProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    void serve() throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        Optional<RequestHead> received = RequestHead.read(in);
        if (received.isEmpty()) {
            return;
        }
        RequestHead head = received.get();
        int refusal = proxy.rules().refuse(head);
        boolean tunnel = head.method().equals("CONNECT");
        proxy.received(head, refusal != 0 ? refusal : tunnel ? 200 : 0);
        if (refusal != 0) {
            write("HTTP/1.1 " + refusal + " \r\n" + (refusal == 407 ? "Proxy-Authenticate: Basic realm=\"p\"\r\n" : "")
                    + "Content-Length: " + REFUSED.length() + "\r\nConnection: close\r\n\r\n" + REFUSED);
            return;
        }
        URI target = URI.create(tunnel ? "http://" + head.rawPath() : head.rawPath());
        try (Socket server = proxy.connect(target.getHost(), target.getPort() < 0 ? 80 : target.getPort())) {
            if (tunnel) {
                write("HTTP/1.1 200 \r\n\r\n");
            } else {
                server.getOutputStream().write(forwarded(head, target));
            }
            FakeProxy.daemon("fake-proxy-answers", () -> pump(server, client));
            pump(in, server);
        }
    }

    /** As the server wants it: without what is for the proxy, and the last request of its connection. */
    private static byte[] forwarded(RequestHead head, URI target) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder text = new StringBuilder(head.method() + " " + target.getRawPath() + query + " HTTP/1.1\r\n");
        head.headers().forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("proxy-") && !name.equalsIgnoreCase("Connection")) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void write(String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void pump(Socket from, Socket to) {
        // However the one side ends, the other must not wait.
        try (to) {
            pump(from.getInputStream(), to);
        } catch (IOException e) {
            // Either went away.
        }
    }

    private static void pump(InputStream from, Socket to) throws IOException {
        byte[] buffer = new byte[8 * 1024];
        OutputStream out = to.getOutputStream();
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }
}
