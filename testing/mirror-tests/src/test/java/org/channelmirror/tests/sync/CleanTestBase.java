package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirClean;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** A mirror that is cleaned. */
abstract class CleanTestBase extends RuledSyncTestBase {

    static final StoragePath TOMBSTONES = StoragePath.of(".mirror", "state", "anaconda", "tombstones");

    CleanRequest cleaning(UnaryOperator<SyncRequest.Builder> change) {
        return new CleanRequest(change.apply(request()).build()).majority(MajorityRemoval.ACCEPT);
    }

    CleanRequest cleaning(PackageSelection packages) {
        return cleaning(builder -> builder.packages(packages));
    }

    CleanReport clean(CleanRequest request) throws MirrorException, IOException {
        CleanReport report = client.clean(request);
        published.assertTruthful();
        return report;
    }

    /** What would leave: path, size and reason of each. */
    List<String> planned(CleanRequest request) throws MirrorException {
        try (CleanPlan plan = client.planClean(request);
                Stream<String> lines = plan.packages().map(each -> each.path() + ": " + each.reason())) {
            List<String> all = lines.toList();
            assertEquals(all.size(), plan.removed().packages());
            assertEquals(
                    all.size(),
                    plan.reasons().values().stream()
                            .mapToLong(each -> each.packages())
                            .sum());
            return all;
        }
    }

    static SubdirClean of(CleanReport report, String subdir) {
        return report.subdirs().stream()
                .filter(each -> each.subdir().name().equals(subdir))
                .findFirst()
                .orElseThrow();
    }

    /** The sync that follows finds nothing to do, and asks for no package. */
    void assertSettled(UnaryOperator<SyncRequest.Builder> change) throws MirrorException, IOException {
        Map<String, String> before = indexes();
        upstream.clear();
        MirrorReport report = sync(change);
        assertTrue(report.isComplete(), report::toString);
        assertTrue(report.subdirs().stream().allMatch(each -> each.outcome() == Outcome.UNCHANGED), report::toString);
        assertEquals(List.of(), packageRequests());
        assertEquals(before, indexes());
        published.assertTruthful();
    }

    private Map<String, String> indexes() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (String subdir : List.of("noarch", LINUX)) {
            texts.put(subdir, published.text(subdir));
        }
        return texts;
    }

    boolean isAnythingWaiting() throws IOException {
        return storage.stat(TOMBSTONES).isPresent();
    }

    /** Every file with its token and content's length. */
    List<String> everything() throws IOException {
        List<String> files = new ArrayList<>();
        for (String folder : List.of("conda", ".mirror/state", ".mirror/history.jsonl")) {
            try (Stream<StoredObject> objects = storage.list(new StoragePath(folder))) {
                objects.forEach(each -> files.add(each.path() + " " + each.token() + " " + each.size()));
            }
        }
        storage.staged().forEach(key -> files.add(key.value()));
        return files;
    }

    List<String> history() throws IOException {
        try (InputStream in = storage.open(StoragePath.of(".mirror", "history.jsonl"), ByteRange.ALL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"event\":\"removed\""))
                    .map(line -> line.replaceFirst(".*\"file\":\"", "").replaceFirst("\".*", ""))
                    .toList();
        }
    }
}
