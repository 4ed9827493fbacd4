package org.channelmirror.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SeenFiles;
import org.channelmirror.internal.operation.Approvals;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.HalfBodies;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.Downloader;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.FileSystemStorage;

/** What a sync with rules does with an index before it plans, step by step. */
public final class EngineClosure {

    private static final Subdir SUBDIR = new Subdir("linux-64");
    private static final double NANOS = 1e9;

    private final PackageSelection packages;

    public EngineClosure(PackageSelection packages) {
        this.packages = packages;
    }

    /** Processor seconds of each step, which do not depend on what else the machine does, and what came of it. */
    public record Result(
            double wall,
            double ingest,
            double table,
            double rules,
            double rewrite,
            double check,
            long selected,
            long missing,
            long tableBytes,
            long heapBytes) {}

    /** Does it. */
    public Result run(Path repodata, Path target) throws IOException, MirrorException {
        try (ChannelStorage storage = new FileSystemStorage(target);
                Downloader none = new FileDownloader()) {
            Channel channel = new Channel(URI.create("file:///upstream/"));
            Clock clock = Clock.systemUTC();
            StateStore store = new StateStore(storage, AccountName.DEFAULT);
            SyncContext context = new SyncContext(
                    SyncRequest.builder(channel, storage).packages(packages).build(),
                    store,
                    new HalfBodies(storage, store),
                    none,
                    clock,
                    clock.instant(),
                    new Events(MirrorListener.NONE),
                    storage.scratchDirectory().orElseThrow(),
                    1,
                    "",
                    Approvals.NOT_ASKED_FOR);
            UpstreamIndex.Fetched fetched =
                    new UpstreamIndex.Fetched(repodata, repodata.toUri(), new IndexInput("upstream", Validator.NONE));
            return measure(context, fetched);
        } catch (AccountPackages.TooManyException e) {
            throw new IOException(e);
        }
    }

    private static Result measure(SyncContext context, UpstreamIndex.Fetched fetched)
            throws IOException, MirrorException, AccountPackages.TooManyException {
        long wall = System.nanoTime();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        List<IngestedIndex> indexes = List.of(
                Ingest.of(context, SUBDIR, 0, fetched, new NameRank(0, List.of()), SeenFiles.of(context, SUBDIR)));
        long ingested = threads.getCurrentThreadCpuTime();
        AccountPackages account =
                new AccountPackages(context, Runtime.getRuntime().maxMemory());
        account.add(SUBDIR, indexes);
        long made = threads.getCurrentThreadCpuTime();
        account.applyRules();
        long ruled = threads.getCurrentThreadCpuTime();
        List<IngestedIndex> decided = account.decided(SUBDIR, indexes);
        long written = threads.getCurrentThreadCpuTime();
        long missing = account.check().count();
        long checked = threads.getCurrentThreadCpuTime();
        double wallSeconds = (System.nanoTime() - wall) / NANOS;
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        return new Result(
                wallSeconds,
                (ingested - start) / NANOS,
                (made - ingested) / NANOS,
                (ruled - made) / NANOS,
                (written - ruled) / NANOS,
                (checked - written) / NANOS,
                selected(decided.get(0)),
                missing,
                account.bytes(),
                heap);
    }

    private static long selected(IngestedIndex index) throws IOException {
        UpstreamRecord record = new UpstreamRecord();
        long selected = 0;
        try (FrameReader in = new FrameReader(Files.newInputStream(index.records()))) {
            while (in.next()) {
                selected += record.read(in).is(UpstreamRecord.SELECTED) ? 1 : 0;
            }
        }
        return selected;
    }
}
