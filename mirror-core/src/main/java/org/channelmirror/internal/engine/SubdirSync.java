package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.fetch.FreeSpace;
import org.channelmirror.internal.fetch.PackageIntake;
import org.channelmirror.internal.fetch.PlanCheck;
import org.channelmirror.internal.fetch.PlanPass;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.RefusedIndexException;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.VetoedException;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.publish.PublishedFiles;
import org.channelmirror.internal.publish.SubdirPublisher;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.KeptTexts;
import org.channelmirror.internal.upstream.Losses;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.internal.upstream.SubdirFailures;
import org.channelmirror.internal.upstream.WholeForm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/** Brings one subdir up to date: take in, plan, fetch, publish. */
final class SubdirSync {

    private static final int SHOWN_UNAVAILABLE = 5;

    private final SyncContext context;
    private final Subdir subdir;
    private final NameClaims claims;
    private final FetchTally tally;
    private final Path scratch;
    private final CatalogSource catalogs;

    SubdirSync(SyncContext context, Subdir subdir, NameClaims claims, FetchTally tally) {
        this.context = context;
        this.subdir = subdir;
        this.claims = claims;
        this.tally = tally;
        this.scratch = context.scratch();
        this.catalogs = new CatalogSource(context, subdir);
    }

    /** Takes in what the channels list. Where others depend on it, it is refused here if it lost too much. */
    List<IngestedIndex> take(List<UpstreamIndex> answers)
            throws IOException, InterruptedException, RepodataFormatException, RefusedIndexException {
        SubdirFailures.refuseOlder(context, subdir, answers);
        List<IngestedIndex> indexes = ingest(answers);
        // What was damaged came in another form now.
        SubdirFailures.refuseOlder(context, subdir, answers);
        if (AccountPackages.areDecidedTogether(context.request())) {
            refuseShrunk(indexes);
        }
        return indexes;
    }

    private void refuseShrunk(List<IngestedIndex> indexes) throws IOException, RefusedIndexException {
        try {
            refuseShrunk(new SubdirSources(indexes, catalogs.current(), emptyFrames()));
        } catch (DamagedFileException e) {
            refuseShrunk(new SubdirSources(indexes, catalogs.rebuilt(), emptyFrames()));
        }
    }

    private void refuseShrunk(SubdirSources sources) throws IOException, RefusedIndexException {
        Losses losses = losses(sources);
        long listed = losses.noteAll(sources);
        SubdirFailures.refuseShrunk(context, subdir, listed, sources.indexes(), losses);
    }

    /** Finds what a sync would do. */
    PlanPass.Result plan(List<IngestedIndex> indexes) throws IOException, RefusedIndexException {
        Planned planned = plan(indexes, emptyFrames());
        try (planned) {
            SubdirPlan plan = planned.result().plan();
            SubdirFailures.refuseShrunk(context, subdir, plan.listed(), indexes, planned.losses());
            delete(indexes);
            if (plan.unavailable() > 0) {
                warnOfUnavailable(planned, plan.unavailable());
            }
        }
        return planned.result();
    }

    private void warnOfUnavailable(Planned planned, long count) throws IOException {
        List<String> some = new ArrayList<>();
        planned.forEachUnavailable((name, reason) -> {
            if (some.size() < SHOWN_UNAVAILABLE) {
                some.add(name + ": " + reason);
            }
        });
        context.events()
                .warn(
                        subdir.name(),
                        count + " packages cannot be had: " + String.join("; ", some)
                                + (count > some.size() ? "; …" : ""));
    }

    /** Does it. */
    SubdirReport sync(List<UpstreamIndex> answers, List<IngestedIndex> indexes)
            throws IOException, RefusedIndexException, VetoedException, NoSpaceException, InterruptedException {
        if (context.request().mode() == SyncMode.RESET) {
            forgetJournal();
        }
        try (Journal journal = Journal.open(context.storage(), context.store().journalKey(subdir), scratch)) {
            Path before = journal.sorted(scratch, subdir + "-journal-before");
            Planned made = plan(indexes, before);
            PlanPass.Result planned = made.result();
            SubdirPlan plan = planned.plan();
            SubdirFailures.refuseShrunk(context, subdir, plan.listed(), indexes, made.losses());
            new FreeSpace(context).check(plan, planned.queue(), indexes);
            context.events().send(listener -> listener.planReady(plan));
            long failuresBefore = tally.failedCount();
            try (made) {
                made.forEachUnavailable((name, reason) -> tally.failed(new PackageFailure(subdir, name, reason)));
            }
            SubdirSources.Catalog catalog = made.catalog();
            if (planned.queue().count() > 0) {
                catalog = withAgreeingIndexes(catalog, indexes);
            }
            catalog = new PackageIntake(context, subdir, answers, tally, journal)
                    .run(planned.queue(), indexes, header(indexes), catalog);
            Path arrived = journal.sorted(scratch, subdir + "-journal-after");
            boolean complete =
                    tally.failedCount() == failuresBefore && made.check().leftOut() == 0;
            SubdirSources sources = sources(indexes, catalog, arrived);
            SubdirReport report = publish(sources, planned.revision(), answers, journal, complete);
            delete(indexes);
            return report;
        }
    }

