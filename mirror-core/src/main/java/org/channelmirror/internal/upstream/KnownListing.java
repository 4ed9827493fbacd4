package org.channelmirror.internal.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.KnownMembers;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.Section;
import org.channelmirror.repodata.TextRange;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * The records of the published index as upstream listed them before. What upstream lists with the same bytes again need not be read,
 * as the catalog knows what it says.
 */
final class KnownListing implements KnownMembers, AutoCloseable {

    /** Round a name in an index as it is published stand quotes, and behind it a colon. */
    private static final int ROUND_NAME = 3;

    private final FrameReader catalog;
    private final IndexText text;
    private final Target target;
    private final Holding entry = new Holding();
    private final ByteBuffer key = ByteBuffer.allocate(512);
    private boolean isAtEntry;
    private boolean isEnded;

    /** Takes what upstream has again. */
    @FunctionalInterface
    interface Target {

        /** The record of an entry begins at a place in upstream's text. */
        void known(Holding entry, long at) throws IOException;
    }

    private KnownListing(FrameReader catalog, IndexText text, Target target) {
        this.catalog = catalog;
        this.text = text;
        this.target = target;
    }

    /** That of a subdir, if its index is published as the catalog says. */
    static Optional<KnownListing> open(SyncContext context, Subdir subdir, Target target) throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        StoragePath index = context.store().published(subdir, Variant.JSON.fileName());
        Optional<PublishedFile> published = state.flatMap(of -> of.file(Variant.JSON.fileName()));
        Optional<StoredObject> stored = context.storage().stat(index);
        if (context.request().mode() == SyncMode.RESET
                || published.isEmpty()
                || stored.isEmpty()
                || !published.get().token().equals(stored.get().token())) {
            return Optional.empty();
        }
        Optional<Path> file = context.storage().localPath(index);
        long generation = state.orElseThrow().generation();
        if (file.isEmpty()
                || context.storage()
                        .stat(context.store().catalog(subdir, generation))
                        .isEmpty()) {
            return Optional.empty();
        }
        IndexText text = new IndexText(file.get());
        try {
            return Optional.of(new KnownListing(context.store().openCatalog(subdir, generation), text, target));
        } catch (DamagedFileException e) {
            // Whoever plans finds out and makes another.
            text.close();
            return Optional.empty();
        }
    }

    @Override
    public boolean isAt(Section section) throws IOException {
        if (section.revision() != Section.Revision.FIRST) {
            return false;
        }
        while (!isEnded && (!isAtEntry || entry.section().compareTo(section.format()) < 0)) {
            next();
        }
        return !isEnded && entry.section() == section.format();
    }

    /** Goes to the next entry whose record is known, and finds it in the published index. */
    private void next() throws IOException {
        try {
            do {
                isEnded = !catalog.next();
            } while (!isEnded && !isListed(entry.read(catalog)));
            isAtEntry = !isEnded;
            isEnded = isEnded || !find();
        } catch (DamagedFileException | EOFException e) {
            // Whoever plans finds out; upstream's text is read without it.
            isEnded = true;
        }
    }

    /** What is listed no more keeps the place that it had. */
    private static boolean isListed(Holding entry) {
        return entry.is(Holding.PUBLISHED) && entry.isKnown();
    }

    /** Whether the member that stands where it should has the entry's name. */
    private boolean find() throws IOException {
        byte[] frame = catalog.payload();
        int nameLength = FrameKey.nameLength(frame);
        int before = nameLength + ROUND_NAME;
        long start = entry.recordOffset() - before;
        text.find(new TextRange(start, before + entry.recordLength(), TextRange.Layout.COMPACT));
        int name = text.offset() + 1;
        return Arrays.equals(text.buffer(), name, name + nameLength, frame, FrameKey.nameOffset(), FrameKey.end(frame));
    }

    @Override
    public byte[] buffer() {
        return text.buffer();
    }

    @Override
    public int offset() {
        return text.offset();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public void found(long end) throws IOException {
        isAtEntry = false;
        target.known(entry, end - entry.recordLength());
    }

    @Override
    public void passed(RawRecord record) throws IOException {
        if (isEnded || !isAtEntry || !PackageFileName.isValid(record.fileName())) {
            return;
        }
        byte[] name = record.fileName().getBytes(StandardCharsets.US_ASCII);
        FrameKey.put(key.clear(), record.section().format(), name);
        while (!isEnded && FrameKey.compare(entry.payload().array(), key.array()) <= 0) {
            next();
        }
    }

    @Override
    public void close() throws IOException {
        try (catalog) {
            text.close();
        }
    }
}
