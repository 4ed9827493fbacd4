package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirReport.Outcome;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.RuleStage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;

/** Rules over all packages of an account. */
class SelectionRulesTest extends RuledSyncTestBase {

    @Test
    void theNewestOfEachNameAndSubdir() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .pkg("n", "2", "0")
                .subdir(LINUX)
                .pkg("a", "1.9", "0")
                .pkg("a", "1.10", "py_0")
                .pkg("a", "1.10", "py_1")
                .format(PackageFormat.TAR_BZ2)
                .pkg("b", "1", "0")
                .write();
        PackageSelection newest = select("newest: {versions: 1, builds: 1}");
        MirrorPlan plan = plan(newest);
        assertAddsUp(plan);
        assertEquals(
                Map.of(
                        "newest: older than the newest version", 1L,
                        "newest: a lower build number than the highest of its version", 1L),
                of(plan, LINUX).rejected());
        assertComplete(sync(newest));
        assertListed(Map.of("noarch", List.of("n-2-0.conda"), LINUX, List.of("a-1.10-py_1.tar.bz2", "b-1-0.conda")));
        assertEquals(Set.of("n-1-0.conda", "a-1.9-0.conda", "a-1.10-py_0.conda"), rejectedFiles());
    }

    private void describeDependencies() {
        channel.subdir("noarch")
                .pkg("pure", "1", "0")
                .depends("native")
                .pkg("pure", "2", "0")
                .subdir(LINUX)
                .pkg("app", "1", "0")
                .depends("lib >=2,<4", "pure 1.*", "__glibc >=2.17")
                .pkg("lib", "1", "0")
                .pkg("lib", "2", "0")
                .depends("base")
                .pkg("lib", "3", "0")
                .pkg("lib", "4", "0")
                .pkg("base", "1", "0")
                .pkg("native", "1", "0")
                .pkg("other", "1", "0");
    }

    @Test
    void whatIsNeededComesBackOverAllSubdirs() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection closed = select("only: app", "dependencies: true");
        MirrorPlan plan = plan(closed);
        assertAddsUp(plan);
        assertEquals(Map.of("not in only", 3L), of(plan, LINUX).rejected());
        assertEquals(
                Map.of(
                        "dependencies: needed by app", 2L,
                        "dependencies: needed by lib", 1L,
                        "dependencies: needed by pure", 1L),
                of(plan, LINUX).restored());
        assertEquals(0, plan.dependencies().count());
        events.lines.clear();
        assertComplete(sync(closed));
        assertListed(Map.of(
                "noarch",
                List.of("pure-1-0.conda"),
                LINUX,
                List.of("app-1-0.conda", "base-1-0.conda", "lib-2-0.conda", "lib-3-0.conda", "native-1-0.conda")));
        assertEquals(Set.of("pure-2-0.conda", "lib-1-0.conda", "lib-4-0.conda", "other-1-0.conda"), rejectedFiles());
    }

    @Test
    void removalsAndLimitsStand() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection selection = select("newest: 1", "dependencies: true", "exclude: [base, 'lib4']");
        assertComplete(sync(selection));
        assertListed(Map.of(
                "noarch",
                List.of("pure-1-0.conda", "pure-2-0.conda"),
                LINUX,
                List.of(
                        "app-1-0.conda",
                        "lib-2-0.conda",
                        "lib-3-0.conda",
                        "lib-4-0.conda",
                        "native-1-0.conda",
                        "other-1-0.conda")));
    }

    /** A closed list that names a package, and not this version of it. */
    @Test
    void whatTheClosedListRulesOutStaysOut() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection rules = select("dependencies: true");
        PackageSelection selection = PackageSelection.builder()
                .add(FilterStage.CLOSED_LIST, "app, lib 3", (record, now) -> switch (record.name()) {
                    case "app" -> Decision.accept();
                    case "lib" -> record.version().equals("3") ? Decision.accept() : Decision.ruleOut("not lib 3");
                    default -> Decision.reject("not listed");
                })
                .add(RuleStage.RESTORE, "dependencies", rules.rules().get(0))
                .build();
        assertComplete(sync(selection));
        assertListed(Map.of(
                "noarch",
                List.of("pure-1-0.conda"),
                LINUX,
                List.of("app-1-0.conda", "lib-3-0.conda", "native-1-0.conda")));
    }

    @Test
    void theOldFormatGoesWhereTheNewOneIs() throws Exception {
        channel.subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("a", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("b", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();
        assertComplete(sync(select("prefer_conda: true")));
        assertListed(Map.of(LINUX, List.of("a-1-0.conda", "b-1-0.tar.bz2")));
    }

    @Test
    void ofSeveralChannelsTheFirstSaysWhatIsNeeded() throws Exception {
        channel.subdir(LINUX)
                .pkg("app", "1", "0")
                .depends("lib")
                .pkg("lib", "1", "0")
                .pkg("other", "1", "0")
                .write();
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        second.subdir(LINUX)
                .pkg("app", "1", "0")
                .depends("other")
                .pkg("lib", "2", "0")
                .write();
        PackageSelection closed = select("only: app", "dependencies: true");
        MirrorReport report =
                client.sync(request(url(), upstream.uri("/d/")).packages(closed).build());
        assertComplete(report);
        assertListed(Map.of(LINUX, List.of("app-1-0.conda", "lib-1-0.conda", "lib-2-0.conda")));
    }

    /** What another channel lists under a name that is not its own is nobody's to bring back. */
    @Test
    void rulesDecideOnWhatTheChannelsMaySupply() throws Exception {
        channel.subdir(LINUX)
                .pkg("app", "1", "0")
                .depends("lib", "more")
                .pkg("lib", "1", "0")
                .write();
        ChannelBuilder second = ChannelBuilder.at(temp.resolve("up/d"));
        second.subdir(LINUX)
                .pkg("a-first", "1", "0")
                .pkg("lib", "2", "0")
                .pkg("more", "1", "0")
                .write();
        PackageSelection closed = select("only: app", "dependencies: true");
        SyncRequest strict = request(url(), upstream.uri("/d/"))
                .packages(closed)
                .channelPriority(ChannelPriority.STRICT)
                .build();
        MirrorPlan plan = client.plan(strict);
        assertAddsUp(plan);
        assertEquals(
                Map.of("channel_priority: strict, the name comes from " + url(), 1L, "not in only", 1L),
                of(plan, LINUX).rejected());
        assertComplete(client.sync(strict));
        assertListed(Map.of(LINUX, List.of("app-1-0.conda", "lib-1-0.conda", "more-1-0.conda")));

        channel.subdir(LINUX).pkg("more", "9", "0").write();
        assertComplete(client.sync(strict));
        assertListed(Map.of(LINUX, List.of("app-1-0.conda", "lib-1-0.conda", "more-9-0.conda")));
        upstream.clear();
        assertComplete(client.sync(strict));
        assertTrue(statuses().stream().allMatch(status -> status.endsWith(" 304")), statuses()::toString);
    }

    @Test
    void aSignatureOfNoPackageEndsNothing() throws Exception {
        describeDependencies();
        channel.write();
        String text = Files.readString(temp.resolve("up/c/linux-64/repodata.json"));
        String signed = "{\"signatures\":{\"app-0-0.conda\":{},\"base-2-0.conda\":{}}," + text.substring(1);
        channel.subdir(LINUX).rawRepodata(signed).write();
        assertComplete(sync(select("only: app", "dependencies: true")));
        assertListed(Map.of(
                LINUX,
                List.of("app-1-0.conda", "base-1-0.conda", "lib-2-0.conda", "lib-3-0.conda", "native-1-0.conda")));
    }

    private List<String> explained(PackageSelection packages, String query) throws Exception {
        ExplainReport report = client.explain(new ExplainRequest(
                request().packages(packages).build(), PackageQuery.parse(query), Decision.ruleOut("elsewhere"), 10));
        assertEquals(List.of(), report.warnings());
        return report.packages().stream()
                .map(found -> found.file() + " " + (found.decision().isAccepted() ? "in" : "out") + " "
                        + found.because().reason().orElse("-"))
                .toList();
    }

    @Test
    void anExplanationTellsWhatTheRulesDecided() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection newest = select("newest: 1", "dependencies: true", "exclude: lib 4");
        assertEquals(
                List.of(
                        "lib-1-0.conda out newest: older than the newest version",
                        "lib-2-0.conda in dependencies: needed by app",
                        "lib-3-0.conda in -",
                        "lib-4-0.conda out exclude: lib 4"),
                explained(newest, "lib"));
        PackageSelection closed = select("only: app", "dependencies: true");
        assertEquals(
                List.of("pure-1-0.conda in dependencies: needed by app", "pure-2-0.conda out not in only"),
                explained(closed, "pure"));
    }

    @Test
    void recordsOfRevisionThreeAreDecidedWithTheOthers() throws Exception {
        channel.subdir(LINUX)
                .pkg("app", "1", "0")
                .depends("lib")
                .pkg("lib", "1", "0")
                .listing(Listing.V3)
                .pkg("lib", "2", "0")
                .listing(Listing.BOTH)
                .pkg("other", "1", "0")
                .listing(Listing.V3)
                .write();
        PackageSelection closed = select("only: app", "dependencies: true");
        assertAddsUp(plan(closed));
        assertComplete(sync(closed));
        assertListed(Map.of(LINUX, List.of("app-1-0.conda", "lib-2-0.conda")));
        assertEquals(Set.of("lib-1-0.conda", "lib-2-0.conda"), published.revisedNames(LINUX));
    }

    @Test
    void aChangeInOneSubdirDecidesOnAllOthersToo() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection closed = select("only: pure", "dependencies: true");
        assertComplete(sync(closed));
        channel.subdir("noarch").pkg("pure", "3", "0").depends("other").write();
        upstream.clear();
        MirrorReport report = sync(closed);
        assertComplete(report);
        assertCounts(of(report, LINUX), 1, 0, 0);
        assertListed(Map.of(
                "noarch",
                List.of("pure-1-0.conda", "pure-2-0.conda", "pure-3-0.conda"),
                LINUX,
                List.of("native-1-0.conda", "other-1-0.conda")));

        upstream.clear();
        assertComplete(sync(closed));
        assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());
    }

    /** What one subdir needs of another is not published yet when the run ends between the two. */
    @Test
    void aRunThatIsCutShortIsTakenUpForAllSubdirs() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection closed = select("only: pure", "dependencies: true");
        assertComplete(sync(closed));
        channel.subdir("noarch").pkg("pure", "3", "0").depends("other").write();
        Cancellation cancellation = new Cancellation();
        storage.watch(targets -> {
            if (targets.stream().anyMatch(target -> target.value().endsWith("noarch/CURRENT"))) {
                cancellation.cancel();
            }
        });
        assertThrows(
                MirrorCancelledException.class,
                () -> sync(builder -> builder.packages(closed).cancellation(cancellation)));
        assertTrue(published.names("noarch").contains("pure-3-0.conda"), "noarch was published");
        storage.watch(targets -> {});
        assertComplete(sync(closed));
        assertListed(Map.of(LINUX, List.of("native-1-0.conda", "other-1-0.conda")));
    }

    /** Without linux-64 nobody knows what it needs of noarch: nothing is hidden for that. */
    @Test
    void aSubdirThatCannotBeReadTakesNothingFromTheOthers() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection closed = select("only: app", "dependencies: true");
        assertComplete(sync(closed));
        channel.subdir("noarch").pkg("app", "9", "0").write();
        upstream.inject(Fault.on("/c/linux-64/repodata.json").times(2).status(503));
        MirrorReport report = sync(builder -> builder.packages(closed).unmatched(UnmatchedPackages.HIDE));
        assertEquals(Outcome.FAILED, of(report, LINUX).outcome());
        assertWarned(report, "not every subdir could be read");
        assertListed(Map.of("noarch", List.of("app-9-0.conda", "pure-1-0.conda")));

        MirrorReport next = sync(builder -> builder.packages(closed).unmatched(UnmatchedPackages.HIDE));
        assertComplete(next);
        assertListed(Map.of("noarch", List.of("app-9-0.conda", "pure-1-0.conda")));
    }

    @Test
    void anIndexThatIsRefusedDecidesNothing() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection closed = select("only: app", "dependencies: true");
        assertComplete(sync(closed));
        channel.subdir(LINUX)
                .rawRepodata("{}")
                .subdir("noarch")
                .pkg("app", "9", "0")
                .write();
        MirrorReport report = sync(builder -> builder.packages(closed).unmatched(UnmatchedPackages.HIDE));
        assertEquals(Outcome.REFUSED, of(report, LINUX).outcome());
        assertListed(Map.of("noarch", List.of("app-9-0.conda", "pure-1-0.conda")));
        assertEquals(Outcome.REFUSED.name(), of(sync(closed), LINUX).outcome().name());
    }

    @Test
    void whatIsNoLongerNeededIsHiddenWhereThatIsAskedFor() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection closed = select("only: app", "dependencies: true");
        assertComplete(sync(closed));
        channel.subdir(LINUX)
                .drop("app-1-0.conda")
                .pkg("app", "2", "0")
                .depends("lib 3")
                .write();
        MirrorReport report = sync(builder -> builder.packages(closed).unmatched(UnmatchedPackages.HIDE));
        assertComplete(report);
        assertListed(Map.of("noarch", List.of(), LINUX, List.of("app-2-0.conda", "lib-3-0.conda")));
    }

    @Test
    void aRuleOfOnesOwnDropsAndIsHeard() throws Exception {
        describeDependencies();
        channel.write();
        PackageSelection selection = PackageSelection.builder()
                .add(RuleStage.TIDY, "no lib", decided -> {
                    int lib = decided.packages().findName("lib");
                    decided.packages().records(lib, record -> decided.drop(record, "it is lib"));
                })
                .build();
        assertComplete(sync(selection));
        assertTrue(published.names(LINUX).stream().noneMatch(name -> name.startsWith("lib")));
        assertEquals(
                new TreeSet<>(Set.of("lib-1-0.conda", "lib-2-0.conda", "lib-3-0.conda", "lib-4-0.conda")),
                rejectedFiles());
    }
}
