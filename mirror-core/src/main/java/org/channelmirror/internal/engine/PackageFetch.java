package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.Transfer;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Carries out one order: looks whether the bytes are here already, else fetches and verifies them. */
final class PackageFetch {

    private static final int ATTEMPTS = 2;

    private final SyncContext context;
    private final Subdir subdir;
    private final PackageVerifier verifier;
    private final FetchTally tally;
    private volatile boolean stopped;

    PackageFetch(SyncContext context, Subdir subdir, PackageVerifier verifier, FetchTally tally) {
        this.context = context;
        this.subdir = subdir;
        this.verifier = verifier;
        this.tally = tally;
    }

    /** What a fetched or found package is known by from now on. */
    Holding holding(UpstreamRecord order, Digests.Result found) {
        byte[] name = order.name().value().getBytes(StandardCharsets.US_ASCII);
        Holding holding = new Holding()
                .begin(order.section(), name)
                .size(found.size())
                .sha256(found.sha256().bytes());
        // Where the SHA-256 agreed, the listed MD5 is the file's too: a later record may list nothing else.
        found.md5().map(Digest::bytes).or(order::md5).ifPresent(holding::md5);
        return holding;
    }

    StoragePath target(UpstreamRecord order) {
        return context.store().published(subdir, order.name().value());
    }

    /** The same file is staged under the same key by every run, a different content of it under another. */
    StageKey stageKey(UpstreamRecord order) {
        var digest = DigestAlgorithm.SHA256.newDigest();
        digest.update(order.name().value().getBytes(StandardCharsets.US_ASCII));
        order.sha256().or(order::md5).ifPresent(digest::update);
        String id = Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
        return context.store().stageKey(subdir, "package-" + id);
    }

    /** Hashes what is stored at the package's place; empty if there is nothing, or something else. */
    Optional<Stored> findStored(UpstreamRecord order) throws IOException {
        StoragePath path = target(order);
        Optional<StoredObject> object = context.storage().stat(path);
        if (object.isEmpty()
                || (order.size().isPresent()
                        && order.size().orElseThrow() != object.get().size())) {
            return Optional.empty();
        }
        try (InputStream in = context.storage().open(path, ByteRange.ALL)) {
            Digests.Result found = new Digests(order).readAll(in);
            boolean same = verifier.verify(order, found, () -> context.storage().open(path, ByteRange.ALL))
                    .isEmpty();
            return same ? Optional.of(new Stored(object.get(), found)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What was found in place. */
    record Stored(StoredObject object, Digests.Result digests) {}

    /** What was fetched: verified, durable, not in place yet. */
    record Download(StagedWrite staged, Digests.Result digests) {}

    /** Fetches; empty if that failed, which is then in the tally. */
    Optional<Download> download(UpstreamRecord order, URI packages) throws IOException, InterruptedException {
        Transfer transfer = new Transfer(context.events().nextTransferId(), subdir + "/" + order.name(), order.size());
        context.events().send(listener -> listener.transferStarted(transfer));
        try {
            String problem = "";
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Digests digests = new Digests(order);
                PackageSink sink = new PackageSink(
                        context.storage(),
                        stageKey(order),
                        digests,
                        order.size().orElse(Long.MAX_VALUE));
                DownloadResult result = fetch(order, packages, sink, transfer);
                if (!(result instanceof DownloadResult.Done)) {
                    sink.staged().discard();
                    sink.staged().close();
                    int status = result instanceof DownloadResult.NotFound notFound ? notFound.status() : 304;
                    return failed(order, transfer, "upstream lists it but answers " + status);
                }
                Digests.Result found = digests.finish();
                Optional<String> wrong =
                        verifier.verify(order, found, () -> sink.staged().read());
                if (wrong.isEmpty()) {
                    sink.staged().force();
                    tally.downloaded(found.size());
                    context.events().send(listener -> listener.transferSucceeded(transfer));
                    return Optional.of(new Download(sink.staged(), found));
                }
                problem = quarantine(order, sink.staged(), wrong.get());
                String cause = problem;
                int failedAttempt = attempt;
                if (attempt < ATTEMPTS) {
                    context.events().send(listener -> listener.transferRetried(transfer, failedAttempt, cause));
                }
            }
            return failed(order, transfer, problem);
        } catch (TransferException | PackageSink.OverlongException e) {
            return failed(order, transfer, String.valueOf(e.getMessage()));
        }
    }

    /** Ends the downloads under way. */
    void stop() {
        stopped = true;
    }

    void fail(UpstreamRecord order, String reason) {
        tally.failed(new PackageFailure(subdir, order.name(), reason));
    }

    private DownloadResult fetch(UpstreamRecord order, URI packages, PackageSink sink, Transfer transfer)
            throws TransferException, IOException, InterruptedException {
        URI uri = packages.resolve(PackageUrl.encode(order.name()));
        try {
            return context.downloader().download(uri, Validator.NONE, sink, observer(transfer));
        } catch (TransferException | PackageSink.OverlongException | InterruptedException e) {
            sink.staged().discard();
            sink.staged().close();
            throw e;
        }
    }

    private Optional<Download> failed(UpstreamRecord order, Transfer transfer, String reason) {
        PackageFailure failure = new PackageFailure(subdir, order.name(), reason);
        tally.failed(failure);
        context.events().send(listener -> listener.transferFailed(transfer, failure));
        return Optional.empty();
    }

    private String quarantine(UpstreamRecord order, StagedWrite staged, String wrong) throws IOException {
        StoragePath path = context.store().quarantine(subdir, order.name().value());
        context.storage().publish(List.of(new Publication(staged, path)));
        return "upstream sent other bytes than it lists: " + wrong + " (kept as " + path + ")";
    }

    private DownloadObserver observer(Transfer transfer) {
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
            public boolean isCancelled() {
                return stopped || context.isCancelled();
            }
        };
    }
}
