package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.Leaving;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.HistoryLog.Event;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.GenerationPublisher.Generation;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;

/**
 * Makes a new generation visible. Everything is staged and durable first; then the catalog, which nobody reads yet, the indexes, and
 * last the state that names the generation. A kill in between leaves an index whose files are all there, from which the next run
 * makes its catalog anew.
 */
public final class SubdirPublisher {

    private final SyncContext context;
    private final ChannelStorage storage;
    private final Subdir subdir;
    private final GenerationPublisher generations;

    public SubdirPublisher(SyncContext context, Subdir subdir) {
        this.context = context;
        this.storage = context.storage();
        this.subdir = subdir;
        this.generations = new GenerationPublisher(
                context.workplace(), subdir, context.settings(), () -> IndexFormats.of(context, subdir));
    }

    /** Publishes the index without the packages that wait to be replaced; it will not be taken for a complete one. */
    public SubdirState withdraw(
            SubdirSources.Catalog current, Path replacements, IndexHeader header, Optional<SubdirState> previous)
            throws IOException {
        return generations.withdraw(current, replacements, header, previous);
    }

    /** Whether any variant of the index is there, whoever put it there. */
    boolean isAnyPublished() throws IOException {
        return generations.isAnyPublished();
    }

    /**
     * Publishes the index without the packages that leave; whatever else is known of it stays as it was. If a sync asked for something
     * else than this clean does, it may ask for that again, and has to find out that something is missing.
     */
    public SubdirState clean(Leaving leaving, PublishedTail tail, Optional<SubdirState> previous, HistoryLog history)
            throws IOException {
        RevisedCount count = RevisedCount.ofWithdrawal(leaving.catalog(), leaving.open());
        Generation generation = generations.write(
                tail.header(),
                count,
                previous,
                output -> new RewritePass(
                                output,
                                entry -> history.add(
                                        Event.REMOVED, entry.payload().array(), ""))
                        .run(leaving.catalog(), leaving.open(), tail));
        history.append(storage);
        SubdirState state = generations.publish(
                generation,
                previous.map(SubdirState::inputs).orElse(List.of()),
                previous.map(SubdirState::origins).orElse(Origins.EMPTY),
                previous.map(SubdirState::complete).orElse(SubdirState.Completeness.PARTIAL),
                previous,
                previous.map(SubdirState::times).orElse(SubdirState.Times.NONE));
        boolean isAskedFor = CleanSurvey.isMirrored(context, subdir)
                && previous.map(SubdirState::settings)
                        .filter(context.settings()::equals)
                        .isPresent();
        context.store().saveSubdir(subdir, isAskedFor ? state : state.undecided());
        context.store().deleteOldCatalogs(subdir, state.generation());
        return state;
    }

    public SubdirReport publish(
            SubdirSources sources,
            IndexHeader header,
            RevisedCount count,
            List<IndexInput> inputs,
            SubdirState.Completeness complete,
            Optional<SubdirState> previous,
            SubdirState.Times times,
            Journal journal)
            throws IOException {
        Instant now = context.clock().instant();
        Origins origins =
                previous.map(SubdirState::origins).orElse(Origins.EMPTY).with(context.channels());
        Path lines = context.scratch().resolve(subdir + "-history");
        try (HistoryLog history = new HistoryLog(lines, context.request().account(), subdir, now)) {
            Generation generation = generations.write(
                    header,
                    count,
                    previous,
                    output -> new PublishPass(context.request(), sources, origins, output, history).run());
            boolean sameIndex = generations.isPublished(generation, previous);
            if (sameIndex && journal.isEmpty() && !generation.counts().originsChanged()) {
                generation.discardAll();
                saveInputs(previous.orElseThrow(), inputs, complete, times);
                // A run that was killed in a publication may have left its catalog.
                context.store().deleteOldCatalogs(subdir, previous.get().generation());
                return report(generation.counts(), SubdirReport.Outcome.UNCHANGED);
            }
            history.append(storage);
            SubdirState state = generations.publish(generation, inputs, origins, complete, previous, times);
            context.store().saveSubdir(subdir, state);
            context.store().deleteOldCatalogs(subdir, state.generation());
            deleteOldSeen(previous, times);
            context.store().deleteOldTexts(subdir, inputs);
            // Last: as long as there is a journal, the next run does not pass over the subdir, and tidies up again.
            journal.discard();
            return report(
                    generation.counts(), sameIndex ? SubdirReport.Outcome.UNCHANGED : SubdirReport.Outcome.PUBLISHED);
        }
    }

    /** Publishes what another pass writes than that of a sync, of an index that no upstream is asked for. */
    public SubdirReport publish(
            GenerationPublisher.Pass pass,
            IndexHeader header,
            RevisedCount count,
            Origins origins,
            Optional<SubdirState> previous,
            Journal journal,
            HistoryLog history)
            throws IOException {
        Generation generation = generations.write(header, count, previous, pass);
        SubdirState.Completeness complete = SubdirState.Completeness.COMPLETE;
        boolean sameIndex = generations.isPublished(generation, previous);
        if (sameIndex && journal.isEmpty() && !generation.counts().originsChanged()) {
            generation.discardAll();
            saveInputs(previous.orElseThrow(), List.of(), complete, SubdirState.Times.NONE);
            context.store().deleteOldCatalogs(subdir, previous.get().generation());
            return report(generation.counts(), SubdirReport.Outcome.UNCHANGED);
        }
        history.append(storage);
        SubdirState.Times times = SubdirState.Times.NONE;
        SubdirState state = generations.publish(generation, List.of(), origins, complete, previous, times);
        context.store().saveSubdir(subdir, state);
        context.store().deleteOldCatalogs(subdir, state.generation());
        deleteOldSeen(previous, times);
        context.store().deleteOldTexts(subdir, List.of());
        journal.discard();
        return report(generation.counts(), sameIndex ? SubdirReport.Outcome.UNCHANGED : SubdirReport.Outcome.PUBLISHED);
    }

    private void saveInputs(
            SubdirState state, List<IndexInput> inputs, SubdirState.Completeness complete, SubdirState.Times times)
            throws IOException {
        SubdirState now = new SubdirState(
                state.generation(),
                complete,
                context.settings(),
                state.packages(),
                state.bytes(),
                state.published(),
                state.files(),
                inputs,
                state.origins(),
                times);
        if (!now.equals(state)) {
            context.store().saveSubdir(subdir, now);
            deleteOldSeen(Optional.of(state), times);
            context.store().deleteOldTexts(subdir, inputs);
        }
    }

    private void deleteOldSeen(Optional<SubdirState> previous, SubdirState.Times times) throws IOException {
        if (previous.isPresent() && !previous.get().times().seen().equals(times.seen())) {
            context.store().deleteOldSeen(subdir, times.seen());
        }
    }

    private SubdirReport report(PublishPass.Counts counts, SubdirReport.Outcome outcome) {
        return new SubdirReport(
                subdir,
                outcome,
                counts.packages(),
                counts.added(),
                counts.replaced(),
                counts.hidden(),
                Optional.empty());
    }
}
