package org.channelmirror.internal.index;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.internal.threads.ReadAhead;

/** The text of a fetched index as it is read, with a copy of it on disk: the fetched file itself, if that is the text. */
public final class CopiedText implements AutoCloseable {

    private final InputStream in;
    private final OutputStream copy;
    private final Path file;
    private final boolean isCopied;
    private boolean isDiscarded;

    private CopiedText(InputStream in, OutputStream copy, Path file, boolean isCopied) {
        this.in = in;
        this.copy = copy;
        this.file = file;
        this.isCopied = isCopied;
    }

    public static CopiedText of(UpstreamIndex.Fetched fetched, Path scratch) throws IOException {
        return of(fetched.file(), scratch);
    }

    /** The text of a file that is here, in whatever compression. */
    public static CopiedText of(Path from, Path scratch) throws IOException {
        InputStream in = DecodedIndex.open(from);
        if (DecodedIndex.isPlain(from)) {
            return new CopiedText(in, OutputStream.nullOutputStream(), from, false);
        }
        Path file = Files.createTempFile(scratch, "text", ".json");
        OutputStream copy = new BufferedOutputStream(FreshFile.open(file), 1 << 17);
        InputStream copied = new ReadAhead(new CopyingStream(in, copy), "channel-mirror-decode");
        return new CopiedText(copied, copy, file, true);
    }

    public InputStream in() {
        return in;
    }

    /** The copy; whole once this is closed. */
    public Path file() {
        return file;
    }

    /** What was copied so far is worth nothing, and goes when this is closed. */
    public void discard() {
        isDiscarded = true;
    }

    @Override
    public void close() throws IOException {
        try (in) {
            copy.close();
        }
        if (isCopied && isDiscarded) {
            Files.deleteIfExists(file);
        }
    }

    /** Writes down what is read. */
    private static final class CopyingStream extends FilterInputStream {

        private final OutputStream copy;

        CopyingStream(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                copy.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                copy.write(bytes, offset, count);
            }
            return count;
        }
    }
}
