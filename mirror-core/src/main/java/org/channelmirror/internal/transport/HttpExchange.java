package org.channelmirror.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
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
    private final HttpAccess access;
    private final BandwidthLimit bandwidth;

    HttpExchange(
            CloseableHttpClient client,
            HttpTimeouts timeouts,
            Watchdog watchdog,
            HttpAccess access,
            BandwidthLimit bandwidth) {
        this.client = client;
        this.timeouts = timeouts;
        this.watchdog = watchdog;
        this.access = access;
        this.bandwidth = bandwidth;
    }

    DownloadResult get(URI uri, Validator known, DownloadSink sink, DownloadObserver observer, Hosts hosts)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        BodyCopy copy = new BodyCopy(sink, observer, bandwidth);
        HalfBody half = sink.here();
        if (half.canGoOn()) {
            HttpAnswer answer = follow(uri, HttpAsk.rest(half), copy, observer, hosts);
            if (answer instanceof HttpAnswer.Final last) {
                return last.result();
            }
            copy.drop();
        }
        HttpAnswer answer = follow(uri, HttpAsk.whole(known), copy, observer, hosts);
        return ((HttpAnswer.Final) answer).result();
    }

    /** What {@link #get} would find, without the body. */
    DownloadResult head(URI uri, Validator known, DownloadObserver observer, Hosts hosts)
            throws AttemptFailedException, InterruptedException {
        BodyCopy nowhere = new BodyCopy(DownloadSink.NONE, observer, bandwidth);
        try {
            return ((HttpAnswer.Final) follow(uri, HttpAsk.look(known), nowhere, observer, hosts)).result();
        } catch (SinkFailedException e) {
            throw new IllegalStateException("a sink that does nothing failed", e);
        }
    }

    /** Follows redirects to an answer that is none. */
    private HttpAnswer follow(URI uri, HttpAsk ask, BodyCopy copy, DownloadObserver observer, Hosts hosts)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        HttpTarget target = access.enter(HttpTarget.of(uri));
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpTarget asked = target;
            HttpAnswer answer = hosts.reach(asked, observer, () -> request(asked, ask, copy, observer));
            if (!(answer instanceof HttpAnswer.Redirect redirect)) {
                return answer;
            }
            target = target.redirected(redirect.location());
        }
        throw AttemptFailedException.lasting("more than " + MAX_REDIRECTS + " redirects, the last to " + target, null);
    }

    private HttpAnswer request(HttpTarget target, HttpAsk ask, BodyCopy copy, DownloadObserver observer)
            throws AttemptFailedException, SinkFailedException, InterruptedException {
        HttpUriRequestBase request = ask.request(target.bare());
        access.authorization(target).ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
        HttpClientContext context = access.context(target);
        try (Watchdog.Watch watch = watchdog.watch(request, observer)) {
            try (ClassicHttpResponse response = client.executeOpen(null, request, context)) {
                try {
                    ProxyAnswers.refuse(response, target, access, context);
                    return answer(response, target, ask, copy);
                } finally {
                    // Closing alone would read the rest of an unfinished body; a finished one has left its connection.
                    request.cancel();
                }
            } catch (IOException | CancellationException e) {
                // The flag is taken, because the exception now says it.
                if (Thread.interrupted() || watch.ended() || !(e instanceof IOException io)) {
                    throw interrupted(e);
                }
                throw NetworkFailures.of(io, target, access.proxy(target), timeouts);
            }
        }
    }

    private HttpAnswer answer(ClassicHttpResponse response, HttpTarget target, HttpAsk ask, BodyCopy copy)
            throws IOException, AttemptFailedException, SinkFailedException, InterruptedException {
        HttpEntity entity = response.getEntity();
        int status = response.getCode();
        if (status == 200) {
            BodyVersion version = HttpAnswer.version(response, entity == null ? 0 : entity.getContentLength());
            long bytes = copy.whole(body(entity), version);
            return new HttpAnswer.Final(new DownloadResult.Done(version.validator(), bytes, target.uri()));
        }
        if (status == 206 && ask.isForRest() && HttpAnswer.isRest(response, ask.half())) {
            BodyVersion version = ask.half().version();
            long total = HttpAnswer.total(response);
            long bytes = copy.rest(body(entity), ask.half(), OptionalLong.of(total));
            if (bytes != total) {
                throw AttemptFailedException.passing(
                        target.host() + " sent " + bytes + " bytes of a file of " + total, null);
            }
            return new HttpAnswer.Final(new DownloadResult.Done(version.validator(), bytes, target.uri()));
        }
        drain(entity);
        return ask.isForRest() && (status == 206 || status == 416)
                ? new HttpAnswer.RestRefused()
                : HttpAnswer.of(response, target, ask.known(), access);
    }

    private InputStream body(@Nullable HttpEntity entity) throws IOException {
        return entity == null ? InputStream.nullInputStream() : new PacedBody(entity.getContent(), timeouts.rate());
    }

    private void drain(@Nullable HttpEntity entity) {
        if (entity == null || entity.getContentLength() > DRAINED_BYTES) {
            return;
        }
        try {
            body(entity).readNBytes(DRAINED_BYTES + 1);
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
