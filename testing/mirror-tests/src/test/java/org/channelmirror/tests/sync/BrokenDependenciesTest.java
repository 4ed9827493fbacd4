package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.DependencyCheck.Status;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What selected packages need and no selected package provides is in every report. */
class BrokenDependenciesTest extends RuledSyncTestBase {

    private static final BrokenDependency LIB = new BrokenDependency("lib", "lib >=2", "exclude: lib", 3);
    private static final BrokenDependency GHOST =
            new BrokenDependency("ghost", "ghost", BrokenDependency.NOT_LISTED, 1);
    private static final PackageSelection WITHOUT_LIB = select("exclude: lib");

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch")
                .pkg("pure", "1", "0")
                .depends("lib", "base")
                .subdir(LINUX)
                .pkg("app", "1", "0")
                .depends("lib >=2", "lib <9", "__glibc >=2.17", "base 1.*")
                .pkg("app", "2", "0")
                .depends("lib >=2", "ghost")
                .pkg("lib", "2", "0")
                .pkg("lib", "1", "0")
                .pkg("base", "1", "0")
                .write();
    }

    private static void assertFound(DependencyCheck check, BrokenDependency... expected) {
        assertEquals(Status.CHECKED, check.status());
        assertEquals(
                List.of(expected),
                check.broken().stream().map(each -> expectedSpec(each)).toList());
        assertEquals(expected.length, check.count());
    }

    /** Any of the specs that ask for the name will do. */
    private static BrokenDependency expectedSpec(BrokenDependency found) {
        assertTrue(found.spec().startsWith(found.name()), found::toString);
        String spec = found.name().equals("lib") ? LIB.spec() : found.spec();
        return new BrokenDependency(found.name(), spec, found.reason(), found.packages());
    }

    @Test
    void planAndReportNameWhatIsMissingAndTheRuleThatRemovedIt() throws Exception {
        assertFound(plan(WITHOUT_LIB).dependencies(), LIB, GHOST);
        MirrorReport report = sync(WITHOUT_LIB);
        assertFound(report.dependencies(), LIB, GHOST);
        assertTrue(report.isComplete());
    }

    /** A rule that dropped more of what would do than a filter did is the one to blame. */
    @Test
    void ofSeveralReasonsTheMostFrequentIsNamed() throws Exception {
        channel.subdir(LINUX)
                .pkg("top", "1", "0")
                .depends("many")
                .pkg("many", "1", "0")
                .pkg("many", "2", "0")
                .pkg("many", "3", "0")
                .write();
        PackageSelection selection = PackageSelection.builder()
                .add(
                        FilterStage.LIMIT,
                        "one",
                        (record, now) -> record.name().equals("many")
                                ? Decision.reject(record.version().equals("2") ? "seldom" : "mostly")
                                : Decision.accept())
                .build();
        assertEquals(
                List.of(
                        new BrokenDependency("ghost", "ghost", BrokenDependency.NOT_LISTED, 1),
                        new BrokenDependency("many", "many", "mostly", 1)),
                plan(selection).dependencies().broken());
    }

    /** A version that nobody has is not there, although the name is. */
    @Test
    void aNameWithoutTheVersionIsMissing() throws Exception {
        channel.subdir(LINUX).pkg("new", "1", "0").depends("base >=2").write();
        assertEquals(
                List.of("base", "ghost"),
                plan(select("exclude: nothing")).dependencies().broken().stream()
                        .map(BrokenDependency::name)
                        .toList());
    }

    @Test
    void aPlatformIsNotSeenFromAnother() throws Exception {
        channel.subdir("osx-64").pkg("mac", "1", "0").depends("base").write();
        DependencyCheck check = client.plan(request()
                        .packages(select("exclude: nothing"))
                        .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX), new Subdir("osx-64"))))
                        .build())
                .dependencies();
        assertEquals(
                List.of(new BrokenDependency("base", "base", BrokenDependency.NOT_LISTED, 1), GHOST),
                check.broken().stream()
                        .map(each -> new BrokenDependency(
                                each.name(), each.spec(), BrokenDependency.NOT_LISTED, each.packages()))
                        .toList());
    }

    @Test
    void aMirrorThatMustBeClosedIsNotCompleteWithoutWhatIsNeeded() throws Exception {
        MirrorReport report = sync(builder -> builder.packages(WITHOUT_LIB).closure(ClosureRequirement.REQUIRED));
        assertFalse(report.isComplete());
        assertFalse(client.plan(request()
                        .packages(WITHOUT_LIB)
                        .closure(ClosureRequirement.REQUIRED)
                        .build())
                .isComplete());

        MirrorReport next = sync(builder -> builder.packages(WITHOUT_LIB).closure(ClosureRequirement.REQUIRED));
        assertEquals(Status.UNCHANGED, next.dependencies().status());
        assertEquals(report.dependencies().broken(), next.dependencies().broken());
        assertFalse(next.isComplete());
    }

    @Test
    void nothingNewIsNotLookedAtAgain() throws Exception {
        sync(WITHOUT_LIB);
        upstream.clear();
        MirrorReport next = sync(WITHOUT_LIB);
        assertEquals(Status.UNCHANGED, next.dependencies().status());
        assertEquals(2, next.dependencies().count());
        assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());
    }

    @Test
    void whatOneSubdirProvidesFromNowOnIsSeenByAll() throws Exception {
        sync(WITHOUT_LIB);
        channel.subdir("noarch").pkg("ghost", "1", "0").write();
        assertFound(sync(WITHOUT_LIB).dependencies(), LIB);
    }

    /** The other subdirs are looked at as they are published, and nothing is fetched of them. */
    @Test
    void aChangeInOneSubdirFetchesNoOther() throws Exception {
        sync(WITHOUT_LIB);
        channel.subdir("noarch").pkg("more", "1", "0").depends("lib", "strange").write();
        upstream.clear();
        DependencyCheck check = sync(WITHOUT_LIB).dependencies();
        assertTrue(statuses().contains("/c/linux-64/repodata.json 304"), statuses()::toString);
        assertFalse(statuses().contains("/c/linux-64/repodata.json 200"), statuses()::toString);
        assertFound(
                check,
                new BrokenDependency("lib", "lib >=2", "exclude: lib", 4),
                GHOST,
                new BrokenDependency("strange", "strange", BrokenDependency.NOT_KNOWN, 1));
    }

    @Test
    void afterARunThatWasCutShortItIsLookedAtAgain() throws Exception {
        sync(WITHOUT_LIB);
        channel.subdir("noarch").pkg("ghost", "1", "0").write();
        Cancellation cancellation = new Cancellation();
        storage.watch(targets -> {
            if (targets.stream().anyMatch(target -> target.value().endsWith("noarch/CURRENT"))) {
                cancellation.cancel();
            }
        });
        assertThrows(
                MirrorCancelledException.class,
                () -> sync(builder -> builder.packages(WITHOUT_LIB).cancellation(cancellation)));
        storage.watch(targets -> {});
        assertFound(sync(WITHOUT_LIB).dependencies(), LIB);
        assertEquals(Status.UNCHANGED, sync(WITHOUT_LIB).dependencies().status());
    }

    @Test
    void anIndexThatIsRefusedTellsNothing() throws Exception {
        sync(WITHOUT_LIB);
        channel.subdir(LINUX).rawRepodata("{}").write();
        assertEquals(Status.NOT_CHECKED, sync(WITHOUT_LIB).dependencies().status());
    }

    @Test
    void whereEverythingIsSelectedNothingIsLookedFor() throws Exception {
        assertEquals(Status.NOT_CHECKED, sync().dependencies().status());
        MirrorReport required = sync(builder -> builder.closure(ClosureRequirement.REQUIRED));
        assertFound(required.dependencies(), GHOST);
        assertFalse(required.isComplete());
    }

    @Test
    void withASubdirThatCannotBeReadNothingIsClaimed() throws Exception {
        upstream.inject(Fault.on("/c/noarch/repodata.json").times(2).status(503));
        MirrorReport report = sync(WITHOUT_LIB);
        assertEquals(Status.NOT_CHECKED, report.dependencies().status());
        assertEquals(List.of(), report.dependencies().broken());
        assertFound(
                sync(builder -> builder.packages(WITHOUT_LIB).closure(ClosureRequirement.REQUIRED))
                        .dependencies(),
                LIB,
                GHOST);
    }
}
