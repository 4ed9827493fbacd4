package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.Transfer;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.ExportPin;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.snapshots.DamagedSnapshot;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.threads.Workers;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveWriter;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/** Writes one account into an archive. It takes no lock: sync and clean may run beside. */
public final class ExportOperation {

    private static final String THE_ARCHIVE = "the archive";

    private final Engine engine;
    private final ExportRequest request;
    private final ChannelStorage storage;
    private final AccountName account;
    private final SnapshotStore snapshots;
    private final SideStore sides;
    private final Events events;
    private final Instant started;

    public ExportOperation(Engine engine, ExportRequest request) {
        this.engine = engine;
        this.request = request;
        this.storage = request.source();
        this.account = request.account();
        this.snapshots = new SnapshotStore(storage, account);
        this.sides = new SideStore(storage, account);
        this.events = new Events(engine.listener());
        this.started = engine.clock().instant();
    }

    /** Runs it. */
    public ExportReport run() throws MirrorException {
        events.send(listener -> listener.operationStarted(account));
        try (ExportPin pin = ExportPin.set(storage, account, started);
                Scratch scratch = Scratch.temporary()) {
            ExportPlaces places = places();
            SideCopies copies = new SideCopies(storage, events, scratch.folder());
            List<ExportedSubdir> subdirs = subdirs(places, copies, scratch);
            SortedMap<String, Path> root = new ExportRoot(copies, places, events, scratch.folder()).take(subdirs);
            @Nullable BaseFrames base = base(scratch.folder());
            ExportManifest manifest = new ExportManifest(subdirs, root, base, scratch.folder());
            ExportContent content = new ExportContent(storage, places, pin);
            ManifestHeader header =
                    header(subdirs, root, Optional.ofNullable(base).map(BaseFrames::id));
            Path file = scratch.folder().resolve("manifest");
            manifest.write(file, header, content::complete);
            manifest.counts().forEach(this::tell);
            Optional<Digest> written = Optional.empty();
            if (request.destination().isPresent()) {
                Digest digest = Digest.of(DigestAlgorithm.SHA256, ExportManifest.sha256(file));
                write(request.destination().get(), file, digest, subdirs, root, manifest, content);
                noteLast(file);
                written = Optional.of(digest);
            }
            return new ExportReport(
                    account,
                    manifest.counts(),
                    header.sequence(),
                    header.published(),
                    written,
                    events.warnings(),
                    Duration.between(started, engine.clock().instant()));
        } catch (InvalidArchiveException e) {
            throw new ArchiveException(e);
        } catch (ExportContent.DamagedPackageException e) {
            String problem = String.valueOf(e.getMessage());
            throw request.snapshot().isPresent()
                    ? DamagedSnapshot.at(e.path(), problem)
                    : new IntegrityException(e.path(), problem);
        } catch (ArchiveOutput.FailedException e) {
            checkCancelled();
            throw new StorageException(THE_ARCHIVE, e.failure());
        } catch (IOException e) {
            checkCancelled();
            throw new StorageException("account " + account, e);
        }
    }

    private void tell(ExportReport.ExportedSubdir subdir) {
        SubdirPlan plan = new SubdirPlan(
                subdir.subdir(),
                subdir.listed(),
                subdir.listed(),
                subdir.packages(),
                subdir.bytes(),
                0,
                0,
                Map.of(),
                Optional.empty());
        events.send(listener -> listener.planReady(plan));
    }

    private ExportPlaces places() throws IOException, MirrorException {
        return request.snapshot().isPresent()
                ? ExportPlaces.snapshot(snapshots, sides, request.snapshot().get())
                : ExportPlaces.published(new StateStore(storage, account), sides);
    }

    private List<ExportedSubdir> subdirs(ExportPlaces places, SideCopies copies, Scratch scratch)
            throws IOException, MirrorException {
        ExportSides beside = new ExportSides(copies, places, new SideNarrowing(events, scratch.folder()));
        ExportSource source = new ExportSource(storage, places, beside, scratch.folder());
        List<ExportedSubdir> taken = new ArrayList<>();
        Optional<List<Subdir>> wanted = request.subdirs().subdirs();
        for (Subdir subdir : places.subdirs()) {
            if (wanted.isEmpty() || wanted.get().contains(subdir)) {
                source.take(subdir).ifPresent(taken::add);
            }
        }
        if (taken.isEmpty()) {
            throw new AccountException(
                    account,
                    AccountException.Reason.UNKNOWN,
                    "nothing of account " + account + " is published here: run sync first, or name another account");
        }
        for (Subdir subdir : wanted.orElse(List.of())) {
            boolean isThere =
                    taken.stream().anyMatch(each -> each.line().subdir().equals(subdir));
            if (!isThere) {
                events.warn(subdir.name(), "nothing of it is published here");
            }
        }
        return ExportNarrowing.isNeeded(request)
                ? ExportNarrowing.narrow(engine, request, events, scratch, taken)
                : taken;
    }

