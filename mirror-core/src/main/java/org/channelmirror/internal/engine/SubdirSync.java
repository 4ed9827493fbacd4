package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Brings one subdir up to date: take in, plan, fetch, publish. */
final class SubdirSync {

    private static final String INDEX = "repodata.json";

    private final SyncContext context;
    private final Subdir subdir;
    private final NameClaims claims;
    private final FetchTally tally;
    private final Path scratch;

    SubdirSync(SyncContext context, Subdir subdir, NameClaims claims, FetchTally tally) {
        this.context = context;
        this.subdir = subdir;
        this.claims = claims;
        this.tally = tally;
        this.scratch = context.scratch();
    }

    /** Finds what a sync would do. */
    SubdirPlan plan(List<UpstreamIndex> answers) throws IOException, RepodataFormatException, RefusedIndexException {
        List<IngestedIndex> indexes = ingest(answers);
        SubdirPlan plan = plan(indexes, emptyFrames()).result().plan();
        refuse(plan, indexes);
        return plan;
    }

    /** Does it. */
    SubdirReport sync(List<UpstreamIndex> answers)
            throws IOException, RepodataFormatException, RefusedIndexException, InterruptedException {
        List<IngestedIndex> indexes = ingest(answers);
        if (context.request().mode() == SyncMode.RESET) {
            forgetJournal();
        }
        try (Journal journal = Journal.open(context.storage(), context.store().journalKey(subdir), scratch)) {
            Path before = journal.sorted(scratch, subdir + "-journal-before");
            Planned made = plan(indexes, before);
            PlanPass.Result planned = made.result();
            SubdirPlan plan = planned.plan();
            refuse(plan, indexes);
            context.events().send(listener -> listener.planReady(plan));
            long failuresBefore = tally.failedCount();
            refuseReplacements(planned.refusedReplacements());
            for (PackageFileName name : planned.malformed()) {
                tally.failed(new PackageFailure(subdir, name, "upstream's record has no usable checksum"));
            }
            SubdirSources.Catalog catalog = made.catalog();
            if (planned.queue().count() > 0) {
                catalog = withAgreeingIndexes(catalog, indexes);
            }
            catalog = new PackageIntake(context, subdir, tally, journal)
                    .run(planned.queue(), indexes, header(indexes), catalog);
            Path arrived = journal.sorted(scratch, subdir + "-journal-after");
            boolean complete = tally.failedCount() == failuresBefore;
            return publish(indexes, answers, sources(indexes, catalog, arrived), journal, complete);
        }
    }

    /** A plan and the catalog it was made from. */
    private record Planned(PlanPass.Result result, SubdirSources.Catalog catalog) {}

    private Planned plan(List<IngestedIndex> indexes, Path journal) throws IOException {
        SubdirSources.Catalog catalog = catalog();
        try {
            return new Planned(planPass(indexes, sources(indexes, catalog, journal)), catalog);
        } catch (DamagedFileException e) {
            context.events().warn(subdir.name(), "the catalog is damaged and is made anew: " + e.getMessage());
            SubdirSources.Catalog fresh = rebuilt();
            return new Planned(planPass(indexes, sources(indexes, fresh, journal)), fresh);
        }
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
        if (known || !publisher.isAnyPublished()) {
            return catalog;
        }
        SubdirState agreed = publisher.withdraw(catalog, emptyFrames(), header(indexes), state);
        return () -> context.store().openCatalog(subdir, agreed.generation());
    }

    private void refuse(SubdirPlan plan, List<IngestedIndex> indexes) throws IOException, RefusedIndexException {
        Optional<String> refused = SubdirFailures.after(context, subdir, plan, indexes);
        if (refused.isPresent()) {
            throw new RefusedIndexException(refused.get());
        }
    }

    private void forgetJournal() throws IOException {
        try (StagedWrite journal = context.storage().stage(context.store().journalKey(subdir))) {
            journal.discard();
        }
    }

