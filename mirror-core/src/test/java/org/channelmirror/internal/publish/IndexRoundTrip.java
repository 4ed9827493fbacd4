package org.channelmirror.internal.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Approvals;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.HalfBodies;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;
import org.channelmirror.storage.InMemoryStorage;

/** Takes an index in and publishes it, as a sync does when every package of it is stored. */
final class IndexRoundTrip {

    static final Subdir SUBDIR = new Subdir("linux-64");

    private final Path scratch;
    private final List<MirrorWarning> warnings = new ArrayList<>();

    IndexRoundTrip(Path scratch) {
        this.scratch = scratch;
    }

    List<MirrorWarning> warnings() {
        return warnings;
    }

    String publish(byte[] repodata) throws IOException, MirrorException {
        Path fetched = Files.write(scratch.resolve("fetched"), repodata);
        InMemoryStorage storage = new InMemoryStorage();
        SyncRequest request = SyncRequest.builder(new Channel(URI.create("file:///upstream/")), storage)
                .build();
        StateStore store = new StateStore(storage, AccountName.DEFAULT);
        Events events = new Events(MirrorListener.NONE);
        SyncContext context = new SyncContext(
                request,
                store,
                new HalfBodies(storage, store),
                new FileDownloader(),
                Clock.systemUTC(),
                Instant.now(),
                events,
                scratch,
                1,
                "settings",
                Approvals.NOT_ASKED_FOR);
        IngestedIndex index = Ingest.of(
                context,
                SUBDIR,
                0,
                new UpstreamIndex.Fetched(fetched, fetched.toUri(), new IndexInput("upstream", Validator.NONE)),
                new NameRank(0, List.of()),
                SeenFiles.of(context, SUBDIR));
        SubdirSources sources = new SubdirSources(List.of(index), SubdirSources.Catalog.EMPTY, everything(index));
        RevisedCount count = RevisedCount.ofPublication(request, sources);
        IndexFile file = IndexFile.fresh(storage, store, SUBDIR, UpstreamIndex.Variant.JSON);
        StagedOutput catalogOut = StagedOutput.fresh(storage, new StageKey("catalog"));
        Clock clock = Clock.systemUTC();
        try (FrameWriter catalog = new FrameWriter(catalogOut);
                RepodataOutput output =
                        new RepodataOutput(List.of(file), index.header().counting(count));
                PublishedRecords before = new PublishedRecords(storage, StoragePath.of("none"));
                GenerationOutput generation =
                        new GenerationOutput(output, catalog, before, count, scratch, "generation");
                HistoryLog history =
                        new HistoryLog(scratch.resolve("history"), AccountName.DEFAULT, SUBDIR, clock.instant())) {
            new PublishPass(request, sources, Origins.EMPTY, generation, history).run();
        }
        warnings.clear();
        warnings.addAll(events.warnings());
        return new String(file.staged().staged().read().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Path everything(IngestedIndex index) throws IOException {
        UpstreamRecord record = new UpstreamRecord();
        try (SortedFrames held = new SortedFrames(scratch, "held", 1 << 20)) {
            for (Path file : Stream.of(Optional.of(index.records()), index.revised())
                    .flatMap(Optional::stream)
                    .toList()) {
                try (FrameReader in = new FrameReader(Files.newInputStream(file))) {
                    while (in.next()) {
                        record.read(in);
                        byte[] name = record.name().value().getBytes(StandardCharsets.US_ASCII);
                        Holding holding = new Holding().begin(record.section(), name);
                        holding.size(record.size().orElse(0));
                        record.sha256().ifPresent(holding::sha256);
                        record.md5().ifPresent(holding::md5);
                        held.add(holding.verified(Clock.systemUTC().instant(), new VersionToken("t"))
                                .payload());
                    }
                }
            }
            return held.finish();
        }
    }
}
