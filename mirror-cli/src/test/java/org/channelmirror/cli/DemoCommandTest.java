package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    Path dir;

    /** Stands for a mirror with one file. */
    private final FakeClient client = new FakeClient() {
        @Override
        public MirrorReport sync(SyncRequest request) {
            synced.add(request);
            try {
                Path noarch = mirror().resolve("noarch");
                Files.createDirectories(noarch);
                Files.writeString(noarch.resolve("repodata.json"), "{}");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return Samples.complete();
        }
    };

    private Path mirror() {
        return dir.resolve("channel-mirror-demo/mirror/conda/demo");
    }

    @Test
    void mirrorsTheSampleByAConfigurationThatItShows() throws IOException {
        CliRun run = CliRun.of(dir, client, "demo");
        assertEquals(0, run.code(), run.err());
        SyncRequest request = client.synced.get(0);
        assertEquals(SubdirSelection.some(List.of(Subdir.NOARCH, Samples.LINUX)), request.subdirs());
        assertEquals(new AccountName("demo"), request.account());
        Path upstream = Path.of(request.channels().get(0).url());
        assertTrue(Files.exists(upstream.resolve("linux-64/repodata.json")));
        assertArrayEquals(
                DemoFiles.class
                        .getResourceAsStream("demo/channel/noarch/repodata.json")
                        .readAllBytes(),
                Files.readAllBytes(upstream.resolve("noarch/repodata.json")));
        for (String line : Files.readAllLines(dir.resolve("channel-mirror-demo/demo.yaml"))) {
            assertTrue(run.out().contains("    " + line + System.lineSeparator()), line);
        }
        assertTrue(run.out().contains("    noarch/repodata.json" + System.lineSeparator()), run.out());
        assertTrue(run.out().contains("      - file://" + mirror()), run.out());
        assertTrue(run.out().contains("would fetch 10 packages"), run.out());
        assertTrue(run.out().contains("6 packages fetched"), run.out());
    }

    @Test
    void theSecondRunLeavesTheSampleAsItWas() throws IOException {
        CliRun.of(dir, client, "demo");
        Path index = dir.resolve("channel-mirror-demo/upstream/noarch/repodata.json");
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(index, old);
        CliRun.of(dir, client, "demo");
        assertEquals(old, Files.getLastModifiedTime(index));
    }

    @Test
    void aFolderWithOddCharactersIsNoTrouble() throws IOException {
        dir = Files.createDirectory(dir.resolve("it's $HOME & more%20"));
        CliRun run = CliRun.of(dir, client, "demo");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains(mirror().toString()), run.out());
    }

    @Test
    void asJsonItHasThePlanAndTheReport() {
        JsonValue json = CliRun.of(dir, client, "--json", "demo").json();
        assertEquals("demo", json.at("account"));
        assertEquals(10L, json.at("plan/totals/to_fetch"));
        assertEquals(6L, json.at("sync/downloaded"));
        assertEquals("noarch/repodata.json", json.at("files/0"));
    }
}
