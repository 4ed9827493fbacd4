package org.channelmirror.internal.archive;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.GenerationOutput;
import org.channelmirror.internal.publish.IndexFile;
import org.channelmirror.internal.publish.PublishPass;
import org.channelmirror.internal.publish.PublishedRecords;
import org.channelmirror.internal.publish.RepodataOutput;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.RecordCandidate;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.FileSystemStorage;

/** Makes the indexes of an export that has not every published package, as a sync makes them of an upstream that has more. */
final class ExportNarrowing {

    private static final Decision NOT_ASKED = Decision.reject("it matches none of the specs that were asked for");

    private final SyncContext context;
    private final Path scratch;

    private ExportNarrowing(SyncContext context) {
        this.context = context;
        this.scratch = context.scratch();
    }

    static boolean isNeeded(ExportRequest request) {
        return !request.packages().isEverything() || !request.specs().isEmpty();
    }

    /** Narrows all subdirs, on which rules decide together. */
    static List<ExportedSubdir> narrow(
            Engine engine, ExportRequest request, Events events, Scratch scratch, List<ExportedSubdir> subdirs)
            throws IOException, RepodataFormatException {
        List<Channel> channels = subdirs.stream()
                .flatMap(subdir -> subdir.origins().urls().stream())
                .distinct()
                .limit(1)
                .map(url -> new Channel(URI.create(url)))
                .toList();
        SyncRequest asked = SyncRequest.builder(
                        channels.isEmpty() ? List.of(new Channel(URI.create("file:///"))) : channels, request.source())
                .account(request.account())
                .packages(request.packages())
                .unmatched(UnmatchedPackages.HIDE)
                .build();
        return new ExportNarrowing(engine.context(asked, events, scratch)).narrow(request, subdirs);
    }

    private List<ExportedSubdir> narrow(ExportRequest request, List<ExportedSubdir> subdirs)
            throws IOException, RepodataFormatException {
        List<List<IngestedIndex>> ingested = new ArrayList<>();
        for (ExportedSubdir subdir : subdirs) {
            ingested.add(List.of(ingest(context, subdir)));
        }
        if (AccountPackages.areDecidedTogether(context.request())) {
            ingested = decideTogether(subdirs, ingested);
        }
        List<ExportedSubdir> narrowed = new ArrayList<>();
        for (int i = 0; i < subdirs.size(); i++) {
            ExportedSubdir subdir = publish(subdirs.get(i), ingested.get(i), context.request());
            ExportedSubdir matching = request.specs().isEmpty() ? subdir : bySpecs(request.specs(), subdir);
            narrowed.add(new SideNarrowing(context.events(), scratch).narrow(matching));
        }
        return narrowed;
    }

    private List<List<IngestedIndex>> decideTogether(List<ExportedSubdir> subdirs, List<List<IngestedIndex>> indexes)
            throws IOException {
        AccountPackages packages = AccountPackages.withinMemory(context);
        try {
            for (int i = 0; i < subdirs.size(); i++) {
                packages.add(subdirs.get(i).line().subdir(), indexes.get(i));
            }
        } catch (AccountPackages.TooManyException e) {
            throw new IOException(e.getMessage(), e);
        }
        packages.applyRules();
        List<List<IngestedIndex>> decided = new ArrayList<>();
        for (int i = 0; i < subdirs.size(); i++) {
            decided.add(packages.decided(subdirs.get(i).line().subdir(), indexes.get(i)));
        }
        return decided;
    }

    /** Behind the configuration's selection, which may bring packages back that others need: what is asked for is all there is. */
    private ExportedSubdir bySpecs(List<MatchSpec> specs, ExportedSubdir subdir)
            throws IOException, RepodataFormatException {
        PackageSelection matching = PackageSelection.builder()
                .add(FilterStage.LIMIT, "spec " + specs, (record, now) -> matches(specs, record))
                .build();
        SyncRequest asked = context.request().toBuilder().packages(matching).build();
        SyncContext narrower = new SyncContext(
                asked,
                context.store(),
                context.halves(),
                context.downloader(),
                context.clock(),
                context.now(),
                context.events(),
                scratch,
                context.maxParallel(),
                context.settings(),
                context.approvals());
        return publish(subdir, List.of(ingest(narrower, subdir)), asked);
    }

    private static Decision matches(List<MatchSpec> specs, PackageRecord record) {
        RecordCandidate candidate = RecordCandidate.of(record);
        return specs.stream().anyMatch(spec -> spec.matches(candidate)) ? Decision.accept() : NOT_ASKED;
    }

    private IngestedIndex ingest(SyncContext asked, ExportedSubdir subdir) throws IOException, RepodataFormatException {
        Subdir name = subdir.line().subdir();
        URI uri = context.channels().get(0).url().resolve(name + "/" + ExportedSubdir.INDEX);
        IndexInput input = new IndexInput(uri.toString(), Validator.NONE);
        return Ingest.of(
                asked,
                name,
                0,
                new UpstreamIndex.Fetched(subdir.index(), uri, input),
                new NameRank(0, List.of()),
                SeenFiles.of(asked, name));
    }

    private ExportedSubdir publish(ExportedSubdir from, List<IngestedIndex> indexes, SyncRequest asked)
            throws IOException {
        Subdir subdir = from.line().subdir();
        Path nothing = scratch.resolve(subdir + "-no-journal");
        try (FrameWriter none = new FrameWriter(Files.newOutputStream(nothing))) {
            none.finish();
        }
        SubdirSources sources = new SubdirSources(indexes, SubdirSources.Catalog.of(from.catalog()), nothing);
        RevisedCount count = RevisedCount.ofPublication(asked, sources);
        IndexHeader header = indexes.get(0).header().counting(count);
        Path catalog = Files.createTempFile(scratch, subdir + "-narrowed", "");
        Path folder = Files.createTempDirectory(scratch, subdir + "-narrowed");
        Map<String, Path> files = new HashMap<>();
        try (FileSystemStorage target = new FileSystemStorage(folder)) {
            StateStore store = new StateStore(target, asked.account());
            List<IndexFile> indexFiles = new ArrayList<>();
            for (Variant variant : ArchiveIndex.made()) {
                indexFiles.add(IndexFile.fresh(target, store, subdir, variant));
            }
            try (FrameWriter out = new FrameWriter(Files.newOutputStream(catalog));
                    RepodataOutput index = new RepodataOutput(indexFiles, header);
                    PublishedRecords before = new PublishedRecords(target, StoragePath.of("none"));
                    GenerationOutput output =
                            new GenerationOutput(index, out, before, count, scratch, subdir + "-narrowing");
                    HistoryLog unheard = new HistoryLog(
                            scratch.resolve(subdir + "-unheard"), asked.account(), subdir, context.now())) {
                new PublishPass(asked, sources, from.origins(), output, unheard).run();
            }
            for (IndexFile file : indexFiles) {
                StoragePath path = StoragePath.of(file.fileName());
                target.publish(List.of(new Publication(file.staged().staged(), path)));
                files.put(file.fileName(), target.localPath(path).orElseThrow());
            }
        }
        return from.with(catalog, files);
    }
}
