package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Carries out one order: looks whether the bytes are here already, else fetches and verifies them. */
public final class PackageFetch {

    private final SyncContext context;
    private final Subdir subdir;
    private final PackageVerifier verifier;
    private final FetchTally tally;
    private volatile boolean stopped;

    public PackageFetch(SyncContext context, Subdir subdir, PackageVerifier verifier, FetchTally tally) {
        this.context = context;
        this.subdir = subdir;
        this.verifier = verifier;
        this.tally = tally;
    }

    /** What a fetched or found package is known by from now on. */
    public Holding holding(UpstreamRecord order, Digests.Result found) {
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
        return context.store().packageKey(subdir, id);
    }

    /**
     * Hashes what is stored at the package's place; empty if there is nothing, or something else. Where upstream lists no checksum,
     * other bytes than those that were known are damaged ones, whether they can be opened or not.
     */
    public Optional<Stored> findStored(UpstreamRecord order) throws IOException {
        StoragePath path = target(order);
        Optional<StoredObject> object = context.storage().stat(path);
        if (object.isEmpty()
                || (order.size().isPresent()
                        && order.size().orElseThrow() != object.get().size())) {
            return Optional.empty();
        }
        try (InputStream in = context.storage().open(path, ByteRange.ALL)) {
            Digests.Result found = new Digests(order).readAll(in);
            boolean same = order.noted().isPresent()
                    ? Arrays.equals(order.noted().get(), found.sha256().bytes())
                    : verifier.verify(order, found, () -> context.storage().open(path, ByteRange.ALL))
                            .isEmpty();
            return same ? Optional.of(new Stored(object.get(), found)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What was found in place. */
    public record Stored(StoredObject object, Digests.Result digests) {}

    /** Fetches; empty if that failed, which is then in the tally. */
    Optional<PackageDownload.Done> download(UpstreamRecord order, URI packages)
            throws IOException, InterruptedException {
        URI uri = packages.resolve(PackageUrl.encode(order.name()));
        PackageSink sink = new PackageSink(context, stageKey(order), order, uri);
        return new PackageDownload(context, subdir, order, uri, verifier, tally, () -> stopped).run(sink);
    }

    /** Ends the downloads under way. */
    void stop() {
        stopped = true;
    }

    void fail(UpstreamRecord order, String reason) {
        tally.failed(new PackageFailure(subdir, order.name(), reason));
    }
}
