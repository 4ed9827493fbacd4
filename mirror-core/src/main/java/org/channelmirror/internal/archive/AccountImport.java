package org.channelmirror.internal.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.api.ImportReport.ImportedAccount;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.Transfer;
import org.channelmirror.internal.archive.ArchivePaths.Place;
import org.channelmirror.internal.archive.ImportMerge.Rule;
import org.channelmirror.internal.archive.ManifestHeader.SubdirLine;
import org.channelmirror.internal.index.FreshFile;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.AccountHold;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.DueDeletions;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.side.RootFiles;
import org.channelmirror.internal.side.SideFile;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.ImportNote;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveReader.Strays;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.jspecify.annotations.Nullable;

/** What an archive has for one account: with its manifest where it has one, else what its index vouches for. */
final class AccountImport implements AutoCloseable {

    private static final String EMPTY_NOARCH =
            "{\"info\":{\"subdir\":\"noarch\"},\"packages\":{},\"packages.conda\":{}}";

    private final ImportRequest request;
    private final AccountName account;
    private final KeptLease lease;
    private final Scratch scratch;
    private final SyncContext context;
    private final ImportWorkers workers;
    private final ArchiveTransfers transfers;
    private final @Nullable ImportManifest manifest;
    private final @Nullable ManifestCursor cursor;
    private final ImportTally tally = new ImportTally();
    private final Map<Subdir, SubdirImport> subdirs = new LinkedHashMap<>();
    private final Map<Subdir, Map<SideFile, Path>> sides = new HashMap<>();
    private final Map<String, Path> root = new HashMap<>();
    private final ImportRules rules;

    private AccountImport(
            ImportRequest request,
            AccountName account,
            KeptLease lease,
            Scratch scratch,
            SyncContext context,
            @Nullable ImportManifest manifest,
            @Nullable ManifestCursor cursor,
            ImportRules rules) {
        this.request = request;
        this.account = account;
        this.lease = lease;
        this.scratch = scratch;
        this.context = context;
        this.workers = new ImportWorkers(context.maxParallel());
        this.transfers = new ArchiveTransfers(context.events());
        this.manifest = manifest;
        this.cursor = cursor;
        this.rules = rules;
    }

    /** Takes the account's lock and looks whether the archive fits what is here. */
    static AccountImport open(
            Engine engine,
            ImportRequest request,
            AccountName account,
            Events events,
            @Nullable ImportManifest manifest,
            Strays strays)
            throws IOException, MirrorException {
        Instant now = engine.clock().instant();
        KeptLease lease = AccountLock.take(request.target(), account, "import", now, request.lock());
        Scratch scratch = null;
        try {
            scratch = request.mode() == ImportRequest.Mode.DRY_RUN
                    ? Scratch.temporary()
                    : Scratch.of(request.target(), account);
            ChannelStorage fenced = lease.fence(request.target());
            SyncContext context = context(engine, request, fenced, account, events, scratch, manifest);
            if (request.mode() == ImportRequest.Mode.APPLY) {
                AccountHold.refuse(context.store());
                DueDeletions.run(fenced, context.store(), lease, context.scratch(), events, now);
                context.halves().begin(SyncMode.INCREMENTAL);
            }
            ManifestCursor cursor = manifest == null ? null : ManifestCursor.open(manifest, strays);
            ImportRules rules = ImportRules.of(request, context, manifest);
            if (manifest != null) {
                manifest.plans().forEach(plan -> events.send(listener -> listener.planReady(plan)));
            }
            return new AccountImport(request, account, lease, scratch, context, manifest, cursor, rules);
        } catch (IOException | MirrorException | RuntimeException e) {
            if (scratch != null) {
                scratch.close();
            }
            lease.close();
            if (e instanceof IOException failure) {
                Optional<LockedException> lost = AccountLock.lost(account, failure);
                if (lost.isPresent()) {
                    throw lost.get();
                }
            }
            throw e;
        }
    }

    private static SyncContext context(
            Engine engine,
            ImportRequest request,
            ChannelStorage fenced,
            AccountName account,
            Events events,
            Scratch scratch,
            @Nullable ImportManifest manifest) {
        List<Channel> channels = new ArrayList<>();
        if (manifest != null) {
            for (String url : manifest.header().channels()) {
                channels.add(channel(url));
            }
        }
        if (channels.isEmpty()) {
            channels.add(new Channel(URI.create("file:///")));
        }
        SyncRequest asked = SyncRequest.builder(
                        channels.subList(0, Math.min(channels.size(), SyncRequest.MAX_CHANNELS)), fenced)
                .account(account)
                .cancellation(request.cancellation())
                .build();
        SyncContext made = engine.context(asked, events, scratch);
        return new SyncContext(
                asked,
                made.store(),
                made.halves(),
                made.downloader(),
                made.clock(),
                made.now(),
                made.events(),
                made.scratch(),
                made.maxParallel(),
                ImportRules.SETTINGS,
                made.approvals());
    }

