package org.channelmirror.internal.archive;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.archive.ArchivePaths.Place;
import org.channelmirror.internal.archive.ArchivePaths.RootPlace;
import org.channelmirror.internal.fetch.FreeSpace;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.side.RootFiles;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveReader.Strays;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/** Takes one archive into a mirror, in one pass over it. */
public final class ImportOperation {

    private static final int SHOWN = 20;

    private final Engine engine;
    private final ImportRequest request;
    private final Events events;
    private final Instant started;
    private final Map<String, AccountImport> accounts = new LinkedHashMap<>();
    private final Set<String> unwanted = new TreeSet<>();
    private boolean isFirst = true;
    private boolean isListedWhole;

    public ImportOperation(Engine engine, ImportRequest request) {
        this.engine = engine;
        this.request = request;
        this.events = new Events(engine.listener());
        this.started = engine.clock().instant();
    }

    /** Runs it, holding the lock of each account that it comes to. */
    public ImportReport run() throws MirrorException {
        try (ArchiveReader archive = request.source().open(request.limits());
                Scratch scratch = Scratch.temporary()) {
            takeAll(archive, scratch);
            return finish();
        } catch (InvalidArchiveException e) {
            throw new ArchiveException(e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw cancelled();
            }
            for (AccountImport each : accounts.values()) {
                Optional<LockedException> lost = each.lostLock(e);
                if (lost.isPresent()) {
                    throw lost.get();
                }
            }
            throw FreeSpace.isExhausted(e)
                    ? FreeSpace.exhausted(
                            "import",
                            e,
                            "Free some space, there or in the folder for temporary files, then import the same archive"
                                    + " again: it goes on where it stopped")
                    : new StorageException("import", e);
        } catch (InterruptedException e) {
            if (!request.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw cancelled();
        }
    }

    private void takeAll(ArchiveReader archive, Scratch scratch)
            throws IOException, MirrorException, InterruptedException {
        try {
            Optional<ArchiveItem> next = archive.next();
            while (next.isPresent()) {
                StoragePath path = next.get().path();
                boolean mayBegin = isFirst || archive.strays() == Strays.IGNORED;
                isFirst = false;
                if (ArchivePaths.isManifest(path) && mayBegin) {
                    next = begin(archive, next.get(), scratch);
                } else {
                    take(next.get());
                    next = archive.next();
                }
            }
            if (accounts.isEmpty()) {
                throw nothing();
            }
        } catch (IOException | MirrorException | InterruptedException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private InvalidArchiveException nothing() {
        return unwanted.isEmpty()
                ? new InvalidArchiveException(
                        Reason.DAMAGED, "the archive", "it has no manifest, and no packages in a folder \"pkgs\"")
                : new InvalidArchiveException(
                        Reason.INCOMPLETE,
                        request.channel().orElseThrow(),
                        "the archive has no such channel; it has " + String.join(", ", unwanted));
    }

    private ImportReport finish() throws IOException, MirrorException, InterruptedException {
        List<ImportReport.ImportedAccount> reports = new ArrayList<>();
        try {
            for (AccountImport each : accounts.values()) {
                reports.add(each.finish());
            }
        } catch (IOException | MirrorException | InterruptedException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
        for (AccountImport each : accounts.values()) {
            each.close();
        }
        return new ImportReport(
                reports,
                events.warnings(),
                Duration.between(started, engine.clock().instant()));
    }

    private void closeAfter(Exception failure) {
        for (AccountImport each : accounts.values()) {
            try {
                each.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Takes a manifest, and the signature that follows it; answers the item behind them. */
    private Optional<ArchiveItem> begin(ArchiveReader archive, ArchiveItem item, Scratch scratch)
            throws IOException, MirrorException {
        ImportManifest manifest = ImportManifest.take(item, scratch.folder());
        Optional<ArchiveItem> next = archive.next();
        boolean isSigned =
                next.isPresent() && ArchivePaths.isSignature(next.get().path());
        if (request.verification().isPresent()) {
            if (!isSigned) {
                throw manifest.refused("the archive is not signed, and a key was given to verify it with");
            }
            manifest.verify(request.verification().get(), ImportManifest.signature(next.orElseThrow()));
        }
        String[] segments = item.path().value().split("/", -1);
        String channel = segments.length > 1
                ? segments[segments.length - 2]
                : manifest.header().account().value();
        if (isWanted(channel)) {
            open(channel, manifest, archive.strays());
        }
        return isSigned ? archive.next() : next;
    }

    private boolean isWanted(String channel) {
        boolean isWanted =
                request.channel().isEmpty() || request.channel().get().equals(channel);
        if (!isWanted && unwanted.size() < SHOWN) {
            unwanted.add(channel);
        }
        return isWanted;
    }

    private void take(ArchiveItem item) throws IOException, MirrorException, InterruptedException {
        Optional<Place> place = ArchivePaths.place(item.path());
        Optional<RootPlace> root = place.isEmpty() ? ArchivePaths.root(item.path()) : Optional.empty();
        if (place.isPresent()) {
            Optional<AccountImport> into = into(place.get().channel(), item);
            if (into.isPresent()) {
                into.get().take(place.get(), item);
            }
        } else if (root.isPresent() && isLookedFor(root.get())) {
            Optional<AccountImport> into = into(root.get().channel(), item);
            if (into.isPresent()) {
                into.get().takeRoot(root.get().file(), item);
            }
        } else if (isListedWhole) {
            throw new InvalidArchiveException(
                    Reason.MANIFEST_MISMATCH, item.path().value(), "the manifest does not list it");
        }
    }

    /** Of files that nobody knows a manifest may say what they are. */
    private boolean isLookedFor(RootPlace root) {
        AccountImport into = accounts.get(root.channel());
        return RootFiles.isOne(root.file()) || (into != null && into.isListed());
    }

    /** The account that a file of a channel goes to; empty if it is not wanted. */
    private Optional<AccountImport> into(String channel, ArchiveItem item) throws IOException, MirrorException {
        if (!isWanted(channel)) {
            return Optional.empty();
        }
        AccountImport into = accounts.get(channel);
        if (into == null) {
            if (isListedWhole) {
                throw new InvalidArchiveException(
                        Reason.MANIFEST_MISMATCH, item.path().value(), "the manifest is of another channel");
            }
            if (request.verification().isPresent()) {
                throw new InvalidArchiveException(
                        Reason.SIGNATURE,
                        item.path().value(),
                        "the archive has no manifest of it that could be signed, and a key was given to verify it with");
            }
            into = open(channel, null, Strays.IGNORED);
        }
        return Optional.of(into);
    }

    private AccountImport open(String channel, @Nullable ImportManifest manifest, Strays strays)
            throws IOException, MirrorException {
        if (request.account().isPresent() && !accounts.isEmpty()) {
            throw new InvalidArchiveException(
                    Reason.MANIFEST_MISMATCH,
                    channel,
                    "the archive has several channels, and one account was named for them; pick one with --channel");
        }
        if (request.account().isEmpty() && !AccountName.isValid(channel)) {
            throw new InvalidArchiveException(
                    Reason.UNSAFE_PATH, channel, "that is no account's name; give another with --account");
        }
        AccountName account = request.account().orElseGet(() -> new AccountName(channel));
        events.send(listener -> listener.operationStarted(account));
        AccountImport opened = AccountImport.open(engine, request, account, events, manifest, strays);
        accounts.put(channel, opened);
        isListedWhole = manifest != null && strays == Strays.REFUSED;
        return opened;
    }

    private MirrorCancelledException cancelled() {
        return new MirrorCancelledException(new MirrorReport(
                request.account().orElse(AccountName.DEFAULT),
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
