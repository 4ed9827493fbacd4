package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.api.DeleteReport;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.RenameReport;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotDeletion;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts are listed, renamed and deleted; a kill at any instant leaves indexes that tell the truth, and can be made good. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_FILES", "MEMORY_FROM_FILES"})
class RenameTest extends SyncTestBase {

    private static final AccountName OLD = AccountName.DEFAULT;
    private static final AccountName NEW = new AccountName("renamed");
    private static final AccountName OTHER = new AccountName("other");
    private static final SnapshotName JANUARY = new SnapshotName("2026-01");
    private static final SnapshotName PROD = new SnapshotName("prod");

    RenameTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void fill() throws IOException {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .write();
    }

    private List<String> paths(ChannelStorage of, String folder) throws IOException {
        try (Stream<StoredObject> objects = of.list(StoragePath.of(folder))) {
            return objects.map(object -> object.path().value()).toList();
        }
    }

    private void put(ChannelStorage to, String path) throws IOException {
        try (StagedWrite staged = to.stage(new StageKey("test"))) {
            staged.append(new byte[] {1}, 0, 1);
            to.publish(List.of(new Publication(staged, StoragePath.of(path))));
        }
    }

    private RenameReport rename(ChannelStorage in) throws MirrorException {
        return client.rename(new RenameRequest(in, OLD, NEW));
    }

    private SyncRequest into(ChannelStorage fresh, AccountName account) {
        SyncRequest request = request().build();
        return SyncRequest.builder(request.channels(), fresh)
                .subdirs(request.subdirs())
                .account(account)
                .build();
    }

    private MirrorReport syncInto(AccountName account) throws MirrorException {
        return sync(builder -> builder.account(account));
    }

    @Test
    void snapshotsAndLabelsComeWithIt() throws Exception {
        syncAll();
        Snapshots before = client.snapshots(storage, OLD);
        Snapshot made = before.create(JANUARY);
        before.publish(JANUARY, PROD);
        channel.subdir(LINUX).drop("a-1-0.conda").pkg("c", "1", "0").write();
        syncAll();

        rename(storage);

        assertArrayEquals(
                published("label/2026-01/linux-64/repodata.json"), published("label/prod/linux-64/repodata.json"));
        assertEquals(
                Optional.empty(), storage.stat(StoragePath.of("conda/anaconda/label/prod/linux-64/repodata.json")));
        assertNoLink("label/prod");
        assertThrows(
                SnapshotException.class, () -> client.snapshots(storage, OLD).diff(JANUARY));
        Snapshots after = client.snapshots(storage, NEW);
        assertEquals(List.of(made), after.list());
        assertEquals(List.of(new SnapshotLabel(PROD, JANUARY)), after.labels());
        assertEquals(1, after.diff(JANUARY).subdirs().get(1).removed());
        after.restore(JANUARY);
        Published renamed = new Published(storage, "renamed");
        renamed.assertTruthful();
        assertArrayEquals(published("label/2026-01/linux-64/repodata.json"), published("linux-64/repodata.json"));
        assertEquals(SnapshotDeletion.Kind.LABEL, after.delete(PROD).kind());
        assertEquals(Optional.empty(), storage.stat(path("label/prod/linux-64/repodata.json")));
    }

    private static StoragePath path(String below) {
        return StoragePath.of("conda/renamed/" + below);
    }

    private byte[] published(String below) throws IOException {
        return published.bytes(path(below));
    }

