package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveOptions.Compression;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCommandsTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun run(String... args) {
        return CliRun.of(dir, client, args);
    }

    @Test
    void anExportIsWhatTheOptionsSay() throws IOException {
        CliRun run = run("export", "m.tar.zst", "--since", "last", "--subdir", "linux-64", "--spec", "numpy");
        assertEquals(0, run.code(), run.err());
        ExportRequest request = client.exported.get(0);
        assertInstanceOf(ArchiveBase.Last.class, request.since().orElseThrow());
        assertEquals(
                Optional.of(List.of(Subdir.NOARCH, Samples.LINUX)),
                request.subdirs().subdirs());
        assertEquals("numpy", request.specs().get(0).toString());
        assertEquals(
                Compression.ZSTD, request.destination().orElseThrow().options().compression());
        assertTrue(Files.exists(dir.resolve("m.tar.zst.sha256")));
        assertTrue(run.out().contains("3 packages (4.1 kB) went into m.tar.zst"), run.out());
    }

    @Test
    void aSnapshotIsExportedAndIsABase() throws IOException {
        assertEquals(
                0,
                run("export", "m.tar", "--snapshot", "2026-q1", "--since", "2025-q4")
                        .code());
        ExportRequest request = client.exported.get(0);
        assertEquals(Optional.of(new SnapshotName("2026-q1")), request.snapshot());
        assertEquals(Optional.of(new ArchiveBase.Snapshot(new SnapshotName("2025-q4"))), request.since());
        assertEquals(2, run("export", "m.tar", "--snapshot", "2026 Q1").code());
    }

    /** Nothing but archives filled the account: no configuration says more than they did. */
    @Test
    void whatArchivesTookOutOfTheIndexIsCleanedWithoutAConfiguration() throws IOException {
        client.accounts = List.of(new AccountSummary(AccountName.DEFAULT, 1, 1, Optional.empty()));
        CliRun run = run("clean");
        assertEquals(0, run.code(), run.err());
        assertEquals(RemovedUpstream.REMOVE, client.cleaned.get(0).mirror().removedUpstream());
        assertTrue(client.cleaned.get(0).mirror().packages().isEverything());
    }

    @Test
    void aDryRunHasNoDestination() throws IOException {
        CliRun run = run("export", "m.tar", "--dry-run", "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(client.exported.get(0).destination().isEmpty());
        assertEquals(3L, run.json().at("packages"));
        assertTrue(Files.notExists(dir.resolve("m.tar.list")));
    }

    @Test
    void theConfigurationNarrows() throws IOException {
        String file = CliRun.configuration(dir, "only: [numpy]", "account: r");
        assertEquals(0, run("export", "m.tar", "--config-file", file).code());
        ExportRequest request = client.exported.get(0);
        assertEquals(new AccountName("r"), request.account());
        assertEquals(false, request.packages().isEverything());
    }

    @Test
    void stdoutIsTheArchivesAlone() {
        CliRun run = run("export", "-");
        assertEquals("", run.out());
        assertTrue(run.err().contains("went into -"), run.err());
        assertEquals(2, run("export", "-", "--json").code());
    }

    @Test
    void anImportIsWhatTheOptionsSay() throws IOException {
        Files.write(dir.resolve("m.tar"), new byte[0]);
        CliRun run = run(
                "import", "m.tar", "--allow-older", "--channel", "r", "--account", "s", "--dry-run", "--break-lock");
        assertEquals(0, run.code(), run.err());
        ImportRequest request = client.imported.get(0);
        assertEquals(ImportRequest.Older.ACCEPT, request.older());
        assertEquals(ImportRequest.Mode.DRY_RUN, request.mode());
        assertEquals(LockPolicy.BREAK, request.lock());
        assertEquals(Optional.of("r"), request.channel());
        assertEquals(Optional.of(new AccountName("s")), request.account());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Files.write(dir.resolve("m.tar"), new byte[0]);
        for (CliRun run : List.of(
                run("import", "none.tar"),
                run("import", "m.tar", "--verify-key", "none.pem"),
                run("export", "m.tar", "--sign", "m.tar"),
                run("export", "m.tar", "--split", "4XB"),
                run("export", "m.zip"),
                run("export", "no-such-folder/m.tar"),
                run("export", "m.tar", "--subdir", "Linux"),
                run("export", "m.tar", "--since", "none.tar"))) {
            assertEquals(2, run.code(), run.err());
            assertTrue(run.err().contains("hint: "), run.err());
        }
    }

    @Test
    void aRefusedArchiveEndsWith4() throws IOException {
        Files.write(dir.resolve("m.tar"), new byte[0]);
        FakeClient refusing = new FakeClient() {
            @Override
            public ImportReport importArchive(ImportRequest request) throws MirrorException {
                throw new ArchiveException(
                        new InvalidArchiveException(Reason.UNSAFE_PATH, "../a", "it leads elsewhere"));
            }
        };
        CliRun run = CliRun.of(dir, refusing, "import", "m.tar");
        assertEquals(4, run.code());
        assertTrue(run.err().contains("../a: it leads elsewhere"), run.err());
    }
}