    private List<IngestedIndex> ingest(List<UpstreamIndex> answers) throws IOException, RepodataFormatException {
        List<IngestedIndex> indexes = new ArrayList<>();
        for (int channel = 0; channel < answers.size(); channel++) {
            if (answers.get(channel) instanceof UpstreamIndex.Fetched fetched) {
                IngestedIndex index = Ingest.of(context, subdir, channel, fetched, claims.rank(subdir, channel));
                indexes.add(index);
                if (!index.text().equals(fetched.file())) {
                    Files.delete(fetched.file());
                }
            }
        }
        return indexes;
    }

    private SubdirSources sources(List<IngestedIndex> indexes, SubdirSources.Catalog catalog, Path journal) {
        return new SubdirSources(indexes, catalog, journal);
    }

    private PlanPass.Result planPass(List<IngestedIndex> indexes, SubdirSources sources) throws IOException {
        Path orders = scratch.resolve(subdir + "-orders");
        return new PlanPass(context.request(), this::holds).run(subdir, sources, indexes, orders, context.events());
    }

    private void refuseReplacements(List<PackageFileName> names) {
        for (PackageFileName name : names) {
            tally.failed(new PackageFailure(
                    subdir, name, "upstream replaced it with another content, and replaced_upstream is \"fail\""));
        }
    }

    private SubdirReport publish(
            List<IngestedIndex> indexes,
            List<UpstreamIndex> answers,
            SubdirSources sources,
            Journal journal,
            boolean complete)
            throws IOException {
        List<IndexInput> inputs = new ArrayList<>();
        for (UpstreamIndex answer : answers) {
            if (answer instanceof UpstreamIndex.Fetched fetched) {
                inputs.add(fetched.input());
            }
        }
        SubdirState.Completeness completeness =
                complete ? SubdirState.Completeness.COMPLETE : SubdirState.Completeness.PARTIAL;
        return new SubdirPublisher(context, subdir)
                .publish(sources, header(indexes), inputs, completeness, state(), journal);
    }

    private IndexHeader header(List<IngestedIndex> indexes) {
        return IndexHeader.first(
                subdir, indexes.stream().map(IngestedIndex::header).toList());
    }

    private Optional<SubdirState> state() throws IOException {
        return context.store().subdir(subdir);
    }

    /** The catalog that belongs to the published index. */
    private SubdirSources.Catalog catalog() throws IOException {
        Optional<SubdirState> state = state();
        Optional<StoredObject> index = context.storage().stat(indexPath());
        if (context.request().mode() == SyncMode.RESET || state.isEmpty()) {
            return index.isEmpty() ? SubdirSources.Catalog.EMPTY : rebuilt();
        }
        SubdirSources.Catalog inForce =
                () -> context.store().openCatalog(subdir, state.get().generation());
        Optional<PublishedFile> known = state.get().file(INDEX);
        if (index.isPresent()
                && known.isPresent()
                && known.get().token().equals(index.get().token())) {
            return exists(state.get()) ? inForce : rebuilt();
        }
        context.events()
                .warn(subdir.name(), "the published index is not the one of the last run; its files are looked up");
        SubdirSources.Catalog listed = index.isEmpty() ? SubdirSources.Catalog.EMPTY : rebuilt();
        try {
            Path target = scratch.resolve(subdir + "-catalog-joined");
            return exists(state.get()) ? CatalogRebuild.join(listed, inForce, target) : listed;
        } catch (DamagedFileException e) {
            return listed;
        }
    }

    private boolean exists(SubdirState state) throws IOException {
        return context.storage()
                .stat(context.store().catalog(subdir, state.generation()))
                .isPresent();
    }

    private SubdirSources.Catalog rebuilt() throws IOException {
        try {
            return CatalogRebuild.fromPublished(context.storage(), indexPath(), scratch, subdir + "-catalog-rebuilt");
        } catch (MalformedRepodataException e) {
            context.events()
                    .warn(subdir.name(), "the published index cannot be read and is made anew: " + e.getMessage());
            return SubdirSources.Catalog.EMPTY;
        }
    }

    private StoragePath indexPath() {
        return context.store().published(subdir, INDEX);
    }

    private Path emptyFrames() throws IOException {
        Path file = scratch.resolve(subdir + "-nothing");
        try (FrameWriter none = new FrameWriter(Files.newOutputStream(file))) {
            none.finish();
        }
        return file;
    }
}