    private @Nullable BaseFrames base(Path scratch) throws IOException, MirrorException {
        if (request.since().isEmpty()) {
            return null;
        }
        if (request.since().get() instanceof ArchiveBase.Snapshot snapshot) {
            ExportPlaces places = ExportPlaces.snapshot(snapshots, sides, snapshot.name());
            return BaseFrames.of(storage, places, scratch);
        }
        return BaseFrames.read(request.since().get(), () -> storage.open(last(), ByteRange.ALL), scratch);
    }

    private ManifestHeader header(List<ExportedSubdir> subdirs, SortedMap<String, Path> root, Optional<String> base) {
        List<String> channels = subdirs.stream()
                .flatMap(subdir -> subdir.origins().urls().stream())
                .distinct()
                .toList();
        Stream<String> asked =
                request.subdirs().subdirs().stream().flatMap(List::stream).map(subdir -> "subdir " + subdir);
        Stream<String> snapshot = request.snapshot().stream().map(name -> "snapshot " + name);
        Stream<String> narrowing = Stream.of(
                        request.packages().descriptions().stream(),
                        request.specs().stream().map(spec -> "spec " + spec),
                        snapshot)
                .flatMap(each -> each);
        return new ManifestHeader(
                root.isEmpty() ? ManifestHeader.FORMAT : ManifestHeader.WITH_ROOT,
                ManifestHeader.MINOR,
                account,
                subdirs.stream().map(ExportedSubdir::line).toList(),
                channels,
                Stream.concat(asked, narrowing).toList(),
                base);
    }

    private void write(
            ExportRequest.Destination destination,
            Path manifest,
            Digest digest,
            List<ExportedSubdir> subdirs,
            SortedMap<String, Path> root,
            ExportManifest listed,
            ExportContent content)
            throws IOException, MirrorCancelledException {
        try (ArchiveWriter archive =
                destination.format().writer(new ArchiveOutput(destination.out()), destination.options())) {
            add(archive, ArchivePaths.manifest(account), manifest);
            if (request.signature().isPresent()) {
                byte[] signature = sign(digest.bytes());
                archive.add(ArchivePaths.signature(account), signature.length, out -> out.write(signature));
            }
            addPackages(archive, subdirs, listed, content);
            for (ExportedSubdir subdir : subdirs) {
                for (Map.Entry<String, Path> file : subdir.files().entrySet()) {
                    add(archive, ArchivePaths.file(account, subdir.line().subdir(), file.getKey()), file.getValue());
                }
            }
            for (Map.Entry<String, Path> file : root.entrySet()) {
                add(archive, ArchivePaths.root(account, file.getKey()), file.getValue());
            }
            archive.finish();
        }
    }

    private void addPackages(
            ArchiveWriter archive, List<ExportedSubdir> subdirs, ExportManifest listed, ExportContent content)
            throws IOException, MirrorCancelledException {
        ArchiveTransfers transfers = new ArchiveTransfers(events);
        ExecutorService readers = Workers.start(engine.maxParallel(), "channel-mirror-export", (thread, failure) -> {});
        try {
            for (ExportedSubdir each : subdirs) {
                Subdir subdir = each.line().subdir();
                try (ExportAhead ahead = new ExportAhead(content, readers, subdir, listed.packages(subdir))) {
                    for (Holding next = ahead.peek(); next != null; next = ahead.peek()) {
                        checkCancelled();
                        StoragePath path =
                                ArchivePaths.file(account, subdir, next.name().value());
                        Transfer transfer = transfers.begin(subdir, next.name(), next.size());
                        archive.add(path, next.size(), out -> ahead.writeTo(transfers.watched(out, transfer)));
                        transfers.end(transfer);
                    }
                }
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private void checkCancelled() throws MirrorCancelledException {
        if (request.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new MirrorCancelledException(new MirrorReport(
                    account,
                    List.of(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    events.warnings(),
                    events.listenerErrors(),
                    Duration.between(started, engine.clock().instant()),
                    DependencyCheck.NONE));
        }
    }

    private static void add(ArchiveWriter archive, StoragePath path, Path file) throws IOException {
        archive.add(path, Files.size(file), out -> Files.copy(file, out));
    }

    private byte[] sign(byte[] digest) throws IOException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(request.signature().orElseThrow());
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IOException("the manifest cannot be signed with that key: " + e.getMessage(), e);
        }
    }

    private StoragePath last() {
        return StoragePath.of(".mirror", "state", account.value(), "last-export");
    }

    private void noteLast(Path manifest) throws IOException {
        // Not among the account's own keys: a run beside drops what of those it does not know.
        StageKey key = new StageKey("~last-export~" + account);
        try (InputStream in = Files.newInputStream(manifest);
                StagedOutput out = StagedOutput.fresh(storage, key);
                StagedWrite staged = out.staged()) {
            in.transferTo(out);
            storage.publish(List.of(new Publication(staged, last())));
        }
    }
}
