package org.channelmirror.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** One attempt at a download: a request, the redirects it leads through, and the body. */
final class HttpExchange {

    private static final int MAX_REDIRECTS = 10;

    /** So much of an unwanted body is read to keep its connection; beyond it a new one is cheaper. */
    private static final int DRAINED_BYTES = 64 * 1024;

    private final CloseableHttpClient client;
    private final HttpTimeouts timeouts;
    private final Watchdog watchdog;

    HttpExchange(CloseableHttpClient client, HttpTimeouts timeouts, Watchdog watchdog) {
        this.client = client;
        this.timeouts = timeouts;
        this.watchdog = watchdog;
    }

    DownloadResult get(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        return run(HttpGet::new, uri, known, sink, observer);
    }

    /** What {@link #get} would find, without the body. */
    DownloadResult head(URI uri, Validator known, DownloadObserver observer)
            throws AttemptFailedException, InterruptedException {
        try {
            return run(HttpHead::new, uri, known, DownloadSink.NONE, observer);
        } catch (SinkFailedException e) {
            throw new IllegalStateException("a sink that does nothing failed", e);
        }
    }

    private DownloadResult run(
            Function<URI, HttpUriRequestBase> method,
            URI uri,
            Validator known,
            DownloadSink sink,
            DownloadObserver observer)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        HttpTarget target = HttpTarget.of(uri);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpUriRequestBase request = method.apply(target.bare());
            HttpAnswer answer = request(request, target, known, new BodyCopy(sink, observer), observer);
            if (answer instanceof HttpAnswer.Final last) {
                return last.result();
            }
            target = target.redirected(((HttpAnswer.Redirect) answer).location());
        }
        throw AttemptFailedException.lasting("more than " + MAX_REDIRECTS + " redirects, the last to " + target, null);
    }

    private HttpAnswer request(
            HttpUriRequestBase request, HttpTarget target, Validator known, BodyCopy copy, DownloadObserver observer)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        target.authorization().ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
        known.etag().ifPresent(etag -> request.setHeader(HttpHeaders.IF_NONE_MATCH, etag));
        known.lastModified().ifPresent(date -> request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, date));
        try (Watchdog.Watch watch = watchdog.watch(request, observer)) {
            try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
                try {
                    return answer(response, target, known, copy);
                } finally {
                    // Closing alone would read the rest of an unfinished body; a finished one has left its connection.
                    request.cancel();
                }
            } catch (IOException | CancellationException e) {
                // The flag is taken, because the exception now says it.
                if (Thread.interrupted() || watch.ended() || !(e instanceof IOException io)) {
                    throw interrupted(e);
                }
                throw NetworkFailures.of(io, target, timeouts);
            }
        }
    }

    private static HttpAnswer answer(ClassicHttpResponse response, HttpTarget target, Validator known, BodyCopy copy)
            throws IOException, AttemptFailedException, SinkFailedException, InterruptedException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() != 200) {
            drain(entity);
            return HttpAnswer.of(response, target, known);
        }
        long bytes = entity == null
                ? copy.copy(InputStream.nullInputStream(), 0)
                : copy.copy(entity.getContent(), entity.getContentLength());
        return new HttpAnswer.Final(new DownloadResult.Done(HttpAnswer.validator(response), bytes, target.uri()));
    }

    private static void drain(@Nullable HttpEntity entity) {
        if (entity == null || entity.getContentLength() > DRAINED_BYTES) {
            return;
        }
        try {
            entity.getContent().readNBytes(DRAINED_BYTES + 1);
        } catch (IOException e) {
            // The status is known and says more than a broken error page; the connection is dropped.
            return;
        }
    }

    private static InterruptedException interrupted(Exception cause) {
        InterruptedException interrupted = new InterruptedException("interrupted or cancelled while downloading");
        interrupted.initCause(cause);
        return interrupted;
    }
}
