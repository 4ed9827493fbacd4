package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.SubdirClean;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.LocalText;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.AccountPackages.TooManyException;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.merge.Dependencies;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.Leaving;
import org.channelmirror.internal.merge.LeavingPackage;
import org.channelmirror.internal.merge.LeavingPass;
import org.channelmirror.internal.merge.LeavingPass.Unlisted;
import org.channelmirror.internal.merge.PublishedIngest;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.merge.Suppliers;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.internal.state.Tombstones;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** Finds what a clean takes out of an account, from what is published here alone. */
public final class CleanSurvey {

    private final SyncContext context;
    private final SyncContext untold;
    private final CleanRequest request;
    private final Suppliers suppliers;
    private final List<Found> found = new ArrayList<>();
    private final Map<Subdir, SubdirClean> failures = new HashMap<>();
    private final Map<Subdir, IngestedIndex> decided = new HashMap<>();
    private final Reasons reasons = new Reasons();
    private final SortedMap<String, RemovedPackages> byReason = new TreeMap<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private DependencyCheck dependencies;

    public CleanSurvey(SyncContext context, CleanRequest request) {
        this.context = context;
        this.untold = context.untold();
        this.request = request;
        this.suppliers = new Suppliers(context.channels());
        this.dependencies = Dependencies.notChecked(context);
    }

    /** A published subdir. */
    private record Found(Subdir subdir, Optional<SubdirState> state) {

        Origins origins() {
            return state.map(SubdirState::origins).orElse(Origins.EMPTY);
        }
    }

    public void run() throws IOException, InterruptedException {
        for (Subdir subdir : context.store().subdirs()) {
            look(subdir);
        }
        Map<Subdir, SubdirSources.Catalog> catalogs = new HashMap<>();
        boolean isNeeded = AccountPackages.areNeeded(context.request());
        for (Found each : found) {
            context.checkCancelled();
            catalogs.put(each.subdir(), take(each, isNeeded && isMirrored(each.subdir())));
        }
        if (isNeeded) {
            decide();
        }
        for (Found each : found) {
            context.checkCancelled();
            if (!failures.containsKey(each.subdir())) {
                leaving.add(leaving(each, catalogs.getOrDefault(each.subdir(), SubdirSources.Catalog.EMPTY)));
            }
        }
    }

    /** What leaves each subdir that could be looked at, noarch first. */
    public List<Leaving> leaving() {
        return leaving;
    }

    /** What is said of each subdir. */
    public List<SubdirClean> subdirs() {
        List<SubdirClean> subdirs = new ArrayList<>();
        for (Found each : found) {
            if (failures.containsKey(each.subdir())) {
                subdirs.add(failures.get(each.subdir()));
            }
            leaving.stream()
                    .filter(cleaned -> cleaned.subdir().equals(each.subdir()))
                    .map(cleaned -> new SubdirClean(
                            cleaned.subdir(),
                            cleaned.published(),
                            cleaned.unlisted(),
                            cleaned.removed(),
                            Optional.empty()))
                    .forEach(subdirs::add);
        }
        return subdirs;
    }

    /** The texts of the reasons that {@link LeavingPackage}s have by number. */
    public Reasons reasons() {
        return reasons;
    }

    public SortedMap<String, RemovedPackages> byReason() {
        return byReason;
    }

    public DependencyCheck dependencies() {
        return dependencies;
    }

    /** The uncompressed published index as a file, which is not to be changed. */
    public Path text(Subdir subdir) throws IOException {
        return LocalText.of(context.storage(), index(subdir), context.scratch(), subdir + "-published.json");
    }

    private StoragePath index(Subdir subdir) {
        return context.store().published(subdir, Variant.JSON.fileName());
    }

    private void look(Subdir subdir) throws IOException {
        Found each = new Found(subdir, context.store().subdir(subdir));
        found.add(each);
        suppliers.add(each.origins());
        if (context.storage().stat(index(subdir)).isEmpty()) {
            fail(each, "its repodata.json is gone; run \"channel-mirror sync\", which publishes it again, then clean");
        }
    }

    private void fail(Found each, String reason) {
        long published = each.state().map(SubdirState::packages).orElse(0L);
        failures.putIfAbsent(
                each.subdir(), new SubdirClean(each.subdir(), published, 0, RemovedPackages.NONE, Optional.of(reason)));
    }

