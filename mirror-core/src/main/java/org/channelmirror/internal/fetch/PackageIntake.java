package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.ExportPin;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.VetoedException;
import org.channelmirror.internal.publish.SubdirPublisher;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.upstream.IndexWatch;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.PublicationGate;

/** Carries out a plan's orders: fetches, asks the gate, moves into place, and in three steps what replaces published files. */
public final class PackageIntake {

    private final SyncContext context;
    private final Subdir subdir;
    private final List<UpstreamIndex> answers;
    private final FetchTally tally;
    private final Journal journal;

    public PackageIntake(
            SyncContext context, Subdir subdir, List<UpstreamIndex> answers, FetchTally tally, Journal journal) {
        this.context = context;
        this.subdir = subdir;
        this.answers = answers;
        this.tally = tally;
        this.journal = journal;
    }

    /** Answers the catalog in force afterwards, which is another one where files were replaced. */
    public SubdirSources.Catalog run(
            FetchQueue queue, List<IngestedIndex> indexes, IndexHeader header, SubdirSources.Catalog catalog)
            throws IOException, InterruptedException, VetoedException {
        PackageVerifier verifier = new PackageVerifier();
        PackageFetch fetch = new PackageFetch(context, subdir, verifier, tally);
        Arrivals arrivals = new Arrivals(context, subdir, journal);
        long failuresBefore = tally.failedCount();
        try (Landing landing = new Landing(context, subdir, arrivals)) {
            new PackageFetcher(context, subdir, fetch, arrivals, landing, tally, packages(indexes)).run(queue);
            long failures = tally.failedCount() - failuresBefore;
            if (failures > 0) {
                IndexWatch.look(context, subdir, answers, failures);
            }
            // What waits may take as much room as the orders did.
            Files.delete(queue.orders());
            verifier.report(subdir, context.events());
            if (landing.isEmpty()) {
                return catalog;
            }
            Landing.Waiters waiters = landing.finish();
            Optional<PublicationGate> gate = context.request().beforePublish();
            if (gate.isPresent()) {
                waiters = new GatePass(context, subdir, tally).run(gate.get(), waiters);
            }
            arrivals.moveIn(waiters.added());
            return replace(waiters.replacing(), header, catalog, arrivals);
        }
    }

    private SubdirSources.Catalog replace(
            Path replacing, IndexHeader header, SubdirSources.Catalog catalog, Arrivals arrivals) throws IOException {
        try (FrameReader frames = new FrameReader(Files.newInputStream(replacing))) {
            if (!frames.next()) {
                return catalog;
            }
        }
        Optional<SubdirState> state = context.store().subdir(subdir);
        SubdirState withdrawn = new SubdirPublisher(context, subdir).withdraw(catalog, replacing, header, state);
        try (FrameReader names = new FrameReader(Files.newInputStream(replacing))) {
            ExportPin.keep(context.storage(), context.request().account(), subdir, names, context.now());
        }
        arrivals.moveIn(replacing);
        return () -> context.store().openCatalog(subdir, withdrawn.generation());
    }

    /** Where each channel's packages are. */
    private List<URI> packages(List<IngestedIndex> indexes) {
        List<URI> packages =
                new ArrayList<>(context.channels().stream().map(Channel::url).toList());
        indexes.forEach(index -> packages.set(index.channel(), index.packages()));
        return packages;
    }
}
