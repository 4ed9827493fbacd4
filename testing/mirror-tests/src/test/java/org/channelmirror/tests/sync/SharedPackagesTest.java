package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.MadePackage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same file in several accounts is stored once, and each account goes on as if it were its own. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_HTTP", "MEMORY_FROM_HTTP"})
class SharedPackagesTest extends SyncTestBase {

    private static final AccountName OTHER = new AccountName("other");
    private static final String A = "a-1-0.conda";
    private static final StoragePath HERE = StoragePath.of("conda/anaconda/linux-64/" + A);

    private Published second;

    SharedPackagesTest(Setup setup) {
        super(setup);
    }

    @BeforeEach
    void fill() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .write();
        syncAll();
        upstream.clear();
        second = new Published(storage, "other");
    }

    private MirrorReport syncOther() throws MirrorException, IOException {
        MirrorReport report = sync(builder -> builder.account(OTHER));
        assertTrue(report.isComplete(), report::toString);
        second.assertTruthful();
        published.assertTruthful();
        return report;
    }

    private Object inode(String account) throws IOException {
        return Files.getAttribute(root().resolve("conda/" + account + "/linux-64/" + A), "unix:ino");
    }

    /** Puts other bytes of the same number where an account has its package. */
    private void spoil() throws IOException {
        byte[] bytes = "x".repeat((int) storage.stat(HERE).orElseThrow().size()).getBytes(StandardCharsets.US_ASCII);
        try (StagedWrite staged = storage.stage(new StageKey("test"))) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, HERE)));
        }
    }

    @Test
    void whatAnotherAccountHasIsNotFetched() throws Exception {
        MirrorReport report = syncOther();
        assertEquals(3, report.shared());
        assertEquals(0, report.downloaded());
        assertEquals(0, report.adopted());
        assertEquals(List.of(), packageRequests());
        assertEquals(published.names(LINUX), second.names(LINUX));
        if (setup.onDisk) {
            assertEquals(inode("anaconda"), inode("other"));
        }
        assertEquals(0, syncOther().shared());
        MirrorReport reset = sync(builder -> builder.account(OTHER).mode(SyncMode.RESET));
        assertEquals(0, reset.downloaded(), "what is stored is what was noted");
    }

    @Test
    void aReplacementInOneDoesNotReachTheOther() throws Exception {
        syncOther();
        byte[] before = second.bytes(LINUX, A);
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .write();
        syncAll();
        assertFalse(Arrays.equals(before, published.bytes(LINUX, A)));
        assertArrayEquals(before, second.bytes(LINUX, A));
        second.assertTruthful();
        upstream.clear();
        assertEquals(1, of(syncOther(), LINUX).replaced());
        assertEquals(List.of("/c/linux-64/" + A), packageRequests(), "what replaces is fetched");
        assertArrayEquals(published.bytes(LINUX, A), second.bytes(LINUX, A));
    }

    @Test
    void whatIsNotTheVerifiedFileAnyMoreIsFetched() throws Exception {
        spoil();
        MirrorReport report = sync(builder -> builder.account(OTHER));
        second.assertTruthful();
        assertEquals(2, report.shared());
        assertEquals(1, report.downloaded());
        assertEquals(List.of("/c/linux-64/" + A), packageRequests());
    }

    @Test
    void whatIsReplacedWhileItIsSharedIsFetched() throws Exception {
        byte[] right = published.bytes(LINUX, A);
        ChannelStorage racing = (ChannelStorage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ChannelStorage.class}, (proxy, method, args) -> {
                    if (method.getName().equals("share") && args[0].equals(HERE)) {
                        spoil();
                    }
                    try {
                        return method.invoke(storage, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        SyncRequest request = request().build();
        MirrorReport report = client.sync(SyncRequest.builder(request.channels(), racing)
                .subdirs(request.subdirs())
                .account(OTHER)
                .build());
        assertTrue(report.isComplete(), report::toString);
        assertEquals(1, report.downloaded());
        assertArrayEquals(right, second.bytes(LINUX, A));
        second.assertTruthful();
    }

    @Test
    void whatOnlyHasTheNameIsFetched() throws Exception {
        MadePackage made = ChannelBuilder.at(temp.resolve("up/d"))
                .subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .write()
                .get(LINUX, A);
        MirrorReport report =
                client.sync(request(upstream.uri("/d/")).account(OTHER).build());
        assertEquals(1, report.shared());
        assertEquals(1, report.downloaded());
        assertArrayEquals(made.bytes(), second.bytes(LINUX, A));
        published.assertTruthful();
    }

    @Test
    void aGateSeesEverythingThatIsNew() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        MirrorReport report = sync(builder -> builder.account(OTHER).beforePublish(packages -> {
            packages.each(arrived -> seen.incrementAndGet());
            return Decision.accept();
        }));
        assertEquals(0, report.shared());
        assertEquals(3, seen.get());
    }

    @Test
    void aDamagedCatalogOfAnotherAccountHarmsNobody() throws Exception {
        if (!setup.onDisk) {
            return;
        }
        try (Stream<Path> files = Files.list(root().resolve(".mirror/state/anaconda/linux-64"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("catalog"))
                    .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        MirrorReport report = syncOther();
        assertEquals(1, report.shared());
        assertEquals(2, report.downloaded());
    }

    @Test
    void whatIsSharedNeedsNoRoom() throws Exception {
        long indexes = 0;
        for (String subdir : List.of("noarch", LINUX)) {
            indexes += 2 * Files.size(temp.resolve("up/c/" + subdir + "/repodata.json"));
        }
        storage.usableSpace(indexes);
        assertEquals(3, syncOther().shared());
    }
}
