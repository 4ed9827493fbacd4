package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports that do not come to their end, and archives that lie. */
class CutImportTest extends ArchiveTestBase {

    private static final String A = "a-1-0.conda";

    private byte[] first = {};
    private byte[] second = {};

    @BeforeEach
    void exportTwice() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        syncAll();
        first = export();
        clock.advance(Duration.ofMinutes(1));
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .pkg("c", "1", "0")
                .write();
        syncAll();
        second = export();
    }

    @Test
    void aFullDiskIsSaidAndWhatToDo() throws Exception {
        WatchedStorage full = new WatchedStorage(new InMemoryStorage());
        full.guard(targets -> {
            throw new IOException("No space left on device");
        });
        NoSpaceException said = assertThrows(NoSpaceException.class, () -> importInto(full, first));
        String message = String.valueOf(said.getMessage());
        assertTrue(message.startsWith("import: the mirror's storage is full"), message);
        assertTrue(message.contains("import the same archive again"), message);
        full.guard(targets -> {});
        importInto(full, first);
        new Published(full).assertTruthful();
    }

    /** The storage fails at every publication in turn: what clients see is true at each, and the next import ends it. */
    @Test
    void itIsTrueAtEveryStepAndGoesOn() throws Exception {
        int stops = 0;
        for (int step = 1; ; step++) {
            WatchedStorage watched = new WatchedStorage(new InMemoryStorage());
            Published there = new Published(watched);
            importInto(watched, first);
            int stopAt = step;
            int[] count = {0};
            watched.watch(targets -> {
                there.assertTruthful();
                count[0]++;
                if (count[0] == stopAt) {
                    throw new IOException("the power is cut");
                }
            });
            boolean stopped = false;
            try {
                importInto(watched, second);
            } catch (MirrorException e) {
                stopped = true;
                stops++;
            }
            watched.watch(targets -> there.assertTruthful());
            there.assertTruthful();
            importInto(watched, second);
            assertEquals(visible(storage), visible(watched), "stopped at step " + step);
            if (!stopped) {
                break;
            }
        }
        assertTrue(stops >= 4, "it was stopped " + stops + " times only");
    }

    @Test
    void aCutArchiveChangesNothingThatClientsSeeAndIsNotWrittenTwice() throws Exception {
        importInto(far, first);
        String before = farPublished.text(LINUX);
        // Behind the last package, and before its end mark.
        Map<String, byte[]> packages = new LinkedHashMap<>(entries(second));
        packages.keySet().removeIf(path -> path.contains("repodata"));
        byte[] cut = Arrays.copyOf(second, archive(packages).length / 512 * 512 - 1024);
        assertThrows(ArchiveException.class, () -> importInto(far, cut));
        assertEquals(before, farPublished.text(LINUX));
        farPublished.assertTruthful();
        ImportReport report = importInto(far, second);
        assertEquals(1, report.accounts().get(0).arrived(), "only what replaces another file comes again");
        assertEquals(visible(storage), visible(far));
    }

    @Test
    void whatIsNotInTheManifestOrDiffersIsRefused() throws Exception {
        Map<String, byte[]> more = new LinkedHashMap<>(entries(first));
        more.put("anaconda/pkgs/linux-64/z-1-0.conda", new byte[5]);
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(more));

        Map<String, byte[]> other = new LinkedHashMap<>(entries(first));
        byte[] changed = other.get("anaconda/pkgs/linux-64/" + A).clone();
        changed[7]++;
        other.put("anaconda/pkgs/linux-64/" + A, changed);
        ArchiveException refused = assertRefused(Reason.MANIFEST_MISMATCH, far, archive(other));
        assertTrue(String.valueOf(refused.getMessage()).contains(A), refused::toString);

        Map<String, byte[]> longer = new LinkedHashMap<>(entries(first));
        longer.put("anaconda/pkgs/linux-64/" + A, Arrays.copyOf(changed, changed.length + 1));
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(longer));

        Map<String, byte[]> fewer = new LinkedHashMap<>(entries(first));
        fewer.remove("anaconda/pkgs/linux-64/" + A);
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(fewer));

        Map<String, byte[]> noIndex = new LinkedHashMap<>(entries(first));
        noIndex.remove("anaconda/pkgs/linux-64/repodata.json");
        assertRefused(Reason.MANIFEST_MISMATCH, far, archive(noIndex));
        assertTrue(visible(far).keySet().stream().noneMatch(path -> path.contains("repodata")));
        assertEquals(
                Set.of(),
                far.staged().stream()
                        .filter(key -> key.value().contains("package"))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void aNewerFormatIsRefused() throws Exception {
        Map<String, byte[]> newer = new LinkedHashMap<>(entries(first));
        String manifest = new String(newer.get("anaconda/manifest.ndjson"), StandardCharsets.UTF_8);
        newer.put(
                "anaconda/manifest.ndjson",
                manifest.replace("\"format\":1", "\"format\":3").getBytes(StandardCharsets.UTF_8));
        assertRefused(Reason.UNSUPPORTED_VERSION, far, archive(newer));
        assertRefused(Reason.DAMAGED, far, archive(Map.of("README", new byte[3])));
    }
}
