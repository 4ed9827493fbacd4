package org.channelmirror.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions.Compression;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** What is done to a whole archive. */
final class Compressed {

    private static final int BUFFER = 1 << 18;
    private static final int ZSTD_LEVEL = 3;

    private Compressed() {}

    /** A stream that ends its compression, and not the one below, when it is closed. */
    static OutputStream output(OutputStream out, Compression compression) throws IOException {
        OutputStream open = new KeptOpen(out);
        return switch (compression) {
            case NONE -> new BufferedOutputStream(open, BUFFER);
            case GZIP -> new BufferedOutputStream(new GzipCompressorOutputStream(open), BUFFER);
            case ZSTD -> new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(open, ZSTD_LEVEL), BUFFER);
        };
    }

    /** The plain bytes, whatever was done to them. */
    static InputStream input(InputStream in, ArchiveLimits limits) throws IOException {
        CountedInput counted = new CountedInput(in);
        BufferedInputStream begun = new BufferedInputStream(counted, BUFFER);
        begun.mark(4);
        byte[] magic = begun.readNBytes(4);
        begun.reset();
        if (has(magic, 0x1f, 0x8b)) {
            return new RatioLimited(gzip(begun), counted, limits.ratio());
        }
        if (has(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new RatioLimited(new ZstdInputStreamNoFinalizer(begun), counted, limits.ratio());
        }
        return begun;
    }

    /** With what follows the first part: tools may write several, and must not write anything else. */
    private static InputStream gzip(InputStream in) throws IOException {
        try {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (EOFException e) {
            throw RatioLimited.damaged(Reason.TRUNCATED, "it ends within its first bytes: copy it again", e);
        } catch (IOException e) {
            throw RatioLimited.damaged(Reason.DAMAGED, "its first bytes are no gzip: " + e.getMessage(), e);
        }
    }

    private static boolean has(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Does not close what is below it. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
