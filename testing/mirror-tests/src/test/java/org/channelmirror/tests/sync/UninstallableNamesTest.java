package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.channelmirror.api.DependencyCheck.Status;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;

/** What a rule takes away is felt by all that is built upon it. */
class UninstallableNamesTest extends RuledSyncTestBase {

    private static final PackageSelection WITHOUT_LIB = select("exclude: lib");

    private List<String> uninstallable(PackageSelection packages) throws Exception {
        var found = plan(packages).dependencies().uninstallable();
        assertEquals(found.count(), found.names().size());
        return found.names();
    }

    @Test
    void whatNeedsWhatIsMissingIsNamedAndWhatNeedsThatToo() throws Exception {
        channel.subdir("noarch")
                .pkg("pure", "1", "0")
                .depends("middle")
                .subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("middle", "1", "0")
                .depends("lib")
                .pkg("Top", "1", "0")
                .depends("middle >=1", "__glibc")
                .pkg("aside", "1", "0")
                .depends("__glibc >=2.17")
                .write();
        assertEquals(List.of("middle", "pure", "top"), uninstallable(WITHOUT_LIB));
        assertEquals(List.of(), uninstallable(select("exclude: aside")));
    }

    @Test
    void aNameOfWhichOneVersionWorksIsNotNamed() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("old", "1", "0")
                .pkg("old", "2", "0")
                .depends("lib")
                .pkg("any", "1", "0")
                .depends("old")
                .pkg("new", "1", "0")
                .depends("old >=2")
                .write();
        assertEquals(List.of("new"), uninstallable(WITHOUT_LIB));
    }

    /** The last of what would do breaks later than the first of it. */
    @Test
    void whatWouldDoBreaksOneAfterTheOther() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("either", "1", "0")
                .depends("lib")
                .pkg("either", "2", "0")
                .depends("step2")
                .pkg("step2", "1", "0")
                .depends("step1")
                .pkg("step1", "1", "0")
                .depends("either 1.*")
                .pkg("either", "3", "0")
                .pkg("last", "1", "0")
                .depends("either <3")
                .pkg("fine", "1", "0")
                .depends("either")
                .write();
        assertEquals(List.of("last", "step1", "step2"), uninstallable(WITHOUT_LIB));
    }

    @Test
    void packagesThatNeedEachOtherWorkUnlessOneOfThemIsBroken() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("hen", "1", "0")
                .depends("egg")
                .pkg("egg", "1", "0")
                .depends("hen")
                .pkg("ping", "1", "0")
                .depends("pong", "lib")
                .pkg("pong", "1", "0")
                .depends("ping")
                .write();
        assertEquals(List.of("ping", "pong"), uninstallable(WITHOUT_LIB));
    }

    @Test
    void aNameThatWorksOnOnePlatformAloneIsNamed() throws Exception {
        channel.subdir("noarch")
                .pkg("script", "1", "0")
                .depends("tool")
                .pkg("both", "1", "0")
                .subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("tool", "1", "0")
                .pkg("both", "2", "0")
                .depends("lib")
                .subdir("osx-64")
                .pkg("tool", "1", "0")
                .depends("lib")
                .write();
        var both = client.plan(request()
                .packages(WITHOUT_LIB)
                .subdirs(SubdirSelection.some(List.of(new Subdir(LINUX), new Subdir("osx-64"))))
                .build());
        assertEquals(List.of("tool"), both.dependencies().uninstallable().names());
    }

    /** What was brought back for others is not what was asked for, and neither are other versions than those. */
    @Test
    void onlyWhatWasAskedForIsNamed() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("hidden", "1", "0")
                .depends("lib")
                .pkg("app", "1", "0")
                .depends("hidden")
                .pkg("app", "2", "0")
                .depends("hidden", "other")
                .pkg("other", "1", "0")
                .write();
        assertEquals(
                List.of("app"),
                uninstallable(select("only: [app, other]", "dependencies: true", "fields: {name: lib}")));
    }

    /** Each need is met, and not all at once: what is left of a name is an old version for one and a new one for the other. */
    @Test
    void aNameWhoseNeedsAreNotMetAtOnceIsNamed() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("lib", "2", "0")
                .pkg("lib", "3", "0")
                .pkg("left", "1", "0")
                .depends("lib <3")
                .pkg("right", "1", "0")
                .depends("lib >=2")
                .pkg("app", "1", "0")
                .depends("left", "right")
                .pkg("pair", "1", "0")
                .depends("lib >=2", "lib <3")
                .write();
        assertEquals(List.of("app", "pair"), uninstallable(select("exclude: lib 2.*")));
        assertEquals(List.of(), uninstallable(select("exclude: nothing")));
    }

    /** Whichever is chosen of one, the other does not go with it; only with a third of each they would. */
    @Test
    void choicesAreTriedOneAfterTheOther() throws Exception {
        for (int i = 1; i <= 3; i++) {
            channel.subdir(LINUX)
                    .pkg("one", "" + i, "0")
                    .depends("lib " + i + ".*", "base " + i + ".*")
                    .pkg("two", "" + i, "0")
                    .depends("lib " + i + ".*", "base " + (i == 3 ? 3 : 3 - i) + ".*")
                    .pkg("lib", i + ".0", "0")
                    .pkg("base", i + ".0", "0");
        }
        channel.subdir(LINUX).pkg("app", "1", "0").depends("one", "two").write();
        assertEquals(List.of("app"), uninstallable(select("exclude: base 3.*")));
        assertEquals(List.of(), uninstallable(select("exclude: base 2.*")));
    }

    @Test
    void aLongChainIsFollowed() throws Exception {
        channel.subdir(LINUX).pkg("lib", "1", "0").pkg("p00000", "1", "0").depends("lib");
        for (int i = 1; i < 2000; i++) {
            channel.subdir(LINUX).pkg("p%05d".formatted(i), "1", "0").depends("p%05d".formatted(i - 1));
        }
        channel.write();
        assertEquals(IntStream.range(0, 2000).mapToObj("p%05d"::formatted).toList(), uninstallable(WITHOUT_LIB));
    }

    @Test
    void whereNothingIsNewItIsWhatWasFoundLast() throws Exception {
        channel.subdir(LINUX)
                .pkg("lib", "1", "0")
                .pkg("app", "1", "0")
                .depends("lib")
                .write();
        MirrorReport first = sync(WITHOUT_LIB);
        MirrorReport next = sync(WITHOUT_LIB);
        assertEquals(List.of("app"), first.dependencies().uninstallable().names());
        assertEquals(Status.UNCHANGED, next.dependencies().status());
        assertEquals(first.dependencies().uninstallable(), next.dependencies().uninstallable());
    }
}