    /** A plan, the catalog it was made from, what upstream lost, and what becomes of the plan that is followed. */
    private record Planned(PlanPass.Result result, SubdirSources.Catalog catalog, Losses losses, PlanCheck check)
            implements AutoCloseable {

        /** Hands over what cannot be had, whatever is fetched, each with its reason. */
        void forEachUnavailable(BiConsumer<PackageFileName, String> unavailable) throws IOException {
            result.refusedReplacements()
                    .forEach(name -> unavailable.accept(
                            name, "upstream replaced it with another content, and replaced_upstream is \"fail\""));
            check.forEachUnmet(unavailable);
            result.malformed().forEach(name -> unavailable.accept(name, PlanPass.MALFORMED));
        }

        @Override
        public void close() throws IOException {
            check.close();
        }
    }

    private Planned plan(List<IngestedIndex> indexes, Path journal) throws IOException {
        SubdirSources.Catalog catalog = catalogs.current();
        try {
            return plan(sources(indexes, catalog, journal));
        } catch (DamagedFileException e) {
            context.events().warn(subdir.name(), "the catalog is damaged and is made anew: " + e.getMessage());
            return plan(sources(indexes, catalogs.rebuilt(), journal));
        }
    }

    private SubdirSources sources(List<IngestedIndex> indexes, SubdirSources.Catalog catalog, Path journal) {
        return new SubdirSources(indexes, catalog, journal, context.approvals().of(subdir));
    }

    private Planned plan(SubdirSources sources) throws IOException {
        Losses losses = losses(sources);
        Path orders = scratch.resolve(subdir + "-orders");
        PlanCheck check = new PlanCheck(scratch, subdir + "-unmet");
        PlanPass.Result result = new PlanPass(context.request(), this::holds, losses, check)
                .run(subdir, sources, orders, context.events());
        return new Planned(result, sources.catalog(), losses, check);
    }

    private Losses losses(SubdirSources sources) throws IOException {
        Origins origins = state().map(SubdirState::origins).orElse(Origins.EMPTY);
        return new Losses(context.request(), subdir, sources.indexes(), origins);
    }

    private boolean holds(Holding entry) throws IOException {
        StoragePath path = context.store().published(subdir, entry.name().value());
        return context.storage()
                .stat(path)
                .filter(file -> file.token().equals(entry.token()))
                .isPresent();
    }

    /**
     * After a kill between the variants of an index one of them may name files that the catalog, which follows another, takes for
     * files that no index names. Before any file changes, all variants become what the catalog says.
     */
    private SubdirSources.Catalog withAgreeingIndexes(SubdirSources.Catalog catalog, List<IngestedIndex> indexes)
            throws IOException {
        SubdirPublisher publisher = new SubdirPublisher(context, subdir);
        Optional<SubdirState> state = state();
        boolean known = state.isPresent() && PublishedFiles.areInPlace(context, subdir, state.get());
        if (known || !IndexFormats.isAnyPublished(context.workplace(), subdir)) {
            return catalog;
        }
        SubdirState agreed = publisher.withdraw(catalog, emptyFrames(), header(indexes), state);
        return () -> context.store().openCatalog(subdir, agreed.generation());
    }

    private void forgetJournal() throws IOException {
        try (StagedWrite journal = context.storage().stage(context.store().journalKey(subdir))) {
            journal.discard();
        }
    }

    private List<IngestedIndex> ingest(List<UpstreamIndex> answers)
            throws IOException, InterruptedException, RepodataFormatException {
        List<IngestedIndex> indexes = new ArrayList<>();
        SeenFiles seen = SeenFiles.of(context, subdir);
        for (int channel = 0; channel < answers.size(); channel++) {
            if (answers.get(channel) instanceof UpstreamIndex.Fetched fetched) {
                NameRank rank = claims.rank(subdir, channel);
                int number = channel;
                indexes.add(WholeForm.read(answers, channel, fetched, form -> {
                    IngestedIndex index = Ingest.of(context, subdir, number, form, rank, seen);
                    if (!index.text().equals(form.file())) {
                        Files.delete(form.file());
                    }
                    return index;
                }));
            }
        }
        return indexes;
    }

    /** Texts of many subdirs at once would take more room than any of them does. */
    private static void delete(List<IngestedIndex> indexes) throws IOException {
        for (IngestedIndex index : indexes) {
            Files.deleteIfExists(index.text());
            Files.deleteIfExists(index.records());
            for (Path file : Stream.of(index.revised(), index.signatures())
                    .flatMap(Optional::stream)
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private SubdirReport publish(
            SubdirSources sources,
            PlanPass.Revision revision,
            List<UpstreamIndex> answers,
            Journal journal,
            boolean complete)
            throws IOException {
        List<IndexInput> inputs = new KeptTexts(context, subdir, state()).keep(answers, sources.indexes());
        RevisedCount count = revision == PlanPass.Revision.NONE
                ? RevisedCount.NONE
                : RevisedCount.ofPublication(context.request(), sources);
        SubdirState.Completeness completeness =
                complete ? SubdirState.Completeness.COMPLETE : SubdirState.Completeness.PARTIAL;
        SubdirState.Times times = new SubdirState.Times(
                sources.nextChange(), SeenFiles.of(context, subdir).publish(sources.indexes()));
        return new SubdirPublisher(context, subdir)
                .publish(sources, header(sources.indexes()), count, inputs, completeness, state(), times, journal);
    }

    private IndexHeader header(List<IngestedIndex> indexes) {
        return IndexHeader.joined(
                subdir, indexes.stream().map(IngestedIndex::header).toList());
    }

    private Optional<SubdirState> state() throws IOException {
        return context.store().subdir(subdir);
    }

    private Path emptyFrames() throws IOException {
        Path file = scratch.resolve(subdir + "-nothing");
        try (FrameWriter none = new FrameWriter(Files.newOutputStream(file))) {
            none.finish();
        }
        return file;
    }
}
