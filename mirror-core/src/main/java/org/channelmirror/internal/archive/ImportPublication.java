package org.channelmirror.internal.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.internal.fetch.PackageFetch;
import org.channelmirror.internal.fetch.PackageVerifier;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.ExportPin;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.SubdirPublisher;
import org.channelmirror.internal.side.SideFile;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** Publishes one subdir of an archive: looks whether everything is there first, then replaces in law 2's three steps. */
final class ImportPublication {

    private static final int SHOWN = 20;

    private final SyncContext context;
    private final SubdirImport taken;
    private final Subdir subdir;
    private final ImportMerge.Rule rule;
    private final boolean isOriginKnown;
    private final IngestedIndex index;
    private final Map<SideFile, Path> sides;
    private final Path removed;
    private final Path gone;
    private final Path replacing;

    ImportPublication(
            SyncContext context,
            SubdirImport taken,
            IngestedIndex index,
            Map<SideFile, Path> sides,
            ImportMerge.Rule rule,
            Path gone,
            Optional<String> origin)
            throws IOException {
        this.context = context;
        this.taken = taken;
        this.sides = sides;
        this.subdir = taken.subdir();
        this.rule = rule;
        this.gone = gone;
        this.isOriginKnown = origin.isPresent();
        this.index = index;
        this.removed = RemovedNames.read(index.text(), context.scratch(), subdir + "-removed");
        taken.vouch(index);
        this.replacing = taken.replacing();
    }

    /** Looks for what neither the archive nor the mirror has; what is here and was not known of is noted. */
    List<String> missing() throws IOException {
        List<String> missing = new ArrayList<>();
        PackageVerifier verifier = new PackageVerifier();
        PackageFetch finder = new PackageFetch(context, subdir, verifier, new FetchTally());
        Path arrived = taken.arrived("before");
        try (FrameMerge waiting = new FrameMerge(List.of(new FrameReader(Files.newInputStream(replacing))));
                ImportMerge merge = new ImportMerge(sources(taken.catalog(), arrived), rule)) {
            boolean waits = waiting.next();
            while (merge.next()) {
                if (!merge.isListed()) {
                    continue;
                }
                byte[] key = merge.key().payload();
                while (waits && FrameKey.compare(waiting.first().payload(), key) < 0) {
                    waits = waiting.next();
                }
                boolean isWaiting = waits && FrameKey.compare(waiting.first().payload(), key) == 0;
                if (isWaiting && merge.reference().describes(new Holding().read(waiting.first()))) {
                    continue;
                }
                if (merge.isMissing() ? !find(merge, finder) : !isStored(merge)) {
                    missing.add(subdir + "/" + FrameKey.name(key));
                }
            }
        }
        return missing;
    }

    /** A published file is there, and what this import moved into place; of what nobody lists it is looked. */
    private boolean isStored(ImportMerge merge) throws IOException {
        Holding held = merge.held();
        if (merge.wasPublished() || (held != null && held.verifiedAt().isAfter(context.now()))) {
            return true;
        }
        return held != null
                && context.storage()
                        .stat(context.store().published(subdir, held.name().value()))
                        .filter(object -> object.token().equals(held.token()))
                        .isPresent();
    }

    private boolean find(ImportMerge merge, PackageFetch finder) throws IOException {
        UpstreamRecord wanted = merge.reference();
        Optional<PackageFetch.Stored> stored = finder.findStored(wanted);
        if (stored.isPresent()) {
            Holding holding = finder.holding(wanted, stored.get().digests());
            taken.arrivals().adopt(holding, stored.get().object().token());
        }
        return stored.isPresent();
    }

    /** Says what is missing. */
    static InvalidArchiveException incomplete(List<String> missing) {
        List<String> shown = missing.stream().limit(SHOWN).toList();
        String more = missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "";
        return new InvalidArchiveException(
                Reason.INCOMPLETE,
                missing.size() + " packages",
                "neither the archive nor this mirror has them: " + String.join(", ", shown) + more
                        + "; nothing was published. Export with --since an older base, or everything");
    }

    /** Publishes it. */
    SubdirReport run() throws IOException {
        SubdirPublisher publisher = new SubdirPublisher(context.publishing(taken.forms()), subdir);
        Optional<SubdirState> previous = context.store().subdir(subdir);
        SubdirSources.Catalog catalog = taken.catalog();
        if (hasReplacements()) {
            SubdirState withdrawn = publisher.withdraw(catalog, replacing, index.header(), previous);
            try (FrameReader names = new FrameReader(Files.newInputStream(replacing))) {
                ExportPin.keep(context.storage(), context.request().account(), subdir, names, context.now());
            }
            taken.arrivals().moveIn(replacing);
            catalog = () -> context.store().openCatalog(subdir, withdrawn.generation());
            previous = Optional.of(withdrawn);
        }
        Origins before = previous.map(SubdirState::origins).orElse(Origins.EMPTY);
        Origins origins = isOriginKnown ? before.with(context.channels()) : before;
        boolean isOnlyOne = isOriginKnown && context.channels().size() == 1;
        int origin = isOnlyOne ? origins.number(context.channels().get(0)) : Origins.UNKNOWN;
        String from =
                isOnlyOne ? Redaction.withoutSecrets(context.channels().get(0).url()) : "";
        ImportPass pass = new ImportPass(sources(catalog, taken.arrived("after")), rule, origin, from);
        Path lines = context.scratch().resolve(subdir + "-history");
        try (HistoryLog history = new HistoryLog(
                lines, context.request().account(), subdir, context.clock().instant())) {
            SubdirReport report = publisher.publish(
                    output -> pass.run(output, history),
                    index.header(),
                    pass.count(),
                    origins,
                    previous,
                    taken.journal(),
                    history);
            new SideImport(context, subdir, rule, index).run(sides);
            return report;
        }
    }

    private boolean hasReplacements() throws IOException {
        try (FrameReader frames = new FrameReader(Files.newInputStream(replacing))) {
            return frames.next();
        }
    }

    private ImportMerge.Sources sources(SubdirSources.Catalog catalog, Path journal) {
        return new ImportMerge.Sources(index, removed, gone, catalog, journal);
    }
}
