package org.channelmirror.internal.upstream;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Redaction;

/**
 * Compares the variants of an index by their {@code Last-Modified}: what makes the compressed one may have stopped, while the plain
 * one goes on. It costs one request without a body, whose failure means nothing. Thread-safe.
 */
final class VariantAges {

    /** What one publication makes, and what the servers of one name have, is minutes apart at most. */
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private final SyncContext context;
    private final AbsentUrls absent;

    VariantAges(SyncContext context, AbsentUrls absent) {
        this.context = context;
        this.absent = absent;
    }

    /** Whether a variant is older than another one that was taken before; says so. */
    boolean isLeftBehind(URI variant, IndexInput taken) throws InterruptedException {
        Optional<Instant> last = taken.validator().modified();
        if (last.isEmpty()) {
            return false;
        }
        Optional<Instant> now = modified(variant, Validator.NONE);
        return now.isPresent() && isOlder(now.get(), last.get(), Redaction.redact(variant), taken.url());
    }

    /** Whether the plain index is newer than the variant that was just asked for; says so. */
    boolean isNewer(URI json, IndexInput variant) throws InterruptedException {
        Optional<Instant> time = variant.validator().modified();
        if (time.isEmpty() || absent.isKnown(json)) {
            return false;
        }
        Validator since = new Validator(Optional.empty(), variant.validator().lastModified());
        Optional<Instant> plain = modified(json, since);
        return plain.isPresent() && isOlder(time.get(), plain.get(), variant.url(), Redaction.redact(json));
    }

    /** Whether a form that is here for a damaged one is older than what was taken before; says so. */
    boolean isBehind(IndexInput form, IndexInput taken) {
        Optional<Instant> time = form.validator().modified();
        Optional<Instant> last = taken.validator().modified();
        if (time.isEmpty() || last.isEmpty() || !time.get().plus(TOLERANCE).isBefore(last.get())) {
            return false;
        }
        context.events()
                .warn(
                        form.url(),
                        "it is of " + time.get() + ", older than what was taken last, of " + last.get()
                                + ", and is not taken");
        return true;
    }

    private boolean isOlder(Instant time, Instant other, String url, String otherUrl) {
        if (!time.plus(TOLERANCE).isBefore(other)) {
            return false;
        }
        context.events()
                .warn(
                        url,
                        "it is of " + time + ", older than " + otherUrl + " of " + other
                                + "; it seems to have been forgotten upstream, and the newer one is taken");
        return true;
    }

    private Optional<Instant> modified(URI uri, Validator known) throws InterruptedException {
        try {
            DownloadResult result = context.downloader().look(uri, known, context.quietly());
            if (result instanceof DownloadResult.NotFound) {
                absent.add(uri);
            }
            return result instanceof DownloadResult.Done done ? done.validator().modified() : Optional.empty();
        } catch (TransferException e) {
            return Optional.empty();
        }
    }
}
