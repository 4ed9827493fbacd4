package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;

/** The packages that an index names in {@code removed}, as sorted frames of a key. */
final class RemovedNames implements RepodataHandler {

    private static final int CHUNK_BYTES = 4 << 20;

    private final SortedFrames frames;

    private RemovedNames(SortedFrames frames) {
        this.frames = frames;
    }

    static Path read(Path index, Path scratch, String name) throws IOException {
        try (SortedFrames frames = new SortedFrames(scratch, name, CHUNK_BYTES);
                InputStream in = Files.newInputStream(index)) {
            RepodataReader.read(in, new RemovedNames(frames));
            return frames.finish();
        }
    }

    @Override
    public void removed(String fileName) throws IOException {
        if (PackageFileName.isValid(fileName)) {
            PackageFileName name = new PackageFileName(fileName);
            byte[] text = fileName.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer frame = ByteBuffer.allocate(text.length + 3);
            FrameKey.put(frame, name.format(), text);
            frames.add(frame.flip());
        }
    }

    @Override
    public void record(RawRecord raw) {}
}
