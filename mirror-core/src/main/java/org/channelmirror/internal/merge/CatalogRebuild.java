package org.channelmirror.internal.merge;

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
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/**
 * Makes a catalog from the published index, when there is none that belongs to it: after a kill between the publication and the
 * change of generation, after damage, and for a reset. What the last catalog knew of the same bytes is taken over; the rest is
 * marked as unverified and will be hashed.
 */
public final class CatalogRebuild implements RepodataHandler {

    private static final int CHUNK_BYTES = 16 << 20;

    private final SortedFrames frames;
    private final LazyFrames revised;
    private final SortedFrames removed;
    private final Holding holding = new Holding();

    private CatalogRebuild(SortedFrames frames, LazyFrames revised, SortedFrames removed) {
        this.frames = frames;
        this.revised = revised;
        this.removed = removed;
    }

    public static SubdirSources.Catalog fromPublished(
            ChannelStorage storage, StoragePath index, Path scratch, String name) throws IOException {
        Path both = scratch.resolve(name + "-whole");
        try (SortedFrames frames = new SortedFrames(scratch, name, CHUNK_BYTES);
                LazyFrames revised = new LazyFrames(scratch, name + "-revised", CHUNK_BYTES);
                SortedFrames removed = new SortedFrames(scratch, name + "-removed", CHUNK_BYTES);
                InputStream in = storage.open(index, ByteRange.ALL)) {
            RepodataReader.read(in, new CatalogRebuild(frames, revised, removed));
            try (FrameMerge merge =
                            new FrameMerge(List.of(read(removed.finish()), read(frames.finish()), revised.open()));
                    FrameWriter out = new FrameWriter(Files.newOutputStream(both))) {
                Holding entry = new Holding();
                while (merge.next()) {
                    out.write(joined(merge, entry).payload());
                }
                out.finish();
            }
        }
        return SubdirSources.Catalog.of(both);
    }

    private static FrameReader read(Path file) throws IOException {
        return new FrameReader(Files.newInputStream(file));
    }

    /** Of a name in {@code removed} and in a section the record counts; what has two records is one file. */
    private static Holding joined(FrameMerge merge, Holding entry) {
        FrameReader record = merge.at(1);
        FrameReader third = merge.at(2);
        if (third == null) {
            return entry.read(merge.last());
        }
        Holding inRevision = new Holding().read(third);
        if (record == null) {
            return inRevision;
        }
        if (inRevision.is(Holding.PUBLISHED) && entry.read(record).sameContent(inRevision)) {
            entry.revised(inRevision.revisedOffset(), inRevision.revisedLength(), inRevision.revisedTime());
        }
        return entry;
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
                    known.read(merge.first()).clear(Holding.PUBLISHED);
                    out.write(known.unrevised().payload());
                } else if (inOlder != null && listed.read(inIndex).is(Holding.WITHDRAWN)) {
                    known.read(inOlder).clear(Holding.PUBLISHED).set(Holding.WITHDRAWN);
                    out.write(known.unrevised().payload());
                } else if (inOlder != null && sameBytes(listed.read(inIndex), known.read(inOlder))) {
                    known.unrevised().clear(Holding.WITHDRAWN).set(Holding.PUBLISHED);
                    known.record(listed.recordOffset(), listed.recordLength());
                    if (listed.is(Holding.REVISED)) {
                        known.revised(listed.revisedOffset(), listed.revisedLength(), listed.revisedTime());
                    }
                    out.write(known.payload());
                } else {
                    listed.read(inIndex);
                    out.write((inOlder == null ? listed : noted(listed, known.read(inOlder))).payload());
                }
            }
            out.finish();
        }
        return SubdirSources.Catalog.of(target);
    }

    /** What the index lists, all of it to be hashed; what it lists without checksums has those that an older catalog knew. */
    static SubdirSources.Catalog note(SubdirSources.Catalog rebuilt, SubdirSources.Catalog older, Path target)
            throws IOException {
        Holding listed = new Holding();
        Holding known = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(rebuilt.open(), older.open()));
                FrameWriter out = new FrameWriter(Files.newOutputStream(target))) {
            while (merge.next()) {
                FrameReader inIndex = merge.at(0);
                FrameReader inOlder = merge.at(1);
                if (inIndex != null) {
                    listed.read(inIndex);
                    out.write((inOlder == null ? listed : noted(listed, known.read(inOlder))).payload());
                }
            }
            out.finish();
        }
        return SubdirSources.Catalog.of(target);
    }

    private static Holding noted(Holding listed, Holding known) {
        boolean isOpen = !listed.is(Holding.HAS_SHA256) && !listed.is(Holding.HAS_MD5);
        boolean isSame = !listed.is(Holding.HAS_SIZE) || listed.size() == known.size();
        if (isOpen && isSame && known.is(Holding.HAS_SHA256)) {
            listed.size(known.size()).sha256(known.sha256());
        }
        return listed;
    }

    private static boolean sameBytes(Holding listed, Holding known) {
        if (listed.is(Holding.HAS_SHA256)) {
            return known.sha256Equals(listed.sha256(), 0);
        }
        return listed.is(Holding.HAS_MD5) && known.md5Equals(listed.md5(), 0);
    }

    @Override
    public void record(RawRecord raw) throws IOException {
        String name = raw.fileName();
        if (!PackageFileName.isValid(name)
                || PackageFormat.of(name).orElseThrow() != raw.section().format()) {
            return;
        }
        holding.begin(raw.section().format(), name.getBytes(StandardCharsets.US_ASCII))
                .set(Holding.PUBLISHED | Holding.UNVERIFIED)
                .origin(Origins.UNKNOWN);
        raw.size().ifPresent(holding::size);
        try {
            raw.sha256().ifPresent(holding::sha256);
            raw.md5().ifPresent(holding::md5);
        } catch (IllegalArgumentException e) {
            // A damaged checksum vouches for nothing: the package is fetched as one that is not here.
            holding.clear(Holding.PUBLISHED | Holding.HAS_SHA256 | Holding.HAS_MD5);
        }
        if (raw.section().revision() == Section.Revision.FIRST) {
            frames.add(holding.record(raw.sourceOffset(), raw.sourceLength()).payload());
        } else {
            holding.revised(raw.sourceOffset(), raw.sourceLength(), raw.indexedTimestamp());
            revised.add(holding.payload());
        }
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
}
