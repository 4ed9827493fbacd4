package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.fetch.Arrivals;
import org.channelmirror.internal.fetch.Waiting;
import org.channelmirror.internal.fetch.WaitingPackage;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.KnownFiles;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SourceMerge;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.merge.UpstreamFile;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Takes the packages of one subdir out of an archive. What the manifest vouches for goes into place at once, unless it would replace
 * another file; the rest waits, staged, for the index.
 */
final class SubdirImport implements AutoCloseable {

    /** What is no larger is held as a whole while it waits for its turn. */
    static final int SMALL = 1 << 18;

    private static final int BATCH = 4096;
    private static final long BATCH_BYTES = 64 << 20;

    private final SyncContext context;
    private final Subdir subdir;
    private final ImportTally tally;
    private final Journal journal;
    private final SubdirSources.Catalog catalog;
    private final KnownFiles known;
    private final Arrivals arrivals;
    private final Waiting replacing;
    private final Waiting unvouched;
    private final boolean isEmptyHere;
    private final Map<String, Path> indexes = new HashMap<>();
    private final Set<IndexFormat> forms = EnumSet.noneOf(IndexFormat.class);

    SubdirImport(SyncContext context, Subdir subdir, ImportTally tally) throws IOException {
        this.context = context;
        this.subdir = subdir;
        this.tally = tally;
        this.journal = Journal.open(context.storage(), context.store().journalKey(subdir), context.scratch());
        this.catalog = catalog(new CatalogSource(context, subdir));
        this.known = new KnownFiles(catalog, journal.sorted(context.scratch(), subdir + "-journal-found"));
        this.arrivals = new Arrivals(context, subdir, journal, BATCH, BATCH_BYTES);
        this.replacing = new Waiting(context.scratch(), subdir + "-replacing");
        this.unvouched = new Waiting(context.scratch(), subdir + "-unvouched");
        this.isEmptyHere = isEmptyHere(context, subdir);
    }

    /** Whether nothing is stored of it yet, so that no package needs to be looked for. */
    private static boolean isEmptyHere(SyncContext context, Subdir subdir) throws IOException {
        try (Stream<StoredObject> stored =
                context.storage().list(context.store().folder(subdir))) {
            return stored.findAny().isEmpty();
        }
    }

    /** A damaged catalog is seen where it is read to its end. */
    private static SubdirSources.Catalog catalog(CatalogSource source) throws IOException {
        SubdirSources.Catalog current = source.current();
        try (FrameReader all = current.open()) {
            while (all.next()) {
                // Each frame is checked as it is read.
            }
            return current;
        } catch (DamagedFileException e) {
            return source.rebuilt();
        }
    }

    Subdir subdir() {
        return subdir;
    }

    SubdirSources.Catalog catalog() {
        return catalog;
    }

