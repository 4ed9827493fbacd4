package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArrivedPackage;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/** One of the {@link Waiting} packages. */
public final class WaitingPackage implements ArrivedPackage {

    private final SyncContext context;
    private final Holding holding;
    private final StoragePath target;
    private final Optional<StageKey> key;
    private final int channel;

    private WaitingPackage(
            SyncContext context, Holding holding, StoragePath target, Optional<StageKey> key, int channel) {
        this.context = context;
        this.holding = holding;
        this.target = target;
        this.key = key;
        this.channel = channel;
    }

    public static WaitingPackage read(SyncContext context, Subdir subdir, FrameReader frame) {
        byte[] payload = frame.payload();
        int end = frame.length() - 2;
        int keyLength = payload[end] & 0xff;
        Optional<StageKey> key = keyLength == 0
                ? Optional.empty()
                : Optional.of(new StageKey(new String(payload, end - keyLength, keyLength, StandardCharsets.US_ASCII)));
        Holding holding = new Holding().read(frame);
        StoragePath target = context.store().published(subdir, holding.name().value());
        return new WaitingPackage(context, holding, target, key, payload[end + 1] & 0xff);
    }

    public Holding holding() {
        return holding;
    }

    /** Where it will be, or is. */
    public StoragePath target() {
        return target;
    }

    /** What it is staged under; empty if it is in place. */
    public Optional<StageKey> key() {
        return key;
    }

    @Override
    public PackageFileName file() {
        return holding.name();
    }

    @Override
    public long size() {
        return holding.size();
    }

    @Override
    public Digest sha256() {
        return Digest.of(DigestAlgorithm.SHA256, holding.sha256());
    }

    @Override
    public String channel() {
        return context.channels().get(channel).redactedUrl();
    }

    @Override
    public Optional<Path> localPath() throws IOException {
        if (key.isEmpty()) {
            return context.storage().localPath(target);
        }
        try (StagedWrite staged = context.storage().stage(key.get())) {
            return staged.localPath();
        }
    }

    @Override
    public InputStream open() throws IOException {
        if (key.isEmpty()) {
            return context.storage().open(target, ByteRange.ALL);
        }
        try (StagedWrite staged = context.storage().stage(key.get())) {
            return staged.read();
        }
    }
}
