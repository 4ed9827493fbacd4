package org.channelmirror.internal.engine;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The text of a compressed index. What its compression finds wrong is upstream's failure, and told apart from the storage's. */
final class DecodedIndex extends FilterInputStream {

    private DecodedIndex(InputStream decoder) {
        super(decoder);
    }

    /** Not a whole file of its compression. */
    static final class CorruptException extends IOException {

        private static final long serialVersionUID = 1L;

        CorruptException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    static InputStream open(Path file, UpstreamIndex.Variant variant) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return switch (variant) {
                case ZST -> new DecodedIndex(new ZstdInputStreamNoFinalizer(in));
                case BZ2 -> new DecodedIndex(new BZip2CompressorInputStream(in, true));
                case JSON -> in;
            };
        } catch (IOException e) {
            in.close();
            throw new CorruptException(e);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            throw new CorruptException(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            throw new CorruptException(e);
        }
    }
}