    Journal journal() {
        return journal;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** What is known of a package; asked by the thread that reads the archive. */
    @Nullable
    Holding known(ImportedPackage item) throws IOException {
        return known.find(item.name());
    }

    /** Whether what is published here is to stay, because the archive is older. */
    static boolean stays(ImportMerge.Rule rule, @Nullable Holding before) {
        return rule == ImportMerge.Rule.UNITE_OLDER && before != null && before.is(Holding.PUBLISHED);
    }

    /** Reads a package, and answers what is left to do, which is waiting for the disk. Both are thread-safe. */
    ImportWorkers.Task read(ImportedPackage item, @Nullable Holding before, ImportMerge.Rule rule) throws IOException {
        StoragePath target = context.store().published(subdir, item.name().value());
        Optional<StoredObject> stored =
                isEmptyHere ? Optional.empty() : context.storage().stat(target);
        if (stays(rule, before)) {
            item.copyTo(OutputStream.nullOutputStream());
            return ImportWorkers.NOTHING;
        }
        if (item.line().isPresent() && stored.isPresent() && isHere(item, before, stored.get())) {
            item.copyTo(OutputStream.nullOutputStream());
            tally.found();
            return ImportWorkers.NOTHING;
        }
        return stage(item, target, stored);
    }

    /** Whether the stored file is the one that the manifest lists; what nobody noted of it is noted. */
    private boolean isHere(ImportedPackage item, @Nullable Holding before, StoredObject stored) throws IOException {
        byte[] sha256 = item.line().orElseThrow().hash();
        if (before != null && !before.is(Holding.UNVERIFIED) && before.token().equals(stored.token())) {
            return before.sha256Equals(sha256, 0);
        }
        return stored.size() == item.size() && adopt(item, sha256, stored);
    }

    private boolean adopt(ImportedPackage item, byte[] sha256, StoredObject stored) throws IOException {
        ImportedPackage there;
        try (InputStream in = context.storage().open(stored.path(), ByteRange.ALL)) {
            there = new ImportedPackage(subdir, item.name(), stored.size(), Optional.empty(), in);
            Holding holding = there.copyTo(OutputStream.nullOutputStream());
            if (!holding.sha256Equals(sha256, 0)) {
                return false;
            }
            arrivals.adopt(holding, stored.token());
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private ImportWorkers.Task stage(ImportedPackage item, StoragePath target, Optional<StoredObject> stored)
            throws IOException {
        StageKey key = stageKey(item);
        StagedOutput out = StagedOutput.fresh(context.storage(), key);
        Holding holding;
        try {
            holding = item.copyTo(out);
        } catch (IOException e) {
            out.staged().discard();
            out.staged().close();
            throw e;
        }
        tally.arrived(item.size());
        return () -> land(out.staged(), item.line().isPresent(), stored.isEmpty(), target, holding);
    }

    /** A large package is made durable here, while the next is read; small ones are, many at once, when they are published. */
    private void land(StagedWrite staged, boolean isVouchedFor, boolean isNew, StoragePath target, Holding holding)
            throws IOException {
        if (holding.size() > SMALL) {
            staged.forceContent();
        }
        staged.close();
        if (isVouchedFor && isNew) {
            arrivals.add(staged, target, holding);
        } else {
            (isVouchedFor ? replacing : unvouched).add(holding, staged.key(), 0);
        }
    }

    private StageKey stageKey(ImportedPackage item) {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        digest.update(item.name().value().getBytes(StandardCharsets.US_ASCII));
        item.line().ifPresent(line -> digest.update(line.hash()));
        return context.store()
                .packageKey(
                        subdir,
                        Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex());
    }

    /** Notes that the archive has a file of the index, in a form that is to be published here, too. */
    void noteForm(String name) {
        IndexFormats.of(name).ifPresent(forms::add);
    }

    /** Notes that the archive has forms of other indexes, which this one is to have, too. */
    void noteForms(Set<IndexFormat> others) {
        forms.addAll(others);
    }

    /** The forms of the index that the archive has. */
    Set<IndexFormat> forms() {
        return forms;
    }

    /** Takes a file of the index, which is looked at when everything is there. */
    void takeIndex(String name, Path file) {
        indexes.put(name, file);
    }

    private Optional<UpstreamIndex.Fetched> index() {
        return ArchiveIndex.read(indexes).map(found -> {
            URI uri = context.channels()
                    .get(0)
                    .url()
                    .resolve(subdir + "/" + found.getKey().fileName());
            IndexInput input = new IndexInput(uri.toString(), Validator.NONE);
            return new UpstreamIndex.Fetched(found.getValue(), uri, input);
        });
    }

    /** Reads the index. */
    IngestedIndex ingest() throws IOException {
        UpstreamIndex.Fetched fetched = index().orElseThrow(() -> new InvalidArchiveException(
                Reason.INCOMPLETE, subdir.name(), "the archive has packages of it and no repodata.json"));
        try {
            return Ingest.of(context, subdir, 0, fetched, new NameRank(0, List.of()), SeenFiles.of(context, subdir));
        } catch (RepodataFormatException e) {
            String path = fetched.uri().getPath();
            throw new InvalidArchiveException(
                    Reason.DAMAGED,
                    path.startsWith("/") ? path.substring(1) : path,
                    "it is no index: " + e.problem() + "; copy the archive again, or make it anew");
        }
    }

    /** Lets in what the index vouches for, and refuses what it contradicts. */
    void vouch(IngestedIndex index) throws IOException {
        arrivals.flush();
        Path waiting = unvouched.finish();
        Path nothing = empty();
        SubdirSources sources = new SubdirSources(List.of(index), SubdirSources.Catalog.of(nothing), waiting);
        long unlisted = 0;
        UpstreamFile listed = new UpstreamFile();
        try (SourceMerge merge = sources.merge()) {
            while (merge.next()) {
                FrameReader frame = merge.journal();
                if (frame == null) {
                    continue;
                }
                WaitingPackage arrived = WaitingPackage.read(context, subdir, frame);
                StageKey key = arrived.key().orElseThrow();
                if (!listed.find(merge)) {
                    unlisted++;
                    discard(key);
                } else if (!listed.reference().describes(arrived.holding())) {
                    throw new InvalidArchiveException(
                            Reason.MANIFEST_MISMATCH,
                            subdir + "/" + arrived.file(),
                            "its bytes are not the ones that the index lists: copy the archive again");
                } else {
                    letIn(arrived, key);
                }
            }
        }
        arrivals.flush();
        if (unlisted > 0) {
            context.events()
                    .warn(subdir.name(), unlisted + " packages in the archive are not in its index, and left out");
        }
    }

    private void discard(StageKey key) throws IOException {
        try (StagedWrite staged = context.storage().stage(key)) {
            staged.discard();
        }
    }

    private void letIn(WaitingPackage arrived, StageKey key) throws IOException {
        Optional<StoredObject> stored = context.storage().stat(arrived.target());
        if (stored.isEmpty()) {
            arrivals.add(
                    context.storage().stage(key),
                    arrived.target(),
                    new Holding()
                            .begin(
                                    arrived.holding().section(),
                                    arrived.holding().fileName())
                            .size(arrived.size())
                            .sha256(arrived.holding().sha256())
                            .md5(arrived.holding().md5()));
            return;
        }
        ImportedPackage same = new ImportedPackage(
                subdir, arrived.file(), arrived.size(), Optional.empty(), InputStream.nullInputStream());
        if (stored.get().size() == arrived.size()
                && adopt(same, arrived.holding().sha256(), stored.get())) {
            discard(key);
        } else {
            replacing.add(
                    new Holding()
                            .begin(
                                    arrived.holding().section(),
                                    arrived.holding().fileName())
                            .size(arrived.size())
                            .sha256(arrived.holding().sha256())
                            .md5(arrived.holding().md5()),
                    key,
                    0);
        }
    }

    /** What waits to replace files, sorted. */
    Path replacing() throws IOException {
        return replacing.finish();
    }

    Path arrived(String name) throws IOException {
        arrivals.flush();
        return journal.sorted(context.scratch(), subdir + "-" + name);
    }

    Path empty() throws IOException {
        Path file = context.scratch().resolve(subdir + "-nothing");
        try (FrameWriter none = new FrameWriter(Files.newOutputStream(file))) {
            none.finish();
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        try (journal;
                known;
                replacing;
                unvouched) {
            arrivals.flush();
        }
    }
}