    private static Channel channel(String url) {
        try {
            return new Channel(URI.create(url));
        } catch (IllegalArgumentException e) {
            return new Channel(URI.create("file:///"));
        }
    }

    private boolean isOriginKnown() {
        return manifest != null && !manifest.header().channels().isEmpty();
    }

    /** Takes a file of the account. */
    void take(Place place, ArchiveItem item) throws IOException, InterruptedException {
        context.checkCancelled();
        if (PackageFileName.isValid(place.file())) {
            takePackage(place.subdir(), new PackageFileName(place.file()), item);
        } else {
            takeIndex(place, item);
        }
    }

    private void takePackage(Subdir subdir, PackageFileName name, ArchiveItem item)
            throws IOException, InterruptedException {
        Optional<ManifestLine> line = cursor == null ? Optional.empty() : cursor.find(subdir, name);
        if (cursor != null && line.isEmpty()) {
            return;
        }
        if (line.isPresent() && line.get().size() != item.size()) {
            throw new InvalidArchiveException(
                    Reason.MANIFEST_MISMATCH,
                    item.path().value(),
                    "it has " + item.size() + " bytes, and " + line.get().size() + " by the manifest");
        }
        ImportedPackage taken = new ImportedPackage(subdir, name, item.size(), line, item.content());
        if (request.mode() == ImportRequest.Mode.DRY_RUN) {
            Transfer transfer = transfers.begin(subdir, name, item.size());
            taken.with(transfers.watched(item.content(), transfer)).copyTo(OutputStream.nullOutputStream());
            transfers.end(transfer);
            tally.arrived(item.size());
            return;
        }
        SubdirImport into = subdir(subdir);
        Holding before = into.known(taken);
        Rule rule = rules.of(subdir);
        if (item.size() > SubdirImport.SMALL) {
            workers.submit(read(into, taken, before, rule), item.size());
            return;
        }
        byte[] bytes = item.content().readNBytes((int) item.size());
        workers.submit(
                () -> read(into, taken.with(new ByteArrayInputStream(bytes)), before, rule)
                        .run(),
                bytes.length);
    }

    private ImportWorkers.Task read(SubdirImport into, ImportedPackage item, @Nullable Holding before, Rule rule)
            throws IOException {
        Transfer transfer = transfers.begin(item.subdir(), item.name(), item.size());
        ImportWorkers.Task rest = into.read(item.with(transfers.watched(item.content(), transfer)), before, rule);
        transfers.end(transfer);
        return rest;
    }

    private void takeIndex(Place place, ArchiveItem item) throws IOException {
        Optional<ManifestLine> line =
                cursor == null ? Optional.empty() : cursor.findIndex(place.subdir(), place.file());
        Optional<SideFile> side = SideFile.of(place.file());
        if (line.isEmpty() && (cursor != null || (side.isEmpty() && !ArchiveIndex.isReadable(place.file())))) {
            return;
        }
        Path file = verified(item, line);
        if (!isKept(place, side, file)) {
            Files.delete(file);
        }
    }

    private Path verified(ArchiveItem item, Optional<ManifestLine> line) throws IOException {
        Path file = Files.createTempFile(scratch.folder(), "index", "");
        try (OutputStream out = FreshFile.open(file)) {
            item.content().transferTo(out);
        }
        if (line.isPresent() && !ManifestCursor.describes(line.get(), Files.size(file), ExportManifest.sha256(file))) {
            throw new InvalidArchiveException(
                    Reason.MANIFEST_MISMATCH,
                    item.path().value(),
                    "its bytes are not the ones that the manifest lists: copy the archive again");
        }
        return file;
    }

    /** Whether a manifest says what the account has. */
    boolean isListed() {
        return cursor != null;
    }

    /** Takes a file at the channel's root, which is looked at when everything is there. */
    void takeRoot(String name, ArchiveItem item) throws IOException {
        Optional<ManifestLine> line = cursor == null ? Optional.empty() : cursor.findRoot(name);
        if (line.isEmpty() && (cursor != null || !RootFiles.isOne(name))) {
            return;
        }
        Path file = verified(item, line);
        if (RootFiles.isOne(name)) {
            root.put(name, file);
        } else {
            Files.delete(file);
        }
    }

