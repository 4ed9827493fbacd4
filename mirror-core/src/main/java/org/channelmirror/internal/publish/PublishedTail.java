package org.channelmirror.internal.publish;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.IndexHeader.Extension;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.TextRange;

/**
 * What a published index has besides its records.
 *
 * @param text its uncompressed text
 * @param header what it says of itself
 * @param signatures the {@link TextPointer}s to its signatures, where there are any
 */
public record PublishedTail(Path text, IndexHeader header, Optional<Path> signatures) {

    private static final int CHUNK_BYTES = 32 << 20;

    public static PublishedTail read(Path text, Subdir subdir, Path scratch) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(text), 1 << 17);
                LazyFrames signatures = new LazyFrames(scratch, subdir + "-published-signatures", CHUNK_BYTES)) {
            Reader reader = new Reader(signatures);
            RepodataReader.read(in, reader);
            IndexHeader header = IndexHeader.of(subdir, reader.info, reader.others, reader.extensions);
            return new PublishedTail(text, header, signatures.finish());
        }
    }

    private static final class Reader implements RepodataHandler {

        private final LazyFrames signatures;
        private final Map<String, byte[]> info = new HashMap<>();
        private final Map<String, byte[]> others = new HashMap<>();
        private final Set<Extension> extensions = EnumSet.noneOf(Extension.class);

        Reader(LazyFrames signatures) {
            this.signatures = signatures;
        }

        @Override
        public void record(RawRecord record) {}

        @Override
        public void removed(String fileName) {}

        @Override
        public void begins(String key) {
            extensions.add(key.equals("v3") ? Extension.V3 : Extension.SIGNATURES);
        }

        @Override
        public void signature(String fileName, TextRange value) throws IOException {
            if (PackageFileName.isValid(fileName)) {
                byte[] name = fileName.getBytes(StandardCharsets.US_ASCII);
                int section = FrameKey.number(PackageFormat.of(fileName).orElseThrow());
                signatures.add(new TextPointer(0, value, OptionalLong.empty()).frame(section, name, name.length));
            }
        }

        @Override
        public void info(String key, byte[] value) {
            info.put(key, value);
        }

        @Override
        public void other(String key, byte[] value) {
            others.put(key, value);
        }

        @Override
        public void skipped(String key, long members) {}
    }
}
