package org.channelmirror.internal.index;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The text of a compressed index. What its compression finds wrong is upstream's failure, and told apart from the storage's. */
public final class DecodedIndex extends FilterInputStream {

    /** A proxy's compression round that of the file. */
    private static final int MAX_LAYERS = 2;

    private final long limit;
    private long count;

    private DecodedIndex(InputStream decoder, long limit) {
        super(decoder);
        this.limit = limit;
    }

    /** Not a whole file of its compression, or one that nobody makes to be read. */
    public static final class CorruptException extends IOException {

        private static final long serialVersionUID = 1L;

        public CorruptException(IOException cause) {
            super("it cannot be decompressed: " + cause.getMessage() + "; it may have been cut off", cause);
        }

        public CorruptException(String message) {
            super(message);
        }
    }

    /** Whether the file is the text itself. */
    static boolean isPlain(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return IndexContent.of(in) == IndexContent.TEXT;
        }
    }

    public static InputStream open(Path file) throws IOException {
        return open(file, IndexLimits.inflated(Files.size(file)));
    }

    public static InputStream open(Path file, long limit) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            IndexContent content = IndexContent.of(in);
            for (int layer = 0; content != IndexContent.TEXT && layer < MAX_LAYERS; layer++) {
                in = new BufferedInputStream(new DecodedIndex(decoder(content, in), limit), 1 << 16);
                content = IndexContent.of(in);
            }
            return in;
        } catch (CorruptException e) {
            in.close();
            throw e;
        } catch (IOException e) {
            in.close();
            throw new CorruptException(e);
        }
    }

    private static InputStream decoder(IndexContent content, InputStream in) throws IOException {
        return switch (content) {
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case GZIP -> new GZIPInputStream(in);
            case TEXT -> in;
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(target, offset, length);
        } catch (CorruptException e) {
            throw e;
        } catch (IOException e) {
            throw new CorruptException(e);
        }
        count += Math.max(read, 0);
        if (count > limit) {
            throw new CorruptException(
                    "it has more than " + limit + " bytes when it is decompressed, which no index of its size has");
        }
        return read;
    }

    /** Marks are the business of the buffer round this. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
