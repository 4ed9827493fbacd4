package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.channelmirror.tests.storage.MemoryFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One upstream channel, {@code /c} of a server and of a folder, and one mirror of its noarch and linux-64. */
@Timeout(60)
abstract class SyncTestBase {

    static final String LINUX = "linux-64";
    static final RetryPolicy ONE_RETRY = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    @TempDir(factory = MemoryFolders.class)
    Path temp;

    final TestClock clock = new TestClock();
    final RecordedEvents events = new RecordedEvents();
    final Setup setup;
    ChannelBuilder channel;
    FakeUpstream upstream;
    WatchedStorage storage;
    Published published;
    MirrorClient client;

    SyncTestBase() {
        this(Setup.DISK_FROM_HTTP);
    }

    SyncTestBase(Setup setup) {
        this.setup = setup;
    }

    @BeforeEach
    void start() throws IOException {
        channel = ChannelBuilder.at(temp.resolve("up/c"));
        upstream = FakeUpstream.serving(temp.resolve("up")).start();
        storage = new WatchedStorage(newStorage());
        published = new Published(storage);
        client = newClient();
    }

    /** A client like the test's own, with no connections yet; to be closed by the caller. */
    MirrorClient newClient() {
        return MirrorClient.builder()
                .maxParallel(4)
                .retryPolicy(ONE_RETRY)
                .clock(clock)
                .listener(events)
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        storage.close();
        upstream.close();
    }

    private ChannelStorage newStorage() throws IOException {
        return setup.onDisk ? new FileSystemStorage(root()) : new InMemoryStorage();
    }

    /** The mirror's folder. */
    Path root() {
        return temp.resolve("mirror");
    }

    URI url() {
        return setup.overHttp ? upstream.uri("/c/") : temp.resolve("up/c/").toUri();
    }

    SyncRequest.Builder request(URI... urls) {
        List<Channel> channels = List.of(urls.length == 0 ? new URI[] {url()} : urls).stream()
                .map(Channel::new)
                .toList();
        return SyncRequest.builder(channels, storage).subdirs(SubdirSelection.some(List.of(new Subdir(LINUX))));
    }

    MirrorReport sync() throws MirrorException {
        return sync(builder -> builder);
    }

    MirrorReport reset() throws MirrorException {
        return sync(builder -> builder.mode(SyncMode.RESET));
    }

    MirrorReport sync(UnaryOperator<SyncRequest.Builder> change) throws MirrorException {
        return client.sync(change.apply(request()).build());
    }

    /** Syncs; everything has to arrive, and the index has to tell the truth afterwards. */
    MirrorReport syncAll() throws MirrorException, IOException {
        MirrorReport report = sync();
        assertTrue(report.isComplete(), report::toString);
        published.assertTruthful();
        return report;
    }

    static SubdirReport of(MirrorReport report, String subdir) {
        return report.subdirs().stream()
                .filter(each -> each.subdir().name().equals(subdir))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + subdir + " in " + report));
    }

    static void assertCounts(SubdirReport report, long added, long replaced, long hidden) {
        assertEquals(
                "added " + added + " replaced " + replaced + " hidden " + hidden,
                "added " + report.added() + " replaced " + report.replaced() + " hidden " + report.hidden(),
                report::toString);
    }

    static void assertWarned(MirrorReport report, String text) {
        assertWarned(report.warnings(), text);
    }

    static void assertWarned(List<MirrorWarning> warnings, String text) {
        assertTrue(
                warnings.stream().anyMatch(warning -> (warning.subject() + ": " + warning.message()).contains(text)),
                () -> "no warning with \"" + text + "\" in " + warnings);
    }

    /** The paths of packages that were asked for. */
    List<String> packageRequests() {
        return upstream.requests().stream()
                .map(ReceivedRequest::rawPath)
                .filter(path -> path.endsWith(".conda") || path.endsWith(".tar.bz2"))
                .sorted()
                .toList();
    }
}
