package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.internal.engine.UpstreamIndex.Variant;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * Makes a new generation visible. Everything is staged and durable first; then the catalog, which nobody reads yet, the indexes, and
 * last the state that names the generation. A kill in between leaves an index whose files are all there, from which the next run
 * makes its catalog anew.
 */
final class SubdirPublisher {

    /** In the order in which they become visible. */
    private static final List<Variant> VARIANTS = List.of(Variant.ZST, Variant.JSON);

    private final SyncContext context;
    private final ChannelStorage storage;
    private final Subdir subdir;

    SubdirPublisher(SyncContext context, Subdir subdir) {
        this.context = context;
        this.storage = context.storage();
        this.subdir = subdir;
    }

    /** Writes one of the passes into an index and a catalog. */
    @FunctionalInterface
    interface Pass {
        PublishPass.Counts run(GenerationOutput output) throws IOException;
    }

    /** A generation that is staged, and the checksum of each of its index files. */
    private record Generation(
            StagedOutput catalog, List<IndexFile> files, List<String> sha256, PublishPass.Counts counts) {

        void discardIndex() throws IOException {
            for (IndexFile file : files) {
                file.staged().staged().discard();
                file.staged().staged().close();
            }
        }

        void discardAll() throws IOException {
            discardIndex();
            catalog.staged().discard();
            catalog.staged().close();
        }
    }

    /** Publishes the index without the packages that wait to be replaced; it will not be taken for a complete one. */
    SubdirState withdraw(
            SubdirSources.Catalog current, Path replacements, IndexHeader header, Optional<SubdirState> previous)
            throws IOException {
        RevisedCount count = RevisedCount.ofWithdrawal(current, replacements);
        Generation generation = write(header, count, output -> new WithdrawPass(output).run(current, replacements));
        List<IndexInput> inputs = previous.map(SubdirState::inputs).orElse(List.of());
        Origins origins = previous.map(SubdirState::origins).orElse(Origins.EMPTY);
        SubdirState.Times times = previous.map(SubdirState::times).orElse(SubdirState.Times.NONE);
        SubdirState state = state(generation, inputs, origins, SubdirState.Completeness.PARTIAL, previous, times, true);
        context.store().saveSubdir(subdir, state);
        context.store().deleteOldCatalogs(subdir, state.generation());
        return state;
    }

