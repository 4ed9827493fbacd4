package org.channelmirror.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.channelmirror.api.Visibility;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Answers GET and HEAD of files. */
final class FileHandler {

    private static final int ATTEMPTS = 8;

    private final Representations representations;
    private final GzipFiles gzipFiles;
    private final Executor executor;

    FileHandler(Representations representations, GzipFiles gzipFiles, Executor executor) {
        this.representations = representations;
        this.gzipFiles = gzipFiles;
        this.executor = executor;
    }

    /** Answers with the first of the files that is there. */
    void handle(Exchange exchange, List<StoragePath> paths, Visibility visibility) throws IOException {
        for (StoragePath path : paths) {
            // Between looking and opening, another content may have come into the place.
            for (int i = 0; i < ATTEMPTS; i++) {
                Optional<Representation> found = representations.find(path);
                if (found.isEmpty()) {
                    break;
                }
                if (answer(exchange, path, found.get(), visibility)) {
                    return;
                }
            }
        }
        exchange.status(HttpStatus.NOT_FOUND_404);
    }

    private boolean answer(Exchange exchange, StoragePath path, Representation plain, Visibility visibility)
            throws IOException {
        if (!FileKind.isPlainJson(path.fileName()) || !exchange.acceptsGzip()) {
            return send(exchange, plain, visibility);
        }
        Optional<Representation> copy = gzipFiles.find(path, plain);
        if (copy.isPresent()) {
            return send(exchange, copy.get(), visibility);
        }
        executor.execute(() -> compress(exchange, path, visibility));
        return true;
    }

    private void compress(Exchange exchange, StoragePath path, Visibility visibility) {
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                Optional<Representation> plain = representations.find(path);
                if (plain.isEmpty()) {
                    break;
                }
                Optional<Representation> copy = gzipFiles.make(path, plain.get());
                if (copy.isPresent() && send(exchange, copy.get(), visibility)) {
                    return;
                }
            }
            exchange.status(HttpStatus.NOT_FOUND_404);
        } catch (IOException | RuntimeException e) {
            exchange.failed(e);
        }
    }

    /** Answers true if the answer is on its way; false if the content is no longer in its place. */
    private static boolean send(Exchange exchange, Representation found, Visibility visibility) throws IOException {
        HttpFields asked = exchange.request().getHeaders();
        switch (Conditions.of(asked, found.etag(), found.lastModified())) {
            case NOT_MODIFIED -> {
                notModified(exchange, found, visibility);
                return true;
            }
            case FAILED -> {
                exchange.status(HttpStatus.PRECONDITION_FAILED_412);
                return true;
            }
            case SEND -> {
                return content(exchange, found, visibility);
            }
        }
        throw new IllegalStateException("not an outcome");
    }

    private static void notModified(Exchange exchange, Representation found, Visibility visibility) {
        Response response = exchange.response();
        response.setStatus(HttpStatus.NOT_MODIFIED_304);
        found.addValidators(response.getHeaders());
        response.getHeaders().add(found.kind().cacheControl(visibility));
        // With the head alone it is not known yet that nothing follows, and no length is told: 0 would be wrong, and
        // for the right one
        // some clients wait.
        Callback done = exchange.callback();
        response.write(
                false, BufferUtil.EMPTY_BUFFER, Callback.from(() -> response.write(true, null, done), done::failed));
    }

    private static boolean content(Exchange exchange, Representation found, Visibility visibility) throws IOException {
        Optional<ByteRange> range = exchange.isHead() ? Optional.empty() : range(exchange.request(), found);
        long length = found.length();
        if (range.isPresent() && range.get().length() == 0) {
            exchange.response().getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + length);
            exchange.status(HttpStatus.RANGE_NOT_SATISFIABLE_416);
            return true;
        }
        ByteRange part = range.orElseGet(() -> new ByteRange(0, length));
        boolean hasBody = !exchange.isHead() && part.length() > 0;
        Optional<Body> body = hasBody ? found.content().open(part) : Optional.empty();
        if (hasBody && body.isEmpty()) {
            return false;
        }
        Response response = exchange.response();
        HttpFields.Mutable headers = response.getHeaders();
        found.addDescription(headers);
        found.addValidators(headers);
        headers.add(found.kind().cacheControl(visibility));
        headers.put(HttpHeader.CONTENT_LENGTH, part.length());
        if (range.isPresent()) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
            headers.put(
                    HttpHeader.CONTENT_RANGE,
                    "bytes " + part.offset() + "-" + (part.offset() + part.length() - 1) + "/" + length);
        }
        if (body.isPresent()) {
            body.get().send(response, exchange.callback());
        } else {
            response.write(true, null, exchange.callback());
        }
        return true;
    }

    private static Optional<ByteRange> range(Request request, Representation found) {
        String header = request.getHeaders().get(HttpHeader.RANGE);
        if (header == null || !Conditions.allowsRange(request.getHeaders(), found.etag(), found.lastModified())) {
            return Optional.empty();
        }
        return RequestedRange.of(header, found.length());
    }
}
