package org.channelmirror.internal.publish;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.threads.HandedOverOutput;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;

/** One variant of an index on its way: the plain text goes in, the variant is staged, its checksum known at the end. */
public final class IndexFile extends OutputStream {

    // Smaller than level 3 on indexes, and twice as fast: docs/index-formats.md has the figures. It runs beside the
    // merge.
    private static final int ZSTD_LEVEL = 1;
    private static final int BUFFER = 1 << 16;

    private final UpstreamIndex.Variant variant;
    private final StagedOutput staged;
    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    private final OutputStream encoder;

    private IndexFile(UpstreamIndex.Variant variant, StagedOutput staged) throws IOException {
        this.variant = variant;
        this.staged = staged;
        OutputStream digested = new DigestedOutput(staged, digest);
        this.encoder = switch (variant) {
            case JSON -> new HandedOverOutput(digested, "channel-mirror-index");
            case ZST -> new ZstdOutputStreamNoFinalizer(digested, ZSTD_LEVEL).setWorkers(1);
            case BZ2 -> new HandedOverOutput(bzip2(digested), "channel-mirror-index-bz2");
        };
    }

    /** The encoder writes byte by byte. */
    private static OutputStream bzip2(OutputStream out) throws IOException {
        return new BZip2CompressorOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    public static IndexFile fresh(
            ChannelStorage storage, StateStore store, Subdir subdir, UpstreamIndex.Variant variant) throws IOException {
        return new IndexFile(
                variant, StagedOutput.fresh(storage, store.stageKey(subdir, "index-" + variant.fileName())));
    }

    public String fileName() {
        return variant.fileName();
    }

    public StagedOutput staged() {
        return staged;
    }

    /** The checksum of the variant's own bytes; known once it is closed. */
    public String sha256() {
        return Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
    }

    @Override
    public void write(int b) throws IOException {
        encoder.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        encoder.write(bytes, offset, length);
    }

    /** Ends the encoding; the content stays staged. */
    @Override
    public void close() throws IOException {
        encoder.close();
    }

    /** Digests what passes. */
    private static final class DigestedOutput extends OutputStream {

        private final OutputStream out;
        private final MessageDigest digest;

        DigestedOutput(OutputStream out, MessageDigest digest) {
            this.out = out;
            this.digest = digest;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            digest.update(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
