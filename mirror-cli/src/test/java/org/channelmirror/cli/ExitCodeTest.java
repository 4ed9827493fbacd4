package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.ForeignChannelsException;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.Hold;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {

    @TempDir
    Path dir;

    private String file;

    @BeforeEach
    void writeConfiguration() throws IOException {
        file = CliRun.configuration(dir);
    }

    private CliRun sync(FakeClient client, String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "sync";
        args[1] = "--config-file";
        args[2] = file;
        System.arraycopy(options, 0, args, 3, options.length);
        return CliRun.of(dir, client, args);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(1, new StorageException("/m", new IOException("disk full"))),
                Arguments.of(
                        1,
                        new NoSpaceException(
                                "account a", "is full", OptionalLong.of(2), OptionalLong.of(1), new IOException())),
                Arguments.of(1, new ChannelNotFoundException(new Channel(URI.create("http://h/c")), "answered 404")),
                Arguments.of(
                        2,
                        new ForeignChannelsException(AccountName.DEFAULT, List.of("http://a/"), List.of("http://b/"))),
                Arguments.of(
                        2, new AccountException(AccountName.DEFAULT, AccountException.Reason.RENAMING, "is renamed")),
                Arguments.of(2, new HeldException(AccountName.DEFAULT, new Hold("why", Instant.EPOCH))),
                Arguments.of(2, new SnapshotException("snapshot a", "it exists")),
                Arguments.of(4, new IntegrityException("noarch/a-1-0.conda", "sha256 differs")),
                Arguments.of(5, new LockedException(AccountName.DEFAULT, Optional.empty())),
                Arguments.of(130, new MirrorCancelledException(Samples.complete())));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anExceptionHasItsExitCodeAndOneReadableLine(int code, MirrorException exception) {
        CliRun run = sync(FakeClient.failing(exception));
        assertEquals(code, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("error: " + exception.getMessage()), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anExceptionIsAJsonObject(int code, MirrorException exception) {
        CliRun run = sync(FakeClient.failing(exception), "--json");
        assertEquals(code, run.code());
        assertEquals((long) code, run.json().at("exit_code"));
        assertEquals("sync", run.json().at("command"));
        assertEquals(exception.getMessage(), run.json().at("error/message"));
        assertEquals("", run.err());
    }

    @Test
    void theHintIsWhatHelps() {
        String general = "hint: \"verify --repair\" checks every stored file";
        assertTrue(
                sync(FakeClient.failing(new IntegrityException("a", "b"))).err().contains(general));
        CliRun run = sync(FakeClient.failing(new IntegrityException("a", "b", "do this")));
        assertTrue(run.err().endsWith("hint: do this\n"), run.err());
    }

    @Test
    void verboseAddsTheTrace() {
        CliRun run = sync(FakeClient.failing(new StorageException("/m", new IOException("disk full"))), "-v");
        assertTrue(run.err().contains("\tat "), run.err());
        assertTrue(run.err().contains("Caused by: java.io.IOException: disk full"), run.err());
    }

    @Test
    void aCancelledSyncStillSaysWhatItDid() {
        MirrorReport report = Samples.complete();
        CliRun json = sync(FakeClient.failing(new MirrorCancelledException(report)), "--json");
        assertEquals(6L, json.json().at("downloaded"));
        assertEquals(false, json.json().at("complete"));
        assertEquals("published", json.json().at("subdirs/0/outcome"));
    }

    @Test
    void aCompleteSyncEndsWith0() {
        assertEquals(0, sync(FakeClient.reporting(Samples.complete())).code());
        assertEquals(0, sync(FakeClient.reporting(Samples.unchanged())).code());
    }

    @Test
    void failedPackagesEndWith3() {
        assertEquals(
                3, sync(FakeClient.reporting(Samples.withFailedPackages(1))).code());
    }

    @Test
    void someFailedSubdirsEndWith3AndAllOfThemWith1() {
        MirrorReport some = Samples.withSubdirs(Samples.published(Subdir.NOARCH), Samples.failed(Samples.LINUX));
        MirrorReport all = Samples.withSubdirs(Samples.failed(Subdir.NOARCH), Samples.failed(Samples.LINUX));
        assertEquals(3, sync(FakeClient.reporting(some)).code());
        assertEquals(1, sync(FakeClient.reporting(all)).code());
    }

    @Test
    void aRefusedIndexWasReadAndEndsWith3() {
        SubdirReport refused =
                new SubdirReport(Samples.LINUX, SubdirReport.Outcome.REFUSED, 10, 0, 0, 0, Optional.of("lost 9 of 10"));
        CliRun run = sync(FakeClient.reporting(Samples.withSubdirs(refused)));
        assertEquals(3, run.code());
        assertTrue(run.out().contains("linux-64 failed: lost 9 of 10"), run.out());
        CliRun json = sync(FakeClient.reporting(Samples.withSubdirs(refused)), "--json");
        assertEquals("refused", json.json().at("subdirs/0/outcome"));
        assertEquals("lost 9 of 10", json.json().at("subdirs/0/failure"));
    }
}
