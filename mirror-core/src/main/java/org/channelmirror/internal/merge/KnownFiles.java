package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFileName;
import org.jspecify.annotations.Nullable;

/** What a catalog and a journal know of files that are asked for in order. Used by one thread. */
public final class KnownFiles implements AutoCloseable {

    private final FrameMerge merge;
    private byte[] last = new byte[0];
    private boolean hasNext;

    public KnownFiles(SubdirSources.Catalog catalog, Path journal) throws IOException {
        this.merge = new FrameMerge(List.of(catalog.open(), new FrameReader(Files.newInputStream(journal))));
        this.hasNext = merge.next();
    }

    /** What was noted of a file last; null if nothing is known, or the file is asked for out of order. */
    @Nullable
    public Holding find(PackageFileName name) throws IOException {
        byte[] key = key(name);
        if (last.length > 0 && FrameKey.compare(last, key) >= 0) {
            return null;
        }
        last = key;
        while (hasNext && FrameKey.compare(merge.first().payload(), key) < 0) {
            hasNext = merge.next();
        }
        boolean found = hasNext && FrameKey.compare(merge.first().payload(), key) == 0;
        return found ? new Holding().read(merge.last()) : null;
    }

    public static byte[] key(PackageFileName name) {
        byte[] text = name.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer key = ByteBuffer.allocate(text.length + 3);
        FrameKey.put(key, name.format(), text);
        return key.array();
    }

    @Override
    public void close() throws IOException {
        merge.close();
    }
}
