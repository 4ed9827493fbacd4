package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.testkit.channel.Damage;
import org.channelmirror.tests.channel.JsonTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the mirror writes down of its own past. */
@ParameterizedClass
@EnumSource(names = {"DISK_FROM_HTTP", "MEMORY_FROM_FILES"})
class HistoryTest extends SyncTestBase {

    private static final StoragePath PATH = StoragePath.of(".mirror", "history.jsonl");

    private int seen;

    HistoryTest(Setup setup) {
        super(setup);
    }

    private List<Map<String, @Nullable Object>> news() throws Exception {
        List<String> lines = List.of(new String(published.bytes(PATH), StandardCharsets.UTF_8).split("\n"));
        List<String> fresh = lines.subList(seen, lines.size());
        seen = lines.size();
        return fresh.stream()
                .map(line -> JsonTree.object(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private List<String> events() throws Exception {
        return news().stream()
                .map(line -> line.get("event") + " " + line.get("file"))
                .toList();
    }

    @Test
    void arrivalsReplacementsAndRemovalsAreWritten() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        syncAll();
        List<Map<String, @Nullable Object>> first = news();
        assertEquals(2, first.size());
        assertEquals(
                Map.of(
                        "time", "2026-03-01T12:00:00Z",
                        "account", "anaconda",
                        "subdir", LINUX,
                        "event", "arrived",
                        "file", "a-1-0.conda",
                        "from", url().toString()),
                first.get(0));

        channel.subdir(LINUX)
                .drop("b-1-0.conda")
                .pkg("a", "1", "0")
                .payload(new byte[] {1})
                .pkg("c", "1", "0");
        channel.write();
        syncAll();
        assertEquals(List.of("replaced a-1-0.conda", "hidden b-1-0.conda", "arrived c-1-0.conda"), events());

        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .pkg("c", "1", "0")
                .field("hotfix", 1)
                .write();
        syncAll();
        assertEquals(List.of("arrived b-1-0.conda"), events(), "a hotfix is no event");

        syncAll();
        reset();
        assertEquals(List.of(), events());

        storage.delete(List.of(published.path(LINUX, "c-1-0.conda")));
        channel.subdir(LINUX).pkg("c", "1", "0").damaged(Damage.ABSENT).write();
        assertFalse(reset().isComplete());
        assertEquals(List.of("damaged c-1-0.conda"), events());
    }
}