    /** Keeps what is read when everything is there: of the files beside an index one form each, the first that comes. */
    private boolean isKept(Place place, Optional<SideFile> side, Path file) throws IOException {
        if (request.mode() == ImportRequest.Mode.DRY_RUN) {
            return false;
        }
        if (side.isPresent()) {
            Map<SideFile, Path> kept = sides.computeIfAbsent(place.subdir(), subdir -> new EnumMap<>(SideFile.class));
            return kept.putIfAbsent(side.get(), file) == null;
        }
        subdir(place.subdir()).noteForm(place.file());
        if (ArchiveIndex.isReadable(place.file())) {
            subdir(place.subdir()).takeIndex(place.file(), file);
            return true;
        }
        return false;
    }

    private SubdirImport subdir(Subdir subdir) throws IOException {
        SubdirImport known = subdirs.get(subdir);
        if (known == null) {
            lease.renew();
            known = new SubdirImport(context, subdir, tally);
            subdirs.put(subdir, known);
        }
        return known;
    }

    /** Publishes what came, if every subdir of it can be published. */
    ImportedAccount finish() throws IOException, MirrorException, InterruptedException {
        workers.await();
        if (cursor != null) {
            cursor.finish();
        }
        List<SubdirReport> reports = new ArrayList<>();
        if (request.mode() == ImportRequest.Mode.APPLY) {
            addNoarch();
            for (ImportPublication publication : publications()) {
                context.checkCancelled();
                lease.renew();
                reports.add(publication.run());
            }
            new RootImport(context, rules).run(root);
            noteWhatCame();
        }
        return new ImportedAccount(account, reports, tally.arrivedCount(), tally.arrivedBytes(), tally.foundCount());
    }

    /** Clients take a channel without this subdir for none; where neither has it, it is published empty. */
    private void addNoarch() throws IOException {
        boolean isAnywhere =
                subdirs.containsKey(Subdir.NOARCH) || IndexFormats.isAnyPublished(context.workplace(), Subdir.NOARCH);
        if (subdirs.isEmpty() || isAnywhere) {
            return;
        }
        Path file = Files.createTempFile(scratch.folder(), "noarch-index", "");
        Files.writeString(file, EMPTY_NOARCH);
        List<SubdirImport> others = List.copyOf(subdirs.values());
        SubdirImport noarch = subdir(Subdir.NOARCH);
        others.forEach(other -> noarch.noteForms(other.forms()));
        noarch.takeIndex(UpstreamIndex.Variant.JSON.fileName(), file);
    }

    private List<ImportPublication> publications() throws IOException, InterruptedException {
        Map<Subdir, Path> gone = manifest == null ? Map.of() : manifest.removed(scratch.folder());
        Optional<String> origin = isOriginKnown() ? Optional.of(account.value()) : Optional.empty();
        List<ImportPublication> publications = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Subdir> order = new ArrayList<>(new TreeMap<>(subdirs).keySet());
        if (order.remove(Subdir.NOARCH)) {
            order.add(0, Subdir.NOARCH);
        }
        Map<Subdir, IngestedIndex> indexes = ingest(order);
        for (Subdir subdir : order) {
            Rule rule = rules.of(subdir);
            SubdirImport taken = subdir(subdir);
            Path removed = gone.getOrDefault(subdir, taken.empty());
            Map<SideFile, Path> beside = sides.getOrDefault(subdir, Map.of());
            IngestedIndex index = Objects.requireNonNull(indexes.get(subdir));
            ImportPublication publication = new ImportPublication(context, taken, index, beside, rule, removed, origin);
            missing.addAll(publication.missing());
            publications.add(publication);
        }
        if (!missing.isEmpty()) {
            throw ImportPublication.incomplete(missing);
        }
        return publications;
    }

    /** Reads the indexes while the last packages are moved into place. */
    private Map<Subdir, IngestedIndex> ingest(List<Subdir> order) throws IOException, InterruptedException {
        for (Subdir subdir : order) {
            workers.start(subdir(subdir).arrivals()::flush);
        }
        Map<Subdir, IngestedIndex> indexes = new HashMap<>();
        for (Subdir subdir : order) {
            indexes.put(subdir, subdir(subdir).ingest());
        }
        workers.await();
        return indexes;
    }

    private void noteWhatCame() throws IOException {
        for (SubdirLine line :
                manifest == null ? List.<SubdirLine>of() : manifest.header().subdirs()) {
            if (rules.of(line.subdir()) != Rule.UNITE_OLDER) {
                new ImportNote(line.sequence(), line.published()).save(context.storage(), account, line.subdir());
            }
        }
    }

    /** What became of the lock, if a failure comes from its loss. */
    Optional<LockedException> lostLock(IOException failure) {
        return AccountLock.lost(account, failure);
    }

    @Override
    public void close() throws IOException {
        workers.close();
        try (lease;
                scratch) {
            if (cursor != null) {
                cursor.close();
            }
            for (SubdirImport subdir : subdirs.values()) {
                subdir.close();
            }
        }
    }
}
