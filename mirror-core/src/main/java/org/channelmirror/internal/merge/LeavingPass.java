package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.model.Subdir;

/** Finds which packages leave a subdir and why, from its catalog and what was decided on what it publishes. */
public final class LeavingPass {

    static final String WITHDRAWN = "withdrawn upstream";
    static final String HIDDEN = "no longer selected, hidden";
    static final String DAMAGED = "listed no more: damaged";

    /** Which of the packages that no index names may leave. */
    public enum Unlisted {
        /** All for which there is a reason. */
        ALL,
        /** The index is not the one that the state knows: only those which an earlier clean took out of it. */
        AWAITED
    }

    private final Reasons reasons;
    private final Map<String, RemovedPackages> byReason;
    private final RemovedUpstream policy;
    private final Holding entry = new Holding();
    private final UpstreamFile file = new UpstreamFile();
    private long published;
    private long unlisted;
    private RemovedPackages removed = RemovedPackages.NONE;

    /** Adds to reasons and counts that are those of all subdirs. */
    public LeavingPass(Reasons reasons, Map<String, RemovedPackages> byReason, RemovedUpstream policy) {
        this.reasons = reasons;
        this.byReason = byReason;
        this.policy = policy;
    }

    /** Of a subdir that is not mirrored everything leaves. */
    public Leaving all(Subdir subdir, SubdirSources.Catalog catalog, String reason, Path target) throws IOException {
        try (FrameReader frames = catalog.open();
                FrameWriter out = new FrameWriter(Files.newOutputStream(target))) {
            while (frames.next()) {
                entry.read(frames);
                published += entry.is(Holding.PUBLISHED) ? 1 : 0;
                take(reason, out);
            }
            out.finish();
        }
        return new Leaving(subdir, catalog, published, unlisted, removed, target);
    }

    /**
     * Of a mirrored subdir leaves what was decided not to be selected.
     *
     * @param index what was decided; empty where everything is selected
     * @param awaited frames with the keys of what an earlier clean took out
     */
    public Leaving some(
            Subdir subdir,
            SubdirSources.Catalog catalog,
            Optional<IngestedIndex> index,
            Unlisted which,
            Path awaited,
            Path target)
            throws IOException {
        List<IngestedIndex> indexes = index.stream().toList();
        try (SourceMerge merge = new SubdirSources(indexes, catalog, awaited).merge();
                FrameWriter out = new FrameWriter(Files.newOutputStream(target))) {
            while (merge.next()) {
                FrameReader inCatalog = merge.catalog();
                if (inCatalog != null) {
                    entry.read(inCatalog);
                    boolean isPublished = entry.is(Holding.PUBLISHED);
                    published += isPublished ? 1 : 0;
                    boolean mayLeave = isPublished || which == Unlisted.ALL || merge.journal() != null;
                    Optional<String> reason = isPublished ? listed(merge, indexes) : hidden();
                    if (mayLeave && reason.isPresent()) {
                        take(reason.get(), out);
                    }
                }
            }
            out.finish();
        }
        return new Leaving(subdir, catalog, published, unlisted, removed, target);
    }

    private Optional<String> listed(SourceMerge merge, List<IngestedIndex> indexes) {
        if (entry.origin() == Origins.NO_CHANNEL && policy == RemovedUpstream.REMOVE) {
            return Optional.of(WITHDRAWN);
        }
        boolean isListed = file.find(merge);
        if (isListed ? file.isSelected() : !file.isOutranked() || file.reason() == Reasons.NONE) {
            return Optional.empty();
        }
        return Optional.of(indexes.get(file.source()).reasons().text(file.reason()));
    }

    private Optional<String> hidden() {
        if (entry.is(Holding.WITHDRAWN)) {
            return policy == RemovedUpstream.REMOVE ? Optional.of(WITHDRAWN) : Optional.empty();
        }
        return Optional.of(entry.is(Holding.UNVERIFIED) ? DAMAGED : HIDDEN);
    }

    private void take(String reason, FrameWriter out) throws IOException {
        RemovedPackages one = new RemovedPackages(1, entry.is(Holding.HAS_SIZE) ? entry.size() : 0);
        removed = removed.plus(one);
        byReason.merge(reason, one, RemovedPackages::plus);
        unlisted += entry.is(Holding.PUBLISHED) ? 1 : 0;
        out.write(LeavingPackage.frame(entry, reasons.number(reason)));
    }
}
