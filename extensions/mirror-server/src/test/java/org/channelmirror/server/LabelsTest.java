package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.SnapshotName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snapshots by their own names and by those of labels. */
final class LabelsTest extends ServerTestBase {

    private static final AccountName ACCOUNT = new AccountName("kept");
    private static final SnapshotName ONE = new SnapshotName("2026-01");
    private static final SnapshotName TWO = new SnapshotName("2026-02");
    private static final SnapshotName STABLE = new SnapshotName("stable");
    private static final String LABEL = "/conda/kept/label/stable/noarch/";

    private final MirrorClient mirror = MirrorClient.create();

    @AfterEach
    void closeMirror() {
        mirror.close();
    }

    @Test
    void aSnapshotIsReadByItsNameAndByTheLabelThatShowsIt() throws Exception {
        snapshot(ONE, Map.of("a-1.0-0.tar.bz2", "a1"));
        snapshots().publish(ONE, STABLE);
        start();

        assertTrue(text(get("/conda/kept/label/2026-01/noarch/repodata.json")).contains("a-1.0-0"));
        assertTrue(text(get(LABEL + "repodata.json")).contains("a-1.0-0"));

        snapshot(TWO, Map.of("b-1.0-0.tar.bz2", "b1"));
        assertTrue(text(get(LABEL + "repodata.json")).contains("a-1.0-0"), "it moves when it is moved");
        snapshots().publish(TWO, STABLE);

        assertTrue(text(get(LABEL + "repodata.json")).contains("b-1.0-0"));
    }

    @Test
    void whoReadTheIndexBeforeTheMoveStillFindsItsPackages() throws Exception {
        snapshot(ONE, Map.of("a-1.0-0.tar.bz2", "a1"));
        snapshots().publish(ONE, STABLE);
        start();
        get(LABEL + "repodata.json");

        snapshot(TWO, Map.of("b-1.0-0.tar.bz2", "b1"));
        snapshots().publish(TWO, STABLE);

        assertEquals("a1", text(get(LABEL + "a-1.0-0.tar.bz2")));
        assertEquals("b1", text(get(LABEL + "b-1.0-0.tar.bz2")));
        assertStatus(404, LABEL + "c-1.0-0.tar.bz2");
    }

    @Test
    void aNoteThatIsNoneShowsNothing() throws Exception {
        snapshot(ONE, Map.of("a-1.0-0.tar.bz2", "a1"));
        write(".mirror/state/kept/labels/stable", "../../../.mirror");
        start();

        assertTrue(get(LABEL + "repodata.json").statusCode() >= 400);
    }

    private Snapshots snapshots() {
        return mirror.snapshots(storage, ACCOUNT);
    }

    /** Mirrors a channel with these files, and takes a snapshot of it. */
    private void snapshot(SnapshotName name, Map<String, String> files) throws Exception {
        Path channel = temp.resolve("channel");
        Path noarch = Files.createDirectories(channel.resolve("noarch"));
        StringBuilder records = new StringBuilder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(noarch.resolve(file.getKey()), file.getValue());
            records.append(records.isEmpty() ? "" : ",").append(record(file.getKey(), file.getValue()));
        }
        Files.writeString(noarch.resolve("repodata.json"), "{\"packages\":{" + records + "}}");
        assertTrue(mirror.sync(SyncRequest.builder(new Channel(channel.toUri()), storage)
                        .account(ACCOUNT)
                        .shrink(ShrinkPolicy.ACCEPT)
                        .removedUpstream(RemovedUpstream.HIDE)
                        .build())
                .isComplete());
        snapshots().create(name);
    }

    private static String record(String file, String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "\"%s\":{\"name\":\"%s\",\"version\":\"1.0\",\"build\":\"0\",\"build_number\":0,\"depends\":[],\"size\":%d,\"sha256\":\"%s\"}"
                .formatted(
                        file,
                        file.substring(0, 1),
                        content.length(),
                        HexFormat.of().formatHex(digest));
    }
}
