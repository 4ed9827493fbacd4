package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.BodyOrigin;
import org.channelmirror.internal.transport.BodyVersion;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.internal.transport.HalfBody;
import org.channelmirror.model.Redaction;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/** Takes a package's bytes into staged content and digests them on the way. What breaks off may wait there for the next run. */
final class PackageSink implements DownloadSink {

    /** From here on it is worth to note where a body comes from before it breaks off, because the process may be killed. */
    private static final long NOTED_FROM = 64 * 1024;

    private final SyncContext context;
    private final StageKey key;
    private final UpstreamRecord order;
    private final String url;
    private final Digests digests;
    private @Nullable StagedWrite staged;
    private BodyVersion version = BodyVersion.UNKNOWN;
    private boolean noted;

    /** More came than the record lists: whatever it is, it is not the package. */
    static final class OverlongException extends IOException {

        private static final long serialVersionUID = 1L;

        OverlongException() {
            super("upstream sent more bytes than it lists");
        }
    }

    PackageSink(SyncContext context, StageKey key, UpstreamRecord order, URI uri) {
        this.context = context;
        this.key = key;
        this.order = order;
        this.url = Redaction.redact(uri);
        this.digests = new Digests(order);
    }

    /** Takes what an earlier run left, if it can be gone on with or may be all of it; what is not that is dropped. */
    void takeUp() throws IOException {
        if (!context.halves().isLeft(key)) {
            return;
        }
        StagedWrite left = context.storage().stage(key);
        staged = left;
        Optional<BodyOrigin> origin = context.halves().origin(key);
        noted = true;
        version = origin.filter(known -> known.url().equals(url))
                .map(BodyOrigin::version)
                .orElse(BodyVersion.UNKNOWN);
        if (!isVerifiable() || !(isWhole() || here().canGoOn())) {
            discard();
            return;
        }
        try (InputStream in = left.read()) {
            digests.take(in);
        }
    }

    /** Whether as much is here as there should be. */
    boolean isWhole() {
        OptionalLong expected = order.size().isPresent() ? order.size() : version.total();
        return staged != null && expected.isPresent() && staged.position() == expected.getAsLong();
    }

    @Override
    public HalfBody here() {
        return staged == null ? HalfBody.NOTHING : new HalfBody(staged.position(), version);
    }

    @Override
    public void restart() throws IOException {
        discard();
        staged = context.storage().stage(key);
        if (staged.position() > 0) {
            discard();
            staged = context.storage().stage(key);
        }
    }

    @Override
    public void begins(BodyVersion begun) {
        version = begun;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        StagedWrite write = staged();
        int fitting = (int) Math.min(length, order.size().orElse(Long.MAX_VALUE) - write.position());
        write.append(bytes, offset, fitting);
        digests.update(bytes, offset, fitting);
        if (fitting < length) {
            throw new OverlongException();
        }
        if (write.position() >= NOTED_FROM) {
            note();
        }
    }

    /** What came; to be asked once it is all here. */
    Digests.Result digest() {
        return digests.finish();
    }

    /** The content; there is none before the first byte could come. */
    StagedWrite staged() {
        if (staged == null) {
            throw new IllegalStateException("no body has begun");
        }
        return staged;
    }

    /** Drops everything. */
    void discard() throws IOException {
        forgetOrigin();
        if (staged != null) {
            staged.discard();
            staged.close();
            staged = null;
        }
        version = BodyVersion.UNKNOWN;
        digests.reset();
    }

    /** Leaves what came for the next run, if that can go on with it. */
    void keep() throws IOException {
        if (isVerifiable() && here().canGoOn() && context.halves().keep(key)) {
            note();
            staged().close();
        } else {
            discard();
        }
    }

    /** Nothing is to be gone on with any more. */
    void forgetOrigin() throws IOException {
        if (noted) {
            context.halves().forget(key);
            noted = false;
        }
    }

    /** Releases the content after a failure of the storage, whatever is in it. */
    void closeAfter(IOException failure) {
        if (staged != null) {
            try {
                staged.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private void note() throws IOException {
        if (!noted && isVerifiable() && version.ifRange().isPresent()) {
            context.halves().note(key, new BodyOrigin(url, version));
            noted = true;
        }
    }

    /** Bytes that waited through a loss of power may be any: without a checksum they are not trusted. */
    private boolean isVerifiable() {
        return order.is(UpstreamRecord.HAS_SHA256) || order.is(UpstreamRecord.HAS_MD5);
    }
}
