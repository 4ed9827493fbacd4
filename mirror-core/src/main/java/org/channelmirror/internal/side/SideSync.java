package org.channelmirror.internal.side;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.index.IndexLimits;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Absent;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.index.UpstreamIndex.Unchanged;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.StagedText;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.threads.Asked;
import org.channelmirror.internal.threads.Workers;
import org.channelmirror.internal.upstream.IndexFetcher;
import org.channelmirror.model.Subdir;

/**
 * Brings the files beside the indexes up to date, once these are published: a file that does not tell of a package yet says nothing of
 * it, where one that tells of a package before the index does would name what is not there. Nothing that goes wrong with them is
 * more than a warning.
 */
public final class SideSync {

    private final SyncContext context;
    private final SideFetcher fetcher;
    private final SideStore store;

    public SideSync(SyncContext context, AbsentUrls absent) {
        this.context = context;
        this.fetcher = new SideFetcher(context, absent);
        this.store = new SideStore(context.storage(), context.request().account());
    }

    /** Asks for the files of these subdirs, and publishes what there is of them. */
    public void run(Map<Subdir, List<UpstreamIndex>> answers, Set<Subdir> subdirs)
            throws IOException, InterruptedException {
        ExecutorService askers = Workers.start(context.maxParallel(), "channel-mirror-side", (thread, e) -> {});
        try {
            Map<Subdir, Future<Map<SideFile, List<UpstreamIndex>>>> asked = new LinkedHashMap<>();
            answers.forEach((subdir, indexes) -> {
                if (subdirs.contains(subdir)) {
                    asked.put(subdir, askers.submit(() -> ask(subdir, indexes)));
                }
            });
            for (var entry : asked.entrySet()) {
                context.checkCancelled();
                publish(entry.getKey(), Asked.await(entry.getValue(), "a file beside an index"));
            }
        } finally {
            // They write to the scratch folder, which goes when this operation ends.
            askers.shutdownNow();
            if (Workers.awaitEnd(askers, () -> {})) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Map<SideFile, List<UpstreamIndex>> ask(Subdir subdir, List<UpstreamIndex> indexes)
            throws IOException, InterruptedException {
        Map<SideFile, List<UpstreamIndex>> answers = new EnumMap<>(SideFile.class);
        Optional<SubdirState> state = context.store().subdir(subdir);
        if (state.isEmpty()) {
            return answers;
        }
        boolean isNew = indexes.stream().anyMatch(Fetched.class::isInstance);
        for (SideFile side : SideFile.values()) {
            Optional<Side> known = inForce(subdir, state.get(), side);
            // The index is what patches make of these records: where neither is new, they are not.
            boolean isSettled = side == SideFile.FROM_PACKAGES
                    && known.isPresent()
                    && !isNew
                    && answers.getOrDefault(SideFile.PATCH_INSTRUCTIONS, List.of()).stream()
                            .noneMatch(Fetched.class::isInstance);
            if (!isSettled) {
                answers.put(side, ask(subdir, indexes, side, known));
            }
        }
        return answers;
    }

    /** What is known of a file that is published, and was made for the index that is. */
    private Optional<Side> inForce(Subdir subdir, SubdirState state, SideFile side) throws IOException {
        Optional<Side> known = store.subdir(subdir).side(side.fileName());
        boolean isInForce = context.request().mode() != SyncMode.RESET
                && known.isPresent()
                && known.get().listing().equals(SideFiles.listing(state))
                && StagedText.areInPlace(
                        context.storage(),
                        context.store().folder(subdir),
                        known.get().files());
        return isInForce ? known : Optional.empty();
    }

    private List<UpstreamIndex> ask(Subdir subdir, List<UpstreamIndex> indexes, SideFile side, Optional<Side> known)
            throws IOException, InterruptedException {
        List<UpstreamIndex> answers = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            answers.add(indexes.get(i) instanceof Absent ? new Absent() : ask(subdir, i, side, known));
        }
        List<IndexInput> before = known.map(Side::inputs).orElse(List.of());
        List<IndexInput> same = answers.stream()
                .flatMap(answer -> answer instanceof Unchanged unchanged
                        ? Optional.of(unchanged.input()).stream()
                        : Optional.<IndexInput>empty().stream())
                .toList();
        if (same.isEmpty() || same.equals(before)) {
            return answers;
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Unchanged) {
                answers.set(i, ask(subdir, i, side, Optional.empty()));
            }
        }
        return answers;
    }

    private UpstreamIndex ask(Subdir subdir, int channel, SideFile side, Optional<Side> known)
            throws IOException, InterruptedException {
        URI folder = context.channels().get(channel).url().resolve(subdir + "/");
        Optional<IndexInput> input = known.flatMap(
                of -> of.input(IndexFetcher.folder(context.channels().get(channel), subdir)));
        return fetcher.fetch(folder, side.fileName(), TextForm.SMALLEST_FIRST, input, IndexLimits.MAX_BYTES);
    }

    private void publish(Subdir subdir, Map<SideFile, List<UpstreamIndex>> answers) throws IOException {
        SideFiles files = new SideFiles(context.workplace(), subdir);
        for (Map.Entry<SideFile, List<UpstreamIndex>> entry : answers.entrySet()) {
            files.publish(entry.getKey(), context.channels(), entry.getValue());
        }
    }
}