    SubdirReport publish(
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
            Generation generation = write(
                    header,
                    count,
                    output -> new PublishPass(context.request(), sources, origins, output, history).run());
            boolean sameIndex = isPublished(generation, previous);
            if (sameIndex && journal.isEmpty() && !generation.counts().originsChanged()) {
                generation.discardAll();
                saveInputs(previous.orElseThrow(), inputs, complete, times);
                // A run that was killed in a publication may have left its catalog.
                context.store().deleteOldCatalogs(subdir, previous.get().generation());
                return report(generation.counts(), SubdirReport.Outcome.UNCHANGED);
            }
            history.append(storage);
            SubdirState state = state(generation, inputs, origins, complete, previous, times, !sameIndex);
            context.store().saveSubdir(subdir, state);
            context.store().deleteOldCatalogs(subdir, state.generation());
            deleteOldSeen(previous, times);
            // Last: as long as there is a journal, the next run does not pass over the subdir, and tidies up again.
            journal.discard();
            return report(
                    generation.counts(), sameIndex ? SubdirReport.Outcome.UNCHANGED : SubdirReport.Outcome.PUBLISHED);
        }
    }

    /** Publishes what another pass writes than that of a sync, of an index that no upstream is asked for. */
    SubdirReport publish(
            Pass pass,
            IndexHeader header,
            RevisedCount count,
            Origins origins,
            Optional<SubdirState> previous,
            Journal journal,
            HistoryLog history)
            throws IOException {
        Generation generation = write(header, count, pass);
        SubdirState.Completeness complete = SubdirState.Completeness.COMPLETE;
        boolean sameIndex = isPublished(generation, previous);
        if (sameIndex && journal.isEmpty() && !generation.counts().originsChanged()) {
            generation.discardAll();
            saveInputs(previous.orElseThrow(), List.of(), complete, SubdirState.Times.NONE);
            context.store().deleteOldCatalogs(subdir, previous.get().generation());
            return report(generation.counts(), SubdirReport.Outcome.UNCHANGED);
        }
        history.append(storage);
        SubdirState.Times times = SubdirState.Times.NONE;
        SubdirState state = state(generation, List.of(), origins, complete, previous, times, !sameIndex);
        context.store().saveSubdir(subdir, state);
        context.store().deleteOldCatalogs(subdir, state.generation());
        deleteOldSeen(previous, times);
        journal.discard();
        return report(generation.counts(), sameIndex ? SubdirReport.Outcome.UNCHANGED : SubdirReport.Outcome.PUBLISHED);
    }

    /** Whether any variant of the index is there, whoever put it there. */
    boolean isAnyPublished() throws IOException {
        for (Variant variant : VARIANTS) {
            if (storage.stat(context.store().published(subdir, variant.fileName()))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Generation write(IndexHeader header, RevisedCount count, Pass pass) throws IOException {
        StagedOutput catalogOut = StagedOutput.fresh(storage, context.store().stageKey(subdir, "catalog"));
        List<IndexFile> files = new ArrayList<>();
        for (Variant variant : VARIANTS) {
            files.add(IndexFile.fresh(storage, context.store(), subdir, variant));
        }
        StoragePath published = context.store().published(subdir, Variant.JSON.fileName());
        try (FrameWriter catalog = new FrameWriter(catalogOut);
                RepodataOutput index = new RepodataOutput(files, header.counting(count));
                PublishedRecords before = new PublishedRecords(storage, published);
                GenerationOutput output = new GenerationOutput(
                        index, catalog, before, count, context.scratch(), subdir + "-generation")) {
            PublishPass.Counts counts = pass.run(output);
            List<String> sha256 = files.stream().map(IndexFile::sha256).toList();
            return new Generation(catalogOut, files, sha256, counts);
        }
    }

    /** Makes a generation's files visible, and answers the state that is to name it. */
    private SubdirState state(
            Generation generation,
            List<IndexInput> inputs,
            Origins origins,
            SubdirState.Completeness complete,
            Optional<SubdirState> previous,
            SubdirState.Times times,
            boolean withIndex)
            throws IOException {
        long number = previous.map(SubdirState::generation).orElse(0L) + 1;
        List<Publication> publications = new ArrayList<>();
        publications.add(
                new Publication(generation.catalog().staged(), context.store().catalog(subdir, number)));
        List<PublishedFile> files = new ArrayList<>();
        if (withIndex) {
            for (IndexFile file : generation.files()) {
                StoragePath target = context.store().published(subdir, file.fileName());
                publications.add(new Publication(file.staged().staged(), target));
            }
        } else {
            generation.discardIndex();
            files.addAll(previous.orElseThrow().files());
        }
        List<VersionToken> tokens = storage.publish(publications);
        for (int i = 1; i < tokens.size(); i++) {
            String name = generation.files().get(i - 1).fileName();
            files.add(new PublishedFile(name, tokens.get(i), generation.sha256().get(i - 1)));
        }
        return new SubdirState(
                number,
                complete,
                context.settings(),
                generation.counts().packages(),
                generation.counts().bytes(),
                context.clock().instant(),
                files,
                inputs,
                origins,
                times);
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
        }
    }

    private void deleteOldSeen(Optional<SubdirState> previous, SubdirState.Times times) throws IOException {
        if (previous.isPresent() && !previous.get().times().seen().equals(times.seen())) {
            context.store().deleteOldSeen(subdir, times.seen());
        }
    }

    /** Whether the very bytes are published already, and the mirror's own state knows it. */
    private boolean isPublished(Generation generation, Optional<SubdirState> previous) throws IOException {
        if (previous.isEmpty()) {
            return false;
        }
        Optional<PublishedFile> json = previous.get().file(Variant.JSON.fileName());
        return json.isPresent()
                && json.get().sha256().equals(generation.sha256().get(VARIANTS.indexOf(Variant.JSON)))
                && PublishedFiles.areInPlace(context, subdir, previous.get());
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
