package org.channelmirror.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.fetch.PlanCheck;
import org.channelmirror.internal.fetch.PlanPass;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Approvals;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.HalfBodies;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.GenerationOutput;
import org.channelmirror.internal.publish.IndexFile;
import org.channelmirror.internal.publish.PublishPass;
import org.channelmirror.internal.publish.PublishedRecords;
import org.channelmirror.internal.publish.RepodataOutput;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.shards.ShardNotes;
import org.channelmirror.internal.shards.StagedShards;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.Losses;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;
import org.channelmirror.storage.FileSystemStorage;

/**
 * What a sync does with an index whose packages are all here: take it in, plan, write the mirror's index, its catalog and the
 * history, and make it all durable and visible. Nothing is left out but the transfer.
 */
public final class EngineIndexPass {

    private static final Subdir SUBDIR = new Subdir("linux-64");
    private static final VersionToken TOKEN = new VersionToken("s1a2b3-m18eac994f60e0bb0-i988001");

    private final List<Variant> variants;
    private final PackageSelection packages;
    private final Check check;
    private final Shards shards;

    /** Whether sharded repodata is published too. */
    private enum Shards {
        NONE,
        ALL
    }

    /** Whether it is looked for what selected packages need and miss, as a sync with filters does. */
    public enum Check {
        NONE,
        DEPENDENCIES
    }

    private EngineIndexPass(List<Variant> variants, PackageSelection packages, Check check, Shards shards) {
        this.variants = variants;
        this.packages = packages;
        this.check = check;
        this.shards = shards;
    }

    /** Publishes {@code repodata.json} alone. */
    public static EngineIndexPass json() {
        return selecting(PackageSelection.everything(), Check.NONE);
    }

    /** Publishes {@code repodata.json.zst} too. */
    public static EngineIndexPass jsonAndZst() {
        return new EngineIndexPass(
                List.of(Variant.ZST, Variant.JSON), PackageSelection.everything(), Check.NONE, Shards.NONE);
    }

    /** Publishes what a sync does unless it is told otherwise: shards, {@code repodata.json.zst} and {@code repodata.json}. */
    public static EngineIndexPass defaults() {
        return new EngineIndexPass(
                List.of(Variant.ZST, Variant.JSON), PackageSelection.everything(), Check.NONE, Shards.ALL);
    }

    /** Publishes {@code repodata.json} alone, of the packages that are selected. */
    public static EngineIndexPass selecting(PackageSelection packages, Check check) {
        return new EngineIndexPass(List.of(Variant.JSON), packages, check, Shards.NONE);
    }

    /** Does the pass. */
    public void run(Path repodata, Path target) throws IOException, MirrorException {
        try (ChannelStorage storage = new FileSystemStorage(target);
                Downloader none = new FileDownloader()) {
            SyncRequest request = SyncRequest.builder(new Channel(URI.create("file:///upstream/")), storage)
                    .packages(packages)
                    .build();
            Path scratch = storage.scratchDirectory().orElseThrow();
            StateStore store = new StateStore(storage, AccountName.DEFAULT);
            SyncContext context = new SyncContext(
                    request,
                    store,
                    new HalfBodies(storage, store),
                    none,
                    Clock.systemUTC(),
                    Instant.now(),
                    new Events(MirrorListener.NONE),
                    scratch,
                    1,
                    "",
                    Approvals.NOT_ASKED_FOR);
            UpstreamIndex.Fetched fetched =
                    new UpstreamIndex.Fetched(repodata, repodata.toUri(), new IndexInput("upstream", Validator.NONE));
            IngestedIndex index =
                    Ingest.of(context, SUBDIR, 0, fetched, new NameRank(0, List.of()), SeenFiles.of(context, SUBDIR));
            SubdirSources sources =
                    new SubdirSources(List.of(index), SubdirSources.Catalog.EMPTY, holdings(repodata, index));
            Losses losses = new Losses(request, SUBDIR, List.of(index), Origins.EMPTY);
            new PlanPass(request, held -> true, losses, new PlanCheck(scratch, "unmet"))
                    .run(SUBDIR, sources, scratch.resolve("orders"), context.events());
            if (check == Check.DEPENDENCIES) {
                checkDependencies(context, index);
            }
            publish(context, sources, index);
        }
    }

