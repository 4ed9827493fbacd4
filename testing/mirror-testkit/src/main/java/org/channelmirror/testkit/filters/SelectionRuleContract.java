package org.channelmirror.testkit.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.channelmirror.spi.KeyedProvider;
import org.channelmirror.spi.RuleStage;
import org.channelmirror.spi.SelectionRule;
import org.channelmirror.spi.SelectionRuleProvider;
import org.junit.jupiter.api.Test;

/** What holds for every {@link SelectionRule}: implement this in a test class of your rule. */
public interface SelectionRuleContract {

    /**
     * The provider of the rule.
     *
     * @return the provider under test
     */
    SelectionRuleProvider provider();

    /**
     * A rule that decides something about {@link #packages()}.
     *
     * @return the rule under test
     */
    SelectionRule rule();

    /**
     * Packages among which the rule finds something to do.
     *
     * @return a new table
     */
    default ListedPackages packages() {
        return new ListedPackages()
                .add("noarch/app-1.0-0.conda", "lib >=1", "__glibc >=2.17", "gone", "not a spec [")
                .add("noarch/app-1.1-0.conda", "lib >=2")
                .add("noarch/lib-1.0-0.conda")
                .add("noarch/lib-odd_version-0.conda")
                .add("linux-64/lib-2.0-0_0.conda", "base")
                .add("linux-64/lib-2.0-0_0.tar.bz2", "base")
                .add("linux-64/lib-2.0-0_1.conda", "base")
                .add("linux-64/lib-3.0-0_0.conda", "base", "app")
                .add("osx-64/base-1-0.conda", "lib")
                .add("linux-64/base-1-0.conda", "lib");
    }

    /** The rule is found under its keys, and for this revision of the interfaces. */
    @Test
    default void isFoundByServiceLoader() {
        assertTrue(
                ServiceLoader.load(SelectionRuleProvider.class).stream()
                        .anyMatch(found -> found.type().equals(provider().getClass())),
                "the provider is not registered as a service");
        assertTrue(!provider().keys().isEmpty(), "a provider has a key");
        assertEquals(KeyedProvider.API_REVISION, provider().apiRevision());
    }

    /** The same selection is always decided in the same way. */
    @Test
    default void isPure() {
        ListedSelection once = left();
        ListedSelection again = left();
        SelectionRule rule = rule();
        rule.apply(once);
        rule.apply(again);
        assertEquals(once.paths(), again.paths());
        assertEquals(once.reasons(), again.reasons());
    }

    /** A rule does what its stage is for: it drops, or it brings back. */
    @Test
    default void doesWhatItsStageIsFor() {
        ListedSelection selection = left();
        TreeSet<String> before = new TreeSet<>(selection.paths());
        rule().apply(selection);
        if (provider().stage() == RuleStage.RESTORE) {
            assertTrue(selection.paths().containsAll(before), "a rule that restores drops nothing");
        } else {
            assertTrue(before.containsAll(selection.paths()), "a rule that drops restores nothing");
        }
    }

    /** What limits and removals left out stays out. */
    @Test
    default void bringsNothingBackThatIsRuledOut() {
        String ruledOut = packages().path(packages().size() - 1);
        ListedSelection selection = left().ruledOut(ruledOut);
        rule().apply(selection);
        assertTrue(!selection.paths().contains(ruledOut), ruledOut + " is back");
    }

    /** Applied to its own result a rule has nothing to do any more. */
    @Test
    default void isDoneAtOnce() {
        ListedSelection selection = left();
        rule().apply(selection);
        List<String> once = List.copyOf(selection.paths());
        rule().apply(selection);
        assertEquals(once, List.copyOf(selection.paths()));
    }

    /** A table without packages is no reason to fail. */
    @Test
    default void takesATableWithoutPackages() {
        rule().apply(new ListedSelection(new ListedPackages()));
    }

    /** A selection from which every other package was left out, as by a closed list. */
    private ListedSelection left() {
        ListedPackages packages = packages();
        ListedSelection selection = new ListedSelection(packages);
        for (int record = 1; record < packages.size(); record += 2) {
            selection.without(packages.path(record));
        }
        return selection;
    }
}
