package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.LockPolicy;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.archive.ArchiveSources;
import org.channelmirror.archive.TarFormat;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A storage whose locks outlive their holders, and accounts that are taken over. */
class TakenOverTest extends SyncTestBase {

    private static final StoragePath LOCK = StoragePath.of("accounts/anaconda");

    TakenOverTest() {
        super(Setup.MEMORY_FROM_HTTP);
    }

    private static final SnapshotName JANUARY = new SnapshotName("2026-01");

    private LeaseOwner owner(String name) {
        return new LeaseOwner(name, clock.instant());
    }

    @Test
    void aLockThatOutlivesItsHolderIsRespectedAndBrokenOnDemand() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        Lease dead = ((LockAttempt.Acquired) storage.lock(LOCK, owner("a dead run"), Duration.ofDays(9))).lease();
        LockedException locked = assertThrows(LockedException.class, this::sync);
        assertEquals(LockAttempt.Holder.UNKNOWN, locked.holder());
        assertTrue(String.valueOf(locked.getMessage()).contains("a dead run"), locked.getMessage());
        assertTrue(sync(builder -> builder.lock(LockPolicy.BREAK)).isComplete());
        assertThrows(java.io.IOException.class, dead::renew);
    }

    /** What is done while somebody else takes the account over. */
    @FunctionalInterface
    private interface Work {
        void run(ChannelStorage storage) throws MirrorException;
    }

    private Snapshots snapshots(ChannelStorage of) {
        return client.snapshots(of, AccountName.DEFAULT);
    }

    private SyncRequest into(ChannelStorage target) {
        return SyncRequest.builder(new Channel(url()), target)
                .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX))))
                .packages(RuledSyncTestBase.select("exclude: b"))
                .build();
    }

    private void clean(ChannelStorage of, DeletionTime when) throws MirrorException {
        client.clean(new CleanRequest(into(of)).deleting(when).majority(MajorityRemoval.ACCEPT));
    }

    /** Of an archive of what upstream has now. */
    private ImportRequest.Builder importing(ChannelStorage target) throws MirrorException {
        ChannelStorage near = new InMemoryStorage(clock);
        client.sync(into(near));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.exportArchive(ExportRequest.builder(near)
                .destination(new ExportRequest.Destination(new TarFormat(), ArchiveOptions.PLAIN, out))
                .build());
        return ImportRequest.builder(
                        target, ArchiveSources.streaming(new ByteArrayInputStream(out.toByteArray()), new TarFormat()))
                .older(ImportRequest.Older.ACCEPT);
    }

    private static Stream<String> operations() {
        return Stream.of(
                "clean",
                "clean --now",
                "snapshot create",
                "snapshot publish",
                "snapshot restore",
                "snapshot delete",
                "hold",
                "release",
                "rename",
                "delete",
                "import");
    }

    private Work work(String operation) {
        return switch (operation) {
            case "clean" -> of -> clean(of, DeletionTime.AFTER_GRACE_PERIOD);
            case "clean --now" -> of -> clean(of, DeletionTime.NOW);
            case "snapshot create" -> of -> snapshots(of).create(new SnapshotName("2026-02"));
            case "snapshot publish" -> of -> snapshots(of).publish(JANUARY, new SnapshotName("test"));
            case "snapshot restore" -> of -> snapshots(of).restore(JANUARY);
            case "snapshot delete" -> of -> snapshots(of).delete(new SnapshotName("2025-12"));
            case "hold" -> of -> snapshots(of).hold("why");
            case "release" -> of -> snapshots(of).release();
            case "import" -> of -> client.importArchive(importing(of).build());
            case "rename" -> of -> client.rename(new RenameRequest(of, AccountName.DEFAULT, new AccountName("other")));
            default -> of -> client.delete(new DeleteRequest(of, AccountName.DEFAULT));
        };
    }

    /** An account with two snapshots, a label, and a package that is not selected any more. */
    private ChannelStorage filled() throws Exception {
        ChannelStorage fresh = new InMemoryStorage(clock);
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        client.sync(
                into(fresh).toBuilder().packages(PackageSelection.everything()).build());
        snapshots(fresh).create(new SnapshotName("2025-12"));
        snapshots(fresh).create(JANUARY);
        snapshots(fresh).publish(JANUARY, new SnapshotName("prod"));
        channel.subdir(LINUX).drop("a-1-0.conda").pkg("c", "1", "0").write();
        client.sync(
                into(fresh).toBuilder().packages(PackageSelection.everything()).build());
        return fresh;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whateverIsTakenOverChangesNothingMore(String operation) throws Exception {
        int changes = 0;
        for (boolean done = false; !done; changes++) {
            try (ChannelStorage fresh = filled()) {
                TakingOver taking = new TakingOver(fresh, LOCK, owner("the successor"), changes);
                try {
                    work(operation).run(taking.storage());
                    done = true;
                } catch (LockedException e) {
                    assertEquals(
                            Optional.of("the successor"), e.owner().map(LeaseOwner::description), operation + changes);
                    assertTrue(String.valueOf(e.getMessage()).contains("account anaconda"), e::getMessage);
                }
                assertEquals(List.of(), taking.after(), "taken over after " + changes + " changes");
            }
        }
        assertTrue(changes > 1, "it was taken over before it changed anything");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aDeadHolderIsRespectedAndBrokenOnDemand(String operation) throws Exception {
        try (ChannelStorage fresh = filled()) {
            fresh.lock(LOCK, owner("a dead run"), Duration.ofDays(9));
            assertThrows(LockedException.class, () -> work(operation).run(fresh));
            SnapshotName name = new SnapshotName("2026-02");
            Snapshots breaking = client.snapshots(fresh, AccountName.DEFAULT, LockPolicy.BREAK);
            CleanRequest cleaning = new CleanRequest(
                            into(fresh).toBuilder().lock(LockPolicy.BREAK).build())
                    .majority(MajorityRemoval.ACCEPT);
            switch (operation) {
                case "clean" -> client.clean(cleaning);
                case "clean --now" -> client.clean(cleaning.deleting(DeletionTime.NOW));
                case "snapshot create" -> breaking.create(name);
                case "snapshot publish" -> breaking.publish(JANUARY, name);
                case "snapshot restore" -> breaking.restore(JANUARY);
                case "snapshot delete" -> breaking.delete(new SnapshotName("2025-12"));
                case "hold" -> breaking.hold("why");
                case "release" -> breaking.release();
                case "import" ->
                    client.importArchive(importing(fresh).lock(LockPolicy.BREAK).build());
                case "rename" ->
                    client.rename(
                            new RenameRequest(fresh, AccountName.DEFAULT, new AccountName("other"), LockPolicy.BREAK));
                default -> client.delete(new DeleteRequest(fresh, AccountName.DEFAULT, LockPolicy.BREAK));
            }
        }
    }

    @Test
    void whoIsTakenOverPublishesNothingMoreAndSaysSo() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        List<StoragePath> after = new ArrayList<>();
        boolean[] broken = new boolean[1];
        storage.watch(targets -> {
            if (broken[0]) {
                after.addAll(targets);
            } else {
                broken[0] = true;
                assertInstanceOf(
                        LockAttempt.Acquired.class,
                        storage.breakLock(LOCK, owner("the successor"), Duration.ofDays(9)));
            }
        });
        LockedException locked = assertThrows(LockedException.class, this::sync);
        assertEquals(Optional.of("the successor"), locked.owner().map(LeaseOwner::description));
        assertTrue(
                String.valueOf(locked.getMessage()).contains("was taken over by the successor"), locked.getMessage());
        assertEquals(List.of(), after);
        assertFalse(published.has(LINUX, "repodata.json"));
    }
}
