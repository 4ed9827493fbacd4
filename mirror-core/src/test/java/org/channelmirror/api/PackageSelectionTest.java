package org.channelmirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.Decision.Verdict;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;
import org.channelmirror.spi.RuleStage;
import org.junit.jupiter.api.Test;

class PackageSelectionTest {

    private static PackageRecord named(String name) {
        return RawRecord.parse(
                Subdir.NOARCH, null, new PackageFileName(name + "-1-0.conda"), "{\"name\":\"" + name + "\"}");
    }

    private static PackageFilter keeping(String key, String name) {
        return (record, now) ->
                record.name().equals(name) ? Decision.accept(key + ": " + name) : Decision.reject("not in " + key);
    }

    private static PackageFilter removing(String key, String name) {
        return (record, now) -> record.name().equals(name) ? Decision.reject(key + ": " + name) : Decision.accept();
    }

    private static Decision decide(PackageSelection selection, String name) {
        return selection.decide(named(name), Instant.EPOCH);
    }

    private static List<String> opinions(PackageSelection selection, String name) {
        return selection.opinions(named(name), Instant.EPOCH).stream()
                .flatMap(opinion -> Stream.of(opinion.reason().orElseThrow()))
                .toList();
    }

    @Test
    void whatAnyClosedListHasIsIn() {
        PackageSelection selection = PackageSelection.builder()
                .add(FilterStage.CLOSED_LIST, "only", keeping("only", "a"))
                .add(FilterStage.CLOSED_LIST, "specs_from", keeping("specs_from", "b"))
                .build();

        assertTrue(decide(selection, "a").isAccepted());
        assertTrue(decide(selection, "b").isAccepted());
        assertEquals(Optional.of("not in only"), decide(selection, "c").reason());
        assertEquals(List.of("specs_from: b"), opinions(selection, "b"));
        assertEquals(List.of("not in only", "not in specs_from"), opinions(selection, "c"));
    }

    @Test
    void aClosedListThatRulesOutTheVersionOfItsPackageHasTheLastWord() {
        PackageSelection selection = PackageSelection.builder()
                .add(FilterStage.CLOSED_LIST, "only", keeping("only", "a"))
                .add(FilterStage.CLOSED_LIST, "other", (record, now) -> Decision.ruleOut("other: not this version"))
                .add(RuleStage.RESTORE, "dependencies", all -> {})
                .build();

        assertTrue(decide(selection, "a").isAccepted());
        assertEquals(Verdict.RULED_OUT, decide(selection, "b").verdict());
        assertEquals(
                Optional.of("other: not this version"), decide(selection, "b").reason());
    }

    @Test
    void everyFilterWithAReasonIsHeard() {
        PackageSelection selection = PackageSelection.builder()
                .add(FilterStage.EXCEPTION, "include", keeping("include", "a"))
                .add(FilterStage.REMOVAL, "license_blacklist", removing("license_blacklist", "a"))
                .add(FilterStage.REMOVAL, "exclude", removing("exclude", "a"))
                .add(FilterStage.LIMIT, "max_size", removing("max_size", "b"))
                .build();

        assertEquals(List.of("license_blacklist: a", "exclude: a", "include: a"), opinions(selection, "a"));
        assertEquals(List.of("max_size: b"), opinions(selection, "b"));
        assertEquals(List.of(), opinions(selection, "c"), "nothing is against it: an exception is not asked for");
    }

    @Test
    void filtersSayWhatTheyLookAt() {
        PackageFilter looking = new PackageFilter() {
            @Override
            public Decision test(PackageRecord record, Instant now) {
                return Decision.accept();
            }

            @Override
            public Optional<String> explain(PackageRecord record) {
                return Optional.of("license of " + record.name());
            }
        };
        PackageSelection selection = PackageSelection.builder()
                .add(FilterStage.REMOVAL, "exclude", removing("exclude", "a"))
                .add(FilterStage.REMOVAL, "license_blacklist", looking)
                .build();

        assertEquals(List.of("license of a"), selection.explain(named("a")));
    }
}