    private void assertNoLink(String below) {
        Path link = root().resolve("conda/anaconda").resolve(below);
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS), link::toString);
    }

    @Test
    void aHeldAccountIsNeitherRenamedNorDeleted() throws Exception {
        syncAll();
        client.snapshots(storage, OLD).hold("an audit");
        List<String> before = paths(storage, "conda");
        assertThrows(HeldException.class, () -> rename(storage));
        assertThrows(HeldException.class, () -> client.delete(new DeleteRequest(storage, OLD)));
        assertEquals(before, paths(storage, "conda"));
        client.snapshots(storage, OLD).release();
        rename(storage);
    }

    @Test
    void everythingIsThereUnderTheNewName() throws Exception {
        syncAll();
        put(storage, "conda/anaconda/label/prod/noarch/repodata.json");
        List<String> before = paths(storage, "conda/anaconda");
        byte[] index = published.bytes(LINUX, "repodata.json");

        RenameReport report = rename(storage);

        assertEquals(new RenameReport(OLD, NEW, 3), report);
        assertEquals(
                before.stream()
                        .map(path -> path.replace("conda/anaconda/", "conda/renamed/"))
                        .toList(),
                paths(storage, "conda"));
        assertEquals(List.of(), paths(storage, ".mirror/state/anaconda"));
        Published renamed = new Published(storage, "renamed");
        assertArrayEquals(index, renamed.bytes(LINUX, "repodata.json"));
        MirrorReport sync = syncInto(NEW);
        assertTrue(
                sync.subdirs().stream().allMatch(subdir -> subdir.outcome() == Outcome.UNCHANGED),
                "the state came with it: " + sync);
        assertEquals(0, sync.adopted());
    }

    @Test
    void itsCatalogStillKnowsWhatWasVerified() throws Exception {
        syncAll();
        rename(storage);
        channel.subdir(LINUX).pkg("c", "1", "0").write();
        MirrorReport sync = syncInto(NEW);
        assertEquals(1, sync.downloaded());
        assertEquals(0, sync.adopted(), "nothing was hashed again");
        assertEquals(0, sync.warnings().size(), sync::toString);
        new Published(storage, "renamed").assertTruthful();
    }

    @Test
    void whateverInstantItIsKilledAtItCanBeFinished() throws Exception {
        int stop = 0;
        for (boolean done = false; !done; stop++) {
            ChannelStorage fresh =
                    setup.onDisk ? new FileSystemStorage(temp.resolve("mirror" + stop)) : new InMemoryStorage();
            client.sync(into(fresh, OLD));
            client.snapshots(fresh, OLD).create(JANUARY);
            client.snapshots(fresh, OLD).publish(JANUARY, PROD);
            ChannelStorage stopping = StoppingStorage.after(stop, fresh);
            try {
                rename(stopping);
                done = true;
            } catch (StorageException e) {
                new Published(fresh, "anaconda").assertTruthful();
                new Published(fresh, "renamed").assertTruthful();
                boolean isNoted = paths(fresh, ".mirror/state").stream().anyMatch(path -> path.endsWith("/renaming"));
                if (isNoted) {
                    assertFrozen(fresh);
                }
                rename(fresh);
            }
            new Published(fresh, "renamed").assertTruthful();
            assertEquals(List.of(), paths(fresh, "conda/anaconda"), "stopped after " + stop + " changes");
            assertEquals(List.of(), paths(fresh, ".mirror/state/anaconda"));
            assertTrue(
                    fresh.stat(path("label/prod/linux-64/repodata.json")).isPresent(),
                    "stopped after " + stop + " changes");
            assertFalse(Files.exists(
                    temp.resolve("mirror" + stop + "/conda/anaconda/label/prod"), LinkOption.NOFOLLOW_LINKS));
            assertFalse(paths(fresh, ".mirror").stream().anyMatch(path -> path.endsWith("/renaming")));
            MirrorReport sync = client.sync(into(fresh, NEW));
            assertTrue(
                    sync.subdirs().stream().allMatch(subdir -> subdir.outcome() == Outcome.UNCHANGED),
                    "stopped after " + stop + " changes: " + sync);
            fresh.close();
        }
        assertTrue(stop > 15, "there were " + stop + " changes");
    }

    /** As long as the rename is noted by an account, nothing else changes it. */
    private void assertFrozen(ChannelStorage in) throws IOException {
        for (AccountName account : List.of(OLD, NEW)) {
            if (paths(in, ".mirror/state/" + account).stream().anyMatch(path -> path.endsWith("/renaming"))) {
                AccountException e =
                        assertThrows(AccountException.class, () -> client.delete(new DeleteRequest(in, account)));
                assertEquals(AccountException.Reason.RENAMING, e.reason());
                assertTrue(
                        String.valueOf(e.getMessage()).contains("\"channel-mirror account rename anaconda renamed\""),
                        e::getMessage);
            }
        }
    }

    @Test
    void aNameThatIsTakenOrNotThereIsRefused() throws Exception {
        assertEquals(
                AccountException.Reason.UNKNOWN,
                assertThrows(AccountException.class, () -> rename(storage)).reason());
        syncAll();
        syncInto(NEW);
        List<String> before = paths(storage, "conda");
        assertEquals(
                AccountException.Reason.EXISTS,
                assertThrows(AccountException.class, () -> rename(storage)).reason());
        assertEquals(before, paths(storage, "conda"));
        assertThrows(IllegalArgumentException.class, () -> new RenameRequest(storage, OLD, OLD));
    }

    @Test
    void aRenameUnderAnotherNameHasToWaitForTheFirst() throws Exception {
        syncAll();
        assertThrows(StorageException.class, () -> rename(StoppingStorage.after(3, storage)));
        AccountException e =
                assertThrows(AccountException.class, () -> client.rename(new RenameRequest(storage, OLD, OTHER)));
        assertEquals(AccountException.Reason.RENAMING, e.reason());
        assertThrows(AccountException.class, this::sync);
    }

    @Test
    void theListTellsWhatFilledThem() throws Exception {
        ConfigurationSource source = new ConfigurationSource(Path.of("/etc/c.yaml"), Path.of("/work"), OTHER);
        sync(builder -> builder.configuration(source));
        syncInto(NEW);
        String url = url().toString();
        List<AccountSummary> accounts = client.accounts(new AccountsRequest(storage));
        long bytes = accounts.get(0).bytes();
        assertTrue(bytes > 0);
        assertEquals(
                List.of(
                        new AccountSummary(
                                OLD, 3, bytes, Optional.of(new AccountOrigin(List.of(url), Optional.of(source)))),
                        new AccountSummary(
                                NEW, 3, bytes, Optional.of(new AccountOrigin(List.of(url), Optional.empty())))),
                accounts);
    }

    @Test
    void aDeletedAccountLeavesNothingAndTouchesNoOther() throws Exception {
        syncAll();
        syncInto(OTHER);
        put(storage, "conda/anaconda/label/prod/noarch/repodata.json");
        put(storage, ".mirror/quarantine/anaconda/noarch/x-1-0.conda");
        client.snapshots(storage, OLD).create(JANUARY);
        client.snapshots(storage, OLD).publish(JANUARY, new SnapshotName("test"));
        DeleteReport report = client.delete(new DeleteRequest(storage, OLD));
        assertEquals(6, report.files(), "those of the snapshot, too");
        assertNoLink("label/test");
        assertTrue(report.bytes() > 0);
        assertEquals(List.of(), paths(storage, "conda/anaconda"));
        assertEquals(
                List.of(),
                paths(storage, ".mirror").stream()
                        .filter(path -> path.contains("/anaconda/"))
                        .toList());
        new Published(storage, "other").assertTruthful();
        assertEquals(
                List.of(OTHER),
                client.accounts(new AccountsRequest(storage)).stream()
                        .map(AccountSummary::account)
                        .toList());
        assertThrows(AccountException.class, () -> client.delete(new DeleteRequest(storage, OLD)));
    }

    @Test
    void aDeletionThatWasKilledLeavesTruthfulIndexesAndIsDoneAgain() throws Exception {
        syncAll();
        int stop = 0;
        for (boolean done = false; !done; stop++) {
            try {
                client.delete(new DeleteRequest(StoppingStorage.after(stop, storage), OLD));
                done = true;
            } catch (StorageException e) {
                published.assertTruthful();
                assertEquals(1, client.accounts(new AccountsRequest(storage)).size(), "its state goes last");
            }
        }
        assertTrue(stop > 2, "it took " + stop + " runs");
        assertEquals(List.of(), paths(storage, ".mirror/state"));
        assertEquals(List.of(), paths(storage, "conda"));
    }

    @Test
    void bytesAreNotReadForANewName() throws Exception {
        if (!setup.onDisk) {
            return;
        }
        syncAll();
        Object inode = Files.getAttribute(root().resolve("conda/anaconda/linux-64/a-1-0.conda"), "unix:ino");
        rename(storage);
        assertEquals(inode, Files.getAttribute(root().resolve("conda/renamed/linux-64/a-1-0.conda"), "unix:ino"));
        try (InputStream in = storage.open(StoragePath.of("conda/renamed/linux-64/a-1-0.conda"), ByteRange.ALL)) {
            assertTrue(in.read() >= 0);
        }
    }
}
