package org.channelmirror.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/**
 * Makes a catalog from the published index, when there is none that belongs to it: after a kill between the publication and the
 * change of generation, after damage, and for a reset. What the last catalog knew of the same bytes is taken over; the rest is
 * marked as unverified and will be hashed.
 */
final class CatalogRebuild implements RepodataHandler {

    private static final int CHUNK_BYTES = 16 << 20;

    private final SortedFrames frames;
    private final SortedFrames removed;
    private final Holding holding = new Holding();

    private CatalogRebuild(SortedFrames frames, SortedFrames removed) {
        this.frames = frames;
        this.removed = removed;
    }

    static SubdirSources.Catalog fromPublished(ChannelStorage storage, StoragePath index, Path scratch, String name)
            throws IOException {
        Path both = scratch.resolve(name + "-whole");
        try (SortedFrames frames = new SortedFrames(scratch, name, CHUNK_BYTES);
                SortedFrames removed = new SortedFrames(scratch, name + "-removed", CHUNK_BYTES);
                InputStream in = storage.open(index, ByteRange.ALL)) {
            RepodataReader.read(in, new CatalogRebuild(frames, removed));
            // Of a name in both the record counts.
            try (FrameMerge merge = SortedFrames.open(List.of(removed.finish(), frames.finish()));
                    FrameWriter out = new FrameWriter(Files.newOutputStream(both))) {
                while (merge.next()) {
                    FrameReader winner = merge.last();
                    out.write(winner.payload(), 0, winner.length());
                }
                out.finish();
            }
        }
        return SubdirSources.Catalog.of(both);
    }

    /** Joins what the index lists with what an older catalog knew. */
    static SubdirSources.Catalog join(SubdirSources.Catalog rebuilt, SubdirSources.Catalog older, Path target)
            throws IOException {
        Holding listed = new Holding();
        Holding known = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(rebuilt.open(), older.open()));
                FrameWriter out = new FrameWriter(Files.newOutputStream(target))) {
            while (merge.next()) {
                FrameReader inIndex = merge.at(0);
                FrameReader inOlder = merge.at(1);
                if (inIndex == null) {
                    out.write(known.read(merge.first()).clear(Holding.PUBLISHED).payload());
                } else if (inOlder != null && listed.read(inIndex).is(Holding.WITHDRAWN)) {
                    known.read(inOlder).clear(Holding.PUBLISHED).set(Holding.WITHDRAWN);
                    out.write(known.payload());
                } else if (inOlder != null && sameBytes(listed.read(inIndex), known.read(inOlder))) {
                    known.clear(Holding.WITHDRAWN)
                            .set(Holding.PUBLISHED)
                            .record(listed.recordOffset(), listed.recordLength());
                    out.write(known.payload());
                } else {
                    out.write(listed.read(inIndex).payload());
                }
            }
            out.finish();
        }
        return SubdirSources.Catalog.of(target);
    }

    private static boolean sameBytes(Holding listed, Holding known) {
        if (listed.is(Holding.HAS_SHA256)) {
            return known.sha256Equals(listed.sha256(), 0);
        }
        return listed.is(Holding.HAS_MD5) && known.md5Equals(listed.md5(), 0);
    }

    @Override
    public void record(RawRecord raw) throws IOException {
        if (!PackageFileName.isValid(raw.fileName())) {
            return;
        }
        holding.begin(raw.section(), raw.fileName().getBytes(StandardCharsets.US_ASCII))
                .set(Holding.PUBLISHED | Holding.UNVERIFIED)
                .record(raw.sourceOffset(), raw.sourceLength());
        raw.size().ifPresent(holding::size);
        raw.sha256().ifPresent(holding::sha256);
        raw.md5().ifPresent(holding::md5);
        frames.add(holding.payload());
    }

    /** What a name in {@code removed} stands for is on the disk, but of no known content. */
    @Override
    public void removed(String fileName) throws IOException {
        Optional<PackageFormat> section = PackageFormat.of(fileName);
        if (section.isEmpty() || !PackageFileName.isValid(fileName)) {
            return;
        }
        holding.begin(section.get(), fileName.getBytes(StandardCharsets.US_ASCII))
                .set(Holding.WITHDRAWN | Holding.UNVERIFIED);
        removed.add(holding.payload());
    }

    @Override
    public void info(String key, byte[] value) {}

    @Override
    public void other(String key, byte[] value) {}

    @Override
    public void skipped(String key) {}
}
