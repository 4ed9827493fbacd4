package org.channelmirror.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.SelectionRule;
import org.channelmirror.spi.SelectionRuleProvider;
import org.channelmirror.testkit.filters.ListedPackages;
import org.channelmirror.testkit.filters.ListedSelection;
import org.channelmirror.testkit.filters.SelectionRuleContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    private static final SelectionRuleProvider NEWEST = new NewestProvider();
    private static final SelectionRuleProvider DEPENDENCIES = new DependenciesProvider();
    private static final SelectionRuleProvider PREFER_CONDA = new PreferCondaProvider();

    private static SelectionRule rule(SelectionRuleProvider provider, String value) {
        return create(provider, new ConfigNode.Scalar(value, ConfigNode.Place.NONE));
    }

    private static SelectionRule newest(Map<String, String> members) {
        Map<String, ConfigNode> nodes = new LinkedHashMap<>();
        members.forEach((key, value) -> nodes.put(key, new ConfigNode.Scalar(value, ConfigNode.Place.NONE)));
        return create(NEWEST, new ConfigNode.Mapping(nodes, ConfigNode.Place.NONE));
    }

    private static SelectionRule create(SelectionRuleProvider provider, ConfigNode value) {
        try {
            return provider.create(new FilterConfig(provider.keys().get(0), value, Path.of("")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> set(String... paths) {
        return new TreeSet<>(Set.of(paths));
    }

    @Nested
    class Newest implements SelectionRuleContract {

        @Override
        public SelectionRuleProvider provider() {
            return NEWEST;
        }

        @Override
        public SelectionRule rule() {
            return newest(Map.of("versions", "1", "builds", "1"));
        }

        @Test
        void theHighestVersionsOfEachSubdirStayWithAllTheirBuilds() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/a-1.9-0.conda")
                    .add("linux-64/a-1.10-py38_0.conda")
                    .add("linux-64/a-1.10-py39_1.conda")
                    .add("linux-64/a-1.10rc1-0.conda")
                    .add("linux-64/a-1.2-0.conda")
                    .add("osx-64/a-1.2-0.conda")
                    .add("noarch/b-1-0.conda");
            ListedSelection selection = new ListedSelection(packages);
            RulesTest.rule(NEWEST, "2").apply(selection);
            assertEquals(
                    set(
                            "linux-64/a-1.10-py38_0.conda",
                            "linux-64/a-1.10-py39_1.conda",
                            "linux-64/a-1.10rc1-0.conda",
                            "noarch/b-1-0.conda",
                            "osx-64/a-1.2-0.conda"),
                    selection.paths());
            assertEquals(
                    Map.of(
                            "linux-64/a-1.9-0.conda", "newest: older than the newest 2 versions",
                            "linux-64/a-1.2-0.conda", "newest: older than the newest 2 versions"),
                    selection.reasons());
        }

        @Test
        void versionsThatAreEqualAreOne() {
            ListedPackages packages = new ListedPackages()
                    .add("noarch/a-1.0-0.conda")
                    .add("noarch/a-1.0.0-0.tar.bz2")
                    .add("noarch/a-0.9-0.conda");
            ListedSelection selection = new ListedSelection(packages);
            RulesTest.rule(NEWEST, "1").apply(selection);
            assertEquals(set("noarch/a-1.0-0.conda", "noarch/a-1.0.0-0.tar.bz2"), selection.paths());
        }

        @Test
        void ofEachVersionTheHighestBuildNumbersStay() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/a-2-py38_2.conda")
                    .add("linux-64/a-2-py39_2.conda")
                    .add("linux-64/a-2-py38_1.conda")
                    .add("linux-64/a-2-py38_0.conda")
                    .add("linux-64/a-1-py38_0.conda");
            ListedSelection one = new ListedSelection(packages);
            newest(Map.of("versions", "2", "builds", "1")).apply(one);
            assertEquals(
                    set("linux-64/a-2-py38_2.conda", "linux-64/a-2-py39_2.conda", "linux-64/a-1-py38_0.conda"),
                    one.paths());
            ListedSelection two = new ListedSelection(packages);
            newest(Map.of("builds", "2")).apply(two);
            assertEquals(
                    Map.of(
                            "linux-64/a-2-py38_0.conda",
                            "newest: a lower build number than the highest 2 of its version"),
                    two.reasons());
        }

        /** Counted is what is selected: a newer version that a filter left out takes no place. */
        @Test
        void whatIsLeftOutTakesNoPlace() {
            ListedPackages packages = new ListedPackages()
                    .add("noarch/a-3-0.conda")
                    .add("noarch/a-2-0.conda")
                    .add("noarch/a-1-0.conda");
            ListedSelection selection = new ListedSelection(packages).ruledOut("noarch/a-3-0.conda");
            RulesTest.rule(NEWEST, "1").apply(selection);
            assertEquals(set("noarch/a-2-0.conda"), selection.paths());
        }

        @Test
        void whatIsNoVersionIsOlderThanAllThatAre() {
            ListedPackages packages =
                    new ListedPackages().add("noarch/a-0-0.conda").add("noarch/a-1_%-0.conda");
            ListedSelection selection = new ListedSelection(packages);
            RulesTest.rule(NEWEST, "1").apply(selection);
            assertEquals(set("noarch/a-0-0.conda"), selection.paths());
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "1.5", "two", "1000000000"})
        void onlyWholeNumbersMakeSense(String value) {
            String message = assertThrows(InvalidConfigException.class, () -> RulesTest.rule(NEWEST, value))
                    .getMessage();
            assertTrue(String.valueOf(message).contains("a whole number from 1 on"), message);
        }

        @Test
        void otherMembersAreRefusedByName() {
            String message = assertThrows(InvalidConfigException.class, () -> newest(Map.of("version", "1")))
                    .getMessage();
            assertEquals("\"version\" is neither \"versions\" nor \"builds\"", message);
            assertThrows(InvalidConfigException.class, () -> newest(Map.of()));
        }
    }

    @Nested
    class Dependencies implements SelectionRuleContract {

        @Override
        public SelectionRuleProvider provider() {
            return DEPENDENCIES;
        }

        @Override
        public SelectionRule rule() {
            return RulesTest.rule(DEPENDENCIES, "true");
        }

        @Test
        void everyVersionThatIsAcceptedComesBackWithWhatItNeeds() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/app-1-0.conda", "lib >=2,<4", "__glibc >=2.17")
                    .add("linux-64/lib-1-0.conda")
                    .add("linux-64/lib-2-0.conda", "base 1.*")
                    .add("linux-64/lib-3-0.conda")
                    .add("linux-64/lib-4-0.conda")
                    .add("linux-64/base-1.5-0.conda", "app")
                    .add("linux-64/base-2-0.conda")
                    .add("linux-64/other-1-0.conda", "lib 1.*");
            ListedSelection selection = new ListedSelection(packages);
            for (int record = 1; record < packages.size(); record++) {
                selection.without(packages.path(record));
            }
            rule().apply(selection);
            assertEquals(
                    set(
                            "linux-64/app-1-0.conda",
                            "linux-64/base-1.5-0.conda",
                            "linux-64/lib-2-0.conda",
                            "linux-64/lib-3-0.conda"),
                    selection.paths());
            assertEquals(
                    Map.of(
                            "linux-64/lib-2-0.conda", "dependencies: needed by app",
                            "linux-64/lib-3-0.conda", "dependencies: needed by app",
                            "linux-64/base-1.5-0.conda", "dependencies: needed by lib"),
                    selection.reasons());
        }

        @Test
        void aPlatformSeesItselfAndNoarch() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/app-1-0.conda", "lib")
                    .add("linux-64/lib-1-0.conda")
                    .add("osx-64/lib-1-0.conda")
                    .add("noarch/lib-1-0.conda");
            ListedSelection selection = new ListedSelection(packages)
                    .without("linux-64/lib-1-0.conda", "osx-64/lib-1-0.conda", "noarch/lib-1-0.conda");
            rule().apply(selection);
            assertEquals(
                    set("linux-64/app-1-0.conda", "linux-64/lib-1-0.conda", "noarch/lib-1-0.conda"), selection.paths());
        }

        /** The same spec is looked at for one platform first, and then for every other. */
        @Test
        void noarchSeesEveryPlatform() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/app-1-0.conda", "lib")
                    .add("noarch/pure-1-0.conda", "lib")
                    .add("osx-64/lib-1-0.conda", "base")
                    .add("osx-64/base-1-0.conda")
                    .add("linux-64/base-1-0.conda");
            ListedSelection selection = new ListedSelection(packages)
                    .without("osx-64/lib-1-0.conda", "osx-64/base-1-0.conda", "linux-64/base-1-0.conda");
            rule().apply(selection);
            assertEquals(
                    set(
                            "linux-64/app-1-0.conda",
                            "noarch/pure-1-0.conda",
                            "osx-64/base-1-0.conda",
                            "osx-64/lib-1-0.conda"),
                    selection.paths());
        }

        @Test
        void whatIsRuledOutStaysOut() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/app-1-0.conda", "lib")
                    .add("linux-64/lib-1-0.conda", "base")
                    .add("linux-64/base-1-0.conda");
            ListedSelection selection = new ListedSelection(packages)
                    .ruledOut("linux-64/lib-1-0.conda")
                    .without("linux-64/base-1-0.conda");
            rule().apply(selection);
            assertEquals(set("linux-64/app-1-0.conda"), selection.paths());
        }

        @Test
        void whatNobodyCanReadNeedsTheNameThatItBeginsWith() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/app-1-0.conda", "Lib [what")
                    .add("linux-64/lib-1-0.conda")
                    .add("linux-64/what-1-0.conda");
            ListedSelection selection =
                    new ListedSelection(packages).without("linux-64/lib-1-0.conda", "linux-64/what-1-0.conda");
            rule().apply(selection);
            assertEquals(set("linux-64/app-1-0.conda", "linux-64/lib-1-0.conda"), selection.paths());
        }

        @Test
        void falseIsNoRule() {
            assertSame(SelectionRule.NONE, RulesTest.rule(DEPENDENCIES, "false"));
            assertThrows(InvalidConfigException.class, () -> RulesTest.rule(DEPENDENCIES, "yes"));
        }
    }

    @Nested
    class PreferConda implements SelectionRuleContract {

        @Override
        public SelectionRuleProvider provider() {
            return PREFER_CONDA;
        }

        @Override
        public SelectionRule rule() {
            return RulesTest.rule(PREFER_CONDA, "true");
        }

        @Test
        void theOldFormatGoesWhereTheSameBuildIsThereInTheNewOne() {
            ListedPackages packages = new ListedPackages()
                    .add("linux-64/a-1-0.conda")
                    .add("linux-64/a-1-0.tar.bz2")
                    .add("linux-64/a-1-1.tar.bz2")
                    .add("osx-64/a-1-0.tar.bz2")
                    .add("linux-64/b-1-0.conda")
                    .add("linux-64/b-1-0.tar.bz2");
            ListedSelection selection = new ListedSelection(packages).ruledOut("linux-64/b-1-0.conda");
            rule().apply(selection);
            assertEquals(
                    Map.of("linux-64/a-1-0.tar.bz2", "prefer_conda: the same build is there as .conda"),
                    selection.reasons());
        }

        @Test
        void falseIsNoRule() {
            assertSame(SelectionRule.NONE, RulesTest.rule(PREFER_CONDA, "False"));
        }
    }
}
