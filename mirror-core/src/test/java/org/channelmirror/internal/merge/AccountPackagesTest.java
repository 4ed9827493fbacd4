package org.channelmirror.internal.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.Approvals;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.HalfBodies;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.transport.FileDownloader;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.Ingest;
import org.channelmirror.internal.upstream.NameRank;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountPackagesTest {

    private static final Subdir LINUX = new Subdir("linux-64");
    private static final PackageSelection WITHOUT_P7 = PackageSelection.builder()
            .add(
                    FilterStage.LIMIT,
                    "no p7",
                    (record, now) -> record.name().equals("p7") ? Decision.reject("it is p7") : Decision.accept())
            .build();

    @TempDir
    Path scratch;

    private SyncContext context() {
        SyncRequest request = SyncRequest.builder(new Channel(URI.create("file:///upstream/")), new InMemoryStorage())
                .packages(WITHOUT_P7)
                .build();
        Clock clock = Clock.systemUTC();
        StateStore store = new StateStore(request.target(), AccountName.DEFAULT);
        return new SyncContext(
                request,
                store,
                new HalfBodies(request.target(), store),
                new FileDownloader(),
                clock,
                clock.instant(),
                new Events(MirrorListener.NONE),
                scratch,
                1,
                "",
                Approvals.NOT_ASKED_FOR);
    }

    private IngestedIndex index(SyncContext context, int count) throws IOException, MirrorException {
        String records = IntStream.range(0, count)
                .mapToObj(i -> String.format("\"p%05d-1-0.conda\":{\"name\":\"p%d\",\"depends\":[\"p7\"]}", i, i))
                .collect(Collectors.joining(","));
        Path file = Files.writeString(scratch.resolve("repodata.json"), "{\"packages.conda\":{" + records + "}}");
        UpstreamIndex.Fetched fetched =
                new UpstreamIndex.Fetched(file, file.toUri(), new IndexInput("up", Validator.NONE));
        return Ingest.of(context, LINUX, 0, fetched, new NameRank(0, List.of()), SeenFiles.of(context, LINUX));
    }

    @Test
    void whatFitsIsLookedAt() throws Exception {
        SyncContext context = context();
        AccountPackages packages = new AccountPackages(context, 64 << 20);
        packages.add(LINUX, List.of(index(context, 10_000)));
        var broken = packages.check().broken().get(0);
        assertEquals("it is p7", broken.reason());
        assertEquals(9_999, broken.packages());
    }

    /** Before the memory ends there is an answer that says what to do. */
    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        SyncContext context = context();
        AccountPackages packages = new AccountPackages(context, 1 << 20);
        List<IngestedIndex> indexes = List.of(index(context, 10_000));
        String message = assertThrows(AccountPackages.TooManyException.class, () -> packages.add(LINUX, indexes))
                .getMessage();
        assertTrue(message.contains("give the program more memory"), message);
    }
}