    private static void checkDependencies(SyncContext context, IngestedIndex index) throws IOException {
        AccountPackages account =
                new AccountPackages(context, Runtime.getRuntime().maxMemory());
        try {
            account.add(SUBDIR, List.of(index));
        } catch (AccountPackages.TooManyException e) {
            throw new IOException(e);
        }
        account.check();
    }

    private void publish(SyncContext context, SubdirSources sources, IngestedIndex index) throws IOException {
        ChannelStorage storage = context.storage();
        StagedOutput catalogOut = StagedOutput.fresh(storage, new StageKey("catalog"));
        List<IndexFile> files = new ArrayList<>();
        for (Variant variant : variants) {
            files.add(IndexFile.fresh(storage, context.store(), SUBDIR, variant));
        }
        Path lines = context.scratch().resolve("history");
        try (FrameWriter catalog = new FrameWriter(catalogOut);
                ShardNotes notes = new ShardNotes(context.scratch(), "shards");
                RepodataOutput output = new RepodataOutput(files, index.header(), shards == Shards.ALL ? notes : null);
                PublishedRecords before = new PublishedRecords(storage, StoragePath.of("none"));
                GenerationOutput generation = new GenerationOutput(
                        output, catalog, before, RevisedCount.NONE, context.scratch(), "generation");
                HistoryLog history = new HistoryLog(
                        lines, AccountName.DEFAULT, SUBDIR, context.clock().instant())) {
            new PublishPass(context.request(), sources, Origins.EMPTY, generation, history).run();
            List<Publication> publications = new ArrayList<>();
            publications.add(
                    new Publication(catalogOut.staged(), context.store().catalog(SUBDIR, 1)));
            if (shards == Shards.ALL) {
                StagedShards all = shards(context, notes, files.get(files.size() - 1), index);
                all.publish(List.of(), 1);
                publications.add(
                        new Publication(all.index().staged(), context.store().published(SUBDIR, ShardFolder.INDEX)));
            }
            for (IndexFile file : files) {
                publications.add(
                        new Publication(file.staged().staged(), context.store().published(SUBDIR, file.fileName())));
            }
            storage.publish(publications);
            history.append(storage);
        }
    }

    private static StagedShards shards(SyncContext context, ShardNotes notes, IndexFile plain, IngestedIndex index)
            throws IOException {
        return StagedShards.of(
                new ShardFolder(context.storage(), context.store(), SUBDIR),
                notes,
                plain.staged().staged(),
                index.header().info(),
                new StagedShards.Before(0, StagedShards.Trust.NOTHING),
                context.now(),
                context.scratch(),
                "shards");
    }

    /** Every package is here: made once for an index, outside of what is measured but for the first warm-up. */
    private static Path holdings(Path repodata, IngestedIndex index) throws IOException {
        Path file = repodata.resolveSibling(repodata.getFileName() + ".holdings");
        if (Files.exists(file)) {
            return file;
        }
        UpstreamRecord record = new UpstreamRecord();
        Holding holding = new Holding();
        try (FrameReader in = new FrameReader(Files.newInputStream(index.records()));
                FrameWriter out = new FrameWriter(Files.newOutputStream(file))) {
            while (in.next()) {
                record.read(in);
                holding.begin(record.section(), record.name().value().getBytes(StandardCharsets.US_ASCII))
                        .size(record.size().orElse(0))
                        .sha256(record.sha256().orElseThrow());
                out.write(holding.verified(Clock.systemUTC().instant(), TOKEN).payload());
            }
            out.finish();
        }
        return file;
    }
}
