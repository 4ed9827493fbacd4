package org.channelmirror.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;

/** Tests for the arrows of the design: model, repodata, spi, api, internal; and for what libraries may do. */
final class ArrowsTest {

    private static final String ROOT = "org.channelmirror";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyModuleIsLookedAt() {
        for (String part : new String[] {
            "model", "spec", "config", "filters", "cli", "server", "storage", "internal.engine", "testkit"
        }) {
            assertTrue(
                    MAIN.stream().anyMatch(c -> c.getPackageName().startsWith(ROOT + "." + part)),
                    "no class of " + part + " is on the class path");
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    /** What an operation is made of, from the bottom to the top. */
    @Test
    void internalsAreBuiltInLayers() {
        List<String> layers = Stream.of(
                        "threads",
                        "index",
                        "operation",
                        "merge",
                        "publish",
                        "upstream",
                        "fetch",
                        "side",
                        "snapshots",
                        "clean",
                        "accounts",
                        "archive",
                        "engine",
                        "verify",
                        "query")
                .map(layer -> ROOT + ".internal." + layer)
                .toList();
        for (int i = 0; i < layers.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(layers.get(i))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            layers.subList(i + 1, layers.size()).toArray(new String[0])))
                    .check(MAIN);
        }
    }

    @Test
    void modelStandsAlone() {
        onlyUses("model");
    }

    @Test
    void specUsesModel() {
        onlyUses("spec", "model");
    }

    @Test
    void repodataUsesModelAndSpec() {
        onlyUses("repodata", "model", "spec");
    }

    @Test
    void spiUsesModelAndSpec() {
        onlyUses("spi", "model", "spec");
    }

    @Test
    void storageUsesSpi() {
        onlyUses("storage", "spi", "model");
    }

    @Test
    void hooksUseSpi() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".hooks")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + ".hooks",
                        ROOT + ".model",
                        ROOT + ".spi",
                        "java..",
                        "org.jspecify..",
                        "org.slf4j",
                        "tools.jackson.core.."))
                .check(MAIN);
    }

    @Test
    void apiUsesWhatIsBelowIt() {
        onlyUses("api", "model", "spec", "repodata", "spi");
    }

    @Test
    void filtersUseModelSpecAndSpi() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".filters..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + ".filters..",
                        ROOT + ".model",
                        ROOT + ".spec",
                        ROOT + ".spi",
                        "java..",
                        "org.jspecify..",
                        "tools.jackson.core.."))
                .check(MAIN);
    }

    @Test
    void configurationKnowsNoFilter() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".config..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".filters..", ROOT + ".cli..", ROOT + ".internal.."))
                .check(MAIN);
    }

    @Test
    void theServerIsHandedWhatItServes() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".server..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".config..", ROOT + ".filters..", ROOT + ".cli.."))
                .check(MAIN);
    }

    @Test
    void onlyTheEntryAndTheEngineUseInternals() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".config..",
                        ROOT + ".filters..",
                        ROOT + ".server..",
                        ROOT + ".cli..",
                        ROOT + ".testkit..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".internal.."))
                .check(MAIN);
    }

    @Test
    void publicSignaturesShowOnlyTheJdkAndPublicTypes() {
        String[] exported = {
            ROOT,
            ROOT + ".api",
            ROOT + ".hooks",
            ROOT + ".model",
            ROOT + ".repodata",
            ROOT + ".spec",
            ROOT + ".spi",
            ROOT + ".storage",
            ROOT + ".filters",
            ROOT + ".server",
            ROOT + ".server.access"
        };
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(exported).or(resideInAnyPackage("java.."));
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAnyPackage(exported))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should(showOnly(allowed))
                .check(MAIN);
    }

    @Test
    void noPublicMethodTakesABoolean() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAnyPackage(
                        ROOT, ROOT + ".api", ROOT + ".model", ROOT + ".spec", ROOT + ".spi", ROOT + ".repodata"))
                .should(takeNoBoolean())
                .check(MAIN);
    }

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".testkit..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(MAIN);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".internal..", ROOT + ".filters..", ROOT + ".storage..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MAIN);
    }

    /** The time of a run is handed to a filter: with one of its own the same record would not always get the same answer. */
    @Test
    void filtersAskNoClock() {
        noClasses()
                .that()
                .implement(PackageFilter.class)
                .or()
                .resideInAPackage(ROOT + ".filters..")
                .should(askAClock())
                .check(MAIN);
    }

    @Test
    void aFilterThatAsksAClockIsFound() {
        JavaClasses filters = new ClassFileImporter().importClasses(AskingFilter.class);

        assertFalse(noClasses()
                .should(askAClock())
                .evaluate(filters)
                .getFailureReport()
                .isEmpty());
    }

    private static final class AskingFilter implements PackageFilter {

        @Override
        public Decision test(PackageRecord record, Instant now) {
            return Instant.now().isAfter(now) ? Decision.accept() : Decision.reject("it is early");
        }
    }

    private static ArchCondition<JavaClass> askAClock() {
        Set<String> asking = Set.of("now", "today", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone");
        return new ArchCondition<>("ask a clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnitAccessesFromSelf().stream()
                        .filter(access ->
                                access.getTargetOwner().getPackageName().startsWith("java."))
                        .filter(access -> asking.contains(access.getTarget().getName())
                                || access.getTargetOwner().isEquivalentTo(Clock.class)
                                || (access.getTargetOwner().isEquivalentTo(Date.class)
                                        && access.getTarget()
                                                .getRawParameterTypes()
                                                .isEmpty()))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
            }
        };
    }

    private static void onlyUses(String part, String... others) {
        String[] allowed = new String[others.length + 3];
        for (int i = 0; i < others.length; i++) {
            allowed[i] = ROOT + "." + others[i];
        }
        allowed[others.length] = ROOT + "." + part;
        allowed[others.length + 1] = "java..";
        allowed[others.length + 2] = "org.jspecify..";
        classes()
                .that()
                .resideInAPackage(ROOT + "." + part)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(MAIN);
    }

    private static ArchCondition<JavaMethod> showOnly(DescribedPredicate<JavaClass> allowed) {
        return new ArchCondition<>("show only the JDK and public types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !type.isPrimitive() && !allowed.test(type))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " shows " + type.getName())));
            }
        };
    }

    private static ArchCondition<JavaMethod> takeNoBoolean() {
        return new ArchCondition<>("take no boolean") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(boolean.class))
                        && !method.getName().equals("equals")) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " takes a boolean"));
                }
            }
        };
    }
}
