package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Listing;
import org.junit.jupiter.api.Test;

/** Which packages a clean takes out: by the rules over all of them, their channels and their first sight, and with what goes along. */
class CleanDecisionsTest extends CleanTestBase {

    @Test
    void rulesDecideOverAllThatIsHere() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .depends("lib 1.*")
                .subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("lib", "2", "0")
                .pkg("lib", "2", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("app", "1", "0")
                .pkg("app", "2", "0")
                .write();
        syncAll();
        PackageSelection rules = select("newest: 1", "dependencies: true", "prefer_conda: true");
        CleanRequest request = cleaning(rules);
        List<String> planned = planned(request);
        assertEquals(
                List.of("linux-64/lib-2-0.tar.bz2", "linux-64/app-1-0.conda"),
                planned.stream().map(line -> line.replaceFirst(": .*", "")).toList());
        CleanReport report = clean(request);
        assertEquals(2, report.removed().packages());
        assertEquals(Set.of("lib-1-0.conda", "lib-2-0.conda", "app-2-0.conda"), published.names(LINUX));
        MirrorReport next = sync(rules);
        assertEquals(0, next.downloaded() + next.adopted());
        assertSettled(builder -> builder.packages(rules));
    }

    @Test
    void whatNoChannelListsAnyMoreIsNotCountedByRules() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("lib", "2", "0")
                .pkg("lib", "3", "0")
                .write();
        syncAll();
        PackageSelection newest = select("newest: 2");
        channel.subdir(LINUX).drop("lib-3-0.conda").write();
        sync(builder -> builder.packages(newest).removedUpstream(RemovedUpstream.KEEP));
        CleanRequest request = cleaning(builder -> builder.packages(newest).removedUpstream(RemovedUpstream.KEEP));
        assertEquals(List.of(), planned(request), "else the next sync would bring one back");
    }

    @Test
    void filtersSeeTheChannelThatSuppliedAPackage() throws Exception {
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("b", "1", "0").write();
        second.subdir(LINUX).pkg("a", "2", "0").pkg("b", "2", "0").write();
        URI[] urls = {upstream.uri("/c/"), upstream.uri("/d/")};
        client.sync(request(urls).build());
        PackageSelection packages = select("only: ['d::a', b]", "newest: 1");
        CleanRequest request = cleaning(request(urls).packages(packages));
        assertEquals(
                List.of("linux-64/a-1-0.conda", "linux-64/b-1-0.conda"),
                planned(request).stream()
                        .map(line -> line.replaceFirst(": .*", ""))
                        .toList());
        assertEquals(
                List.of("linux-64/a-2-0.conda", "linux-64/b-2-0.conda"),
                planned(cleaning(request(urls).packages(select("exclude: ['" + urls[1] + "::*']")))).stream()
                        .map(line -> line.replaceFirst(": .*", ""))
                        .toList());
        clean(request);
        MirrorReport next = client.sync(request(urls).packages(packages).build());
        assertEquals(0, next.downloaded());
        assertEquals(Set.of("a-2-0.conda", "b-2-0.conda"), published.names(LINUX));
    }

    private static CleanRequest cleaning(SyncRequest.Builder builder) {
        return new CleanRequest(builder.build()).majority(MajorityRemoval.ACCEPT);
    }

    @Test
    void whatNobodyKnowsTheChannelOfStaysIfAnyOfThemIsSelected() throws Exception {
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        second.subdir(LINUX).pkg("b", "2", "0").write();
        URI[] urls = {upstream.uri("/c/"), upstream.uri("/d/")};
        client.sync(request(urls).channelPriority(ChannelPriority.FLEXIBLE).build());
        try (var files = Files.walk(root().resolve(".mirror/state/anaconda/linux-64"))) {
            for (Path catalog : files.filter(
                            file -> file.getFileName().toString().startsWith("catalog-"))
                    .toList()) {
                Files.write(catalog, new byte[] {1, 2, 3});
            }
        }
        assertEquals(List.of(), planned(cleaning(request(urls).packages(select("only: ['c::*', 'd::*']")))));
        assertEquals(
                List.of("linux-64/b-2-0.conda"),
                planned(cleaning(request(urls).packages(select("only: a")))).stream()
                        .map(line -> line.replaceFirst(": .*", ""))
                        .toList());
    }

    @Test
    void signaturesAndTheThirdRevisionGoAlongForWhatStays() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .signature("of a")
                .pkg("b", "1", "0")
                .listing(Listing.V3)
                .signature("of b")
                .pkg("c", "1", "0")
                .listing(Listing.V3)
                .pkg("d", "1", "0")
                .listing(Listing.BOTH)
                .pkg("e", "1", "0")
                .signature("of e")
                .write();
        syncAll();
        PackageSelection packages = select("exclude: [b, d, e]");
        CleanReport report = clean(cleaning(packages));
        assertEquals(3, of(report, LINUX).unlisted());
        assertEquals(Set.of("a-1-0.conda"), published.names(LINUX));
        assertEquals(Set.of("c-1-0.conda"), published.revisedNames(LINUX));
        assertEquals(
                Map.of("a-1-0.conda", Map.of("key", Map.of("signature", "of a"))),
                published.index(LINUX).get("signatures"));
        String cleaned = published.text(LINUX);
        sync(builder -> builder.packages(packages).mode(SyncMode.RESET));
        assertEquals(cleaned, published.text(LINUX), "it is the index that a sync would have published");
    }

    @Test
    void whatIsMissingFromThenOnIsReported() throws Exception {
        channel.subdir("noarch")
                .pkg("app", "1", "0")
                .depends("lib", "other")
                .subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("other", "1", "0")
                .write();
        syncAll();
        CleanRequest request =
                cleaning(builder -> builder.packages(select("exclude: lib")).closure(ClosureRequirement.REQUIRED));
        CleanReport report = clean(request);
        assertEquals(DependencyCheck.Status.CHECKED, report.dependencies().status());
        assertEquals(1, report.dependencies().count());
        assertEquals("lib", report.dependencies().broken().get(0).name());
        assertTrue(report.dependencies().broken().get(0).reason().startsWith("exclude: lib"), report::toString);
        assertFalse(report.isComplete());
        try (CleanPlan plan = client.planClean(request)) {
            assertFalse(plan.isComplete());
        }
    }

    /** Leaves out what was seen after the first sync, or nothing. */
    private record FirstSight(boolean counts) implements PackageFilter {

        @Override
        public Decision test(PackageRecord record, Instant now) {
            return counts && record.firstSeen().isPresent() ? Decision.reject("came later") : Decision.accept();
        }

        @Override
        public boolean needsFirstSeen() {
            return true;
        }

        PackageSelection selection() {
            return PackageSelection.builder()
                    .add(FilterStage.REMOVAL, "first sight " + counts, this)
                    .build();
        }
    }

    @Test
    void timesOfFirstSightCount() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").pkg("m", "1", "0").write();
        sync(new FirstSight(false).selection());
        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .pkg("z", "1", "0")
                .listing(Listing.V3)
                .write();
        sync(new FirstSight(false).selection());
        assertEquals(
                List.of("linux-64/b-1-0.conda: came later", "linux-64/z-1-0.conda: came later"),
                planned(cleaning(new FirstSight(true).selection())));
    }
}
