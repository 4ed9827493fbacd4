package org.channelmirror.benchmarks;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a changed index costs whoever publishes it, at the least: it is decompressed, every token is read and none kept, and it is
 * compressed at the level that the mirror uses. Where bzip2 is asked for, a text is compressed and nothing else done, since that takes
 * ten times as long as the rest. The baseline of {@link ChangedCommand}, to be run as a process of its own.
 */
final class RecodeCommand implements Command {

    private static final int LEVEL = 1;
    private static final int BUFFER = 1 << 17;

    @Override
    public Set<String> optionNames() {
        return Set.of("from", "to");
    }

    @Override
    public void run(Options options) throws Exception {
        Path from = Path.of(options.text("from"));
        Path to = Path.of(options.text("to"));
        boolean isBzip2 = to.toString().endsWith(".bz2");
        double seconds = Stopwatch.seconds(() -> {
            if (isBzip2) {
                bzip2(from, to);
            } else {
                recode(from, to);
            }
        });
        System.out.printf("%.3f s within the process%n", seconds);
    }

    private static void bzip2(Path from, Path to) throws IOException {
        try (OutputStream encoded =
                new BZip2CompressorOutputStream(new BufferedOutputStream(Files.newOutputStream(to), BUFFER))) {
            Files.copy(from, encoded);
        }
    }

    private static void recode(Path from, Path to) throws IOException {
        long tokens = 0;
        try (InputStream file = new FileInputStream(from.toFile());
                InputStream text = new ZstdInputStreamNoFinalizer(file);
                OutputStream encoded = new ZstdOutputStreamNoFinalizer(Files.newOutputStream(to), LEVEL);
                JsonParser parser =
                        new JsonFactory().createParser(ObjectReadContext.empty(), new CopyingInput(text, encoded))) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        if (tokens == 0) {
            throw new IOException(from + " holds no JSON");
        }
    }

    /** Writes what is read from it. */
    private static final class CopyingInput extends FilterInputStream {

        private final OutputStream copy;

        CopyingInput(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                copy.write(bytes, offset, count);
            }
            return count;
        }
    }
}