    private boolean isMirrored(Subdir subdir) {
        return isMirrored(context, subdir);
    }

    static boolean isMirrored(SyncContext context, Subdir subdir) {
        return context.request()
                .subdirs()
                .subdirs()
                .map(all -> all.contains(subdir))
                .orElse(true);
    }

    /** Finds the catalog of a subdir, and takes in what it lists where somebody has to decide on it. */
    private SubdirSources.Catalog take(Found each, boolean withIndex) throws IOException {
        if (failures.containsKey(each.subdir())) {
            return SubdirSources.Catalog.EMPTY;
        }
        CatalogSource catalogs = new CatalogSource(context, each.subdir());
        try {
            return take(each, withIndex, catalogs.current());
        } catch (DamagedFileException e) {
            context.events().warn(each.subdir().name(), "the catalog is damaged and is made anew: " + e.getMessage());
            return take(each, withIndex, catalogs.rebuilt());
        }
    }

    private SubdirSources.Catalog take(Found each, boolean withIndex, SubdirSources.Catalog catalog)
            throws IOException {
        if (withIndex) {
            PublishedIngest ingest = new PublishedIngest(untold, each.subdir(), suppliers, each.origins());
            decided.put(each.subdir(), ingest.run(catalog, text(each.subdir())));
        } else {
            try (FrameReader frames = catalog.open()) {
                while (frames.next()) {
                    // Damage is to be found before anything is made of it.
                }
            }
        }
        return catalog;
    }

    private void decide() throws IOException {
        boolean together = AccountPackages.areDecidedTogether(context.request());
        if (together && !failures.isEmpty()) {
            failAll("not every subdir could be read, and what its packages need is not known");
            return;
        }
        AccountPackages packages = AccountPackages.ofPublished(untold, suppliers.all());
        try {
            for (Found each : found) {
                IngestedIndex index = decided.get(each.subdir());
                if (index != null) {
                    packages.add(each.subdir(), List.of(index));
                }
            }
        } catch (TooManyException e) {
            if (together) {
                failAll(String.valueOf(e.getMessage()));
            } else {
                context.events().warn("dependencies", "they are not checked: " + e.getMessage());
            }
            return;
        }
        if (together) {
            packages.applyRules();
            for (Found each : found) {
                IngestedIndex index = decided.get(each.subdir());
                if (index != null) {
                    decided.put(
                            each.subdir(),
                            packages.decided(each.subdir(), List.of(index)).get(0));
                }
            }
        }
        if (failures.isEmpty()) {
            dependencies = packages.check();
        }
    }

    private void failAll(String reason) {
        found.stream().filter(each -> isMirrored(each.subdir())).forEach(each -> fail(each, reason));
    }

    private Leaving leaving(Found each, SubdirSources.Catalog catalog) throws IOException {
        Subdir subdir = each.subdir();
        LeavingPass pass = new LeavingPass(reasons, byReason, context.request().removedUpstream());
        Path target = context.scratch().resolve(subdir + "-leaving");
        if (!isMirrored(subdir)) {
            return pass.all(subdir, catalog, request.otherSubdirs().reason().orElseThrow(), target);
        }
        boolean isKnown = each.state().isPresent()
                && PublishedFiles.areInPlace(context, subdir, each.state().get());
        Path awaited = context.scratch().resolve(subdir + "-awaited");
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(awaited))) {
            if (!isKnown) {
                writeAwaited(subdir, out);
            }
            out.finish();
        }
        Optional<IngestedIndex> index = Optional.ofNullable(decided.get(subdir));
        Leaving result = pass.some(subdir, catalog, index, isKnown ? Unlisted.ALL : Unlisted.AWAITED, awaited, target);
        if (index.isPresent()) {
            Files.delete(index.get().records());
        }
        return result;
    }

    private void writeAwaited(Subdir subdir, FrameWriter out) throws IOException {
        Optional<Tombstones> waiting = context.store().tombstones();
        if (waiting.isPresent()) {
            try (Tombstones tombstones = waiting.get()) {
                while (tombstones.next()) {
                    Tombstone next = tombstones.tombstone();
                    if (next.subdir().equals(subdir)) {
                        out.write(ByteBuffer.wrap(next.catalogKey()));
                    }
                }
            }
        }
    }
}
