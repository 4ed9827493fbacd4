package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.server.MirrorServer;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the server read all the time while the account, or what a label shows, changes under them. */
@Timeout(180)
final class ServedWhileChangedTest {

    private static final int PACKAGES = 20;
    /** How often each change is made. */
    private static final int ROUNDS = Integer.getInteger("channelmirror.served.rounds", 2);

    private static final SnapshotName OLD = new SnapshotName("old");
    private static final SnapshotName NEW = new SnapshotName("new");
    private static final SnapshotName PROD = new SnapshotName("prod");
    private static final Set<String> LEAVING = Set.of("old0", "old1", "old3", "old6", "old8", "old11");

    private static final PackageSelection SOME = PackageSelection.builder()
            .add(
                    FilterStage.REMOVAL,
                    "some",
                    (record, now) -> LEAVING.contains(record.name()) ? Decision.reject("it leaves") : Decision.accept())
            .build();

    @TempDir
    Path temp;

    private final MirrorClient client = MirrorClient.create();
    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private FileSystemStorage storage;
    private MirrorServer server;

    /** What is done under the eyes of the clients. */
    private interface Change {
        void make() throws IOException, MirrorException;
    }

    @BeforeEach
    void start() throws IOException, MirrorException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), PACKAGES);
        mirrors = new Mirrors(upstream);
        storage = new FileSystemStorage(root());
        server = MirrorServer.builder(storage).port(0).start();
        sync(UpstreamState.FIRST);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        storage.close();
        client.close();
        mirrors.close();
        upstream.close();
    }

    private Path root() {
        return temp.resolve("mirror");
    }

    private void sync(UpstreamState state) throws IOException, MirrorException {
        upstream.show(state);
        assertTrue(mirrors.sync(root(), Disk.system()).isComplete());
    }

    private Snapshots snapshots() {
        return client.snapshots(storage, AccountName.DEFAULT);
    }

    private void twoSnapshots() throws IOException, MirrorException {
        snapshots().create(OLD);
        sync(UpstreamState.UPDATED);
        snapshots().create(NEW);
    }

    /**
     * Makes the changes again and again, with clients of every kind. Before the next one, each client comes to an end with what it
     * reads: an index that is back again is not taken for one that was never away.
     */
    private void reading(String channel, Change... changes) throws IOException, MirrorException, InterruptedException {
        URI url = server.uri().resolve("conda/anaconda/" + channel);
        List<HttpReader> readers = new ArrayList<>();
        for (HttpReader.Way way : HttpReader.Way.values()) {
            readers.add(HttpReader.of(url, way, Files.createDirectory(temp.resolve("client-" + way))));
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Change change : changes) {
                change.make();
                readers.forEach(HttpReader::finishRound);
            }
        }
        for (HttpReader reader : readers) {
            reader.stop();
        }
    }

    @Test
    void packagesComeAreUploadedAgainAndAreWithdrawn() throws Exception {
        reading(
                "",
                () -> sync(UpstreamState.UPDATED),
                () -> sync(UpstreamState.UPDATED_AGAIN),
                () -> sync(UpstreamState.FIRST));
    }

    /** What leaves the index stays for a while, for those who read the index before. */
    @Test
    void packagesAreCleanedAndComeBack() throws Exception {
        reading("", this::clean, () -> sync(UpstreamState.FIRST));
    }

    private void clean() throws MirrorException {
        SyncRequest some = SyncRequest.builder(new Channel(upstream.url()), storage)
                .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                .packages(SOME)
                .build();
        CleanReport report = client.clean(
                new CleanRequest(some).majority(MajorityRemoval.ACCEPT).deleting(DeletionTime.AFTER_GRACE_PERIOD));
        assertTrue(report.isComplete());
    }

    @Test
    void aLabelMovesToAndFro() throws Exception {
        twoSnapshots();
        snapshots().publish(OLD, PROD);
        reading(
                "label/prod/",
                () -> snapshots().publish(NEW, PROD),
                () -> snapshots().publish(OLD, PROD));
    }

    @Test
    void snapshotsAreRestored() throws Exception {
        twoSnapshots();
        reading("", () -> snapshots().restore(OLD), () -> snapshots().restore(NEW));
    }

    @Test
    void aSnapshotStaysAsItIsWhateverBecomesOfTheAccount() throws Exception {
        twoSnapshots();
        reading("label/old/", () -> sync(UpstreamState.UPDATED_AGAIN), () -> sync(UpstreamState.FIRST));
    }
}
