package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.Transfer;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/** Fetches one package, and once more from the start if what came is not what upstream lists. */
final class PackageDownload {

    private static final int ATTEMPTS = 2;

    private final SyncContext context;
    private final Subdir subdir;
    private final UpstreamRecord order;
    private final URI uri;
    private final PackageVerifier verifier;
    private final FetchTally tally;
    private final BooleanSupplier stopped;
    private final Transfer transfer;

    PackageDownload(
            SyncContext context,
            Subdir subdir,
            UpstreamRecord order,
            URI uri,
            PackageVerifier verifier,
            FetchTally tally,
            BooleanSupplier stopped) {
        this.context = context;
        this.subdir = subdir;
        this.order = order;
        this.uri = uri;
        this.verifier = verifier;
        this.tally = tally;
        this.stopped = stopped;
        this.transfer = new Transfer(context.events().nextTransferId(), subdir + "/" + order.name(), order.size());
    }

    /** What was fetched: verified, durable, not in place yet. */
    record Done(StagedWrite staged, Digests.Result digests) {}

    /** Fetches into a sink; empty if that failed, which is then in the tally. */
    Optional<Done> run(PackageSink sink) throws IOException, InterruptedException {
        context.events().send(listener -> listener.transferStarted(transfer));
        try {
            return fetch(sink);
        } catch (TransferException e) {
            sink.keep();
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            sink.keep();
            throw e;
        } catch (IOException e) {
            sink.closeAfter(e);
            throw e;
        }
    }

    private Optional<Done> fetch(PackageSink sink) throws TransferException, IOException, InterruptedException {
        sink.takeUp();
        if (sink.isWhole()) {
            Digests.Result found = sink.digest();
            if (verify(sink, found).isEmpty()) {
                tally.adopted();
                return Optional.of(arrived(sink, found));
            }
            sink.discard();
        }
        for (int attempt = 1; ; attempt++) {
            Optional<String> wrong;
            try {
                DownloadResult result = context.downloader().download(uri, Validator.NONE, sink, observer());
                if (!(result instanceof DownloadResult.Done)) {
                    sink.discard();
                    int status = result instanceof DownloadResult.NotFound notFound ? notFound.status() : 304;
                    return failed("upstream lists it but answers " + status);
                }
                Digests.Result found = sink.digest();
                wrong = verify(sink, found);
                if (wrong.isEmpty()) {
                    tally.downloaded(found.size());
                    return Optional.of(arrived(sink, found));
                }
            } catch (PackageSink.OverlongException e) {
                wrong = Optional.of(String.valueOf(e.getMessage()));
            }
            String problem = quarantine(sink, wrong.get());
            if (attempt == ATTEMPTS) {
                return failed(problem);
            }
            int failedAttempt = attempt;
            context.events().send(listener -> listener.transferRetried(transfer, failedAttempt, problem));
        }
    }

    private Optional<String> verify(PackageSink sink, Digests.Result found) {
        return verifier.verify(order, found, () -> sink.staged().read());
    }

    private Done arrived(PackageSink sink, Digests.Result found) throws IOException {
        sink.staged().force();
        sink.forgetOrigin();
        context.events().send(listener -> listener.transferSucceeded(transfer));
        return new Done(sink.staged(), found);
    }

    private Optional<Done> failed(String reason) {
        PackageFailure failure = new PackageFailure(subdir, order.name(), reason);
        tally.failed(failure);
        context.events().send(listener -> listener.transferFailed(transfer, failure));
        return Optional.empty();
    }

    private String quarantine(PackageSink sink, String wrong) throws IOException {
        StoragePath path = context.store().quarantine(subdir, order.name().value());
        context.storage().publish(List.of(new Publication(sink.staged(), path)));
        sink.discard();
        String problem = "upstream sent other bytes than it lists: " + wrong + " (kept as " + path + ")";
        context.events().send(listener -> listener.transferQuarantined(transfer, path.value(), problem));
        return problem;
    }

    private DownloadObserver observer() {
        return new DownloadObserver() {
            @Override
            public void progressed(long bytes) {
                context.events().send(listener -> listener.transferProgressed(transfer, bytes));
            }

            @Override
            public void retried(int attempt, String cause) {
                context.events().send(listener -> listener.transferRetried(transfer, attempt, cause));
            }

            @Override
            public void waits(Duration time, String reason) {
                context.events().send(listener -> listener.transferWaits(transfer, time, reason));
            }

            @Override
            public void hostGivenUp(String problem) {
                String channel = context.channels().get(order.channel()).redactedUrl();
                context.events().warn(channel, problem + "; the next sync asks for the missing packages again");
            }

            @Override
            public boolean isCancelled() {
                return stopped.getAsBoolean() || context.isCancelled();
            }
        };
    }
}
