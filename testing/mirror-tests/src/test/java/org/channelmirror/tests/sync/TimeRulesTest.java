package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;
import org.channelmirror.testkit.channel.Listing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters that go by time. */
class TimeRulesTest extends RuledSyncTestBase {

    private static final Duration AGE = Duration.ofDays(2);
    private static final PackageSelection OLD_ENOUGH = PackageSelection.builder()
            .add(FilterStage.REMOVAL, "two days", new MinAge())
            .build();

    /** Leaves out what the mirror has not known for so long. */
    private static final class MinAge implements PackageFilter {

        private Optional<Instant> oldEnough(PackageRecord record) {
            return record.firstSeen().map(seen -> seen.plus(AGE));
        }

        @Override
        public Decision test(PackageRecord record, Instant now) {
            return oldEnough(record).filter(now::isBefore).isPresent()
                    ? Decision.reject("too young")
                    : Decision.accept();
        }

        @Override
        public Optional<Instant> nextChange(PackageRecord record, Instant now) {
            return oldEnough(record).filter(now::isBefore);
        }

        @Override
        public boolean needsFirstSeen() {
            return true;
        }
    }

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("m", "1", "0")
                .write();
    }

    /** Adds packages on both sides of those that are known, in both formats and both revisions. */
    private void addYoungOnes() throws IOException {
        channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .pkg("z", "1", "0")
                .pkg("c", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("v", "1", "0")
                .listing(Listing.V3)
                .write();
    }

    private Set<String> all() {
        return Set.of("a-1-0.conda", "b-1-0.conda", "c-1-0.tar.bz2", "m-1-0.conda", "z-1-0.conda");
    }

    @Test
    void whatIsThereAtTheFirstSyncIsOldAndWhatComesLaterHasToAge() throws Exception {
        assertComplete(sync(OLD_ENOUGH));
        assertListed(Map.of(LINUX, List.of("a-1-0.conda", "m-1-0.conda")));

        addYoungOnes();
        clock.advance(Duration.ofHours(1));
        assertCounts(of(sync(OLD_ENOUGH), LINUX), 0, 0, 0);
        assertListed(Map.of(LINUX, List.of("a-1-0.conda", "m-1-0.conda")));

        clock.advance(AGE.minusSeconds(1));
        upstream.clear();
        assertComplete(sync(OLD_ENOUGH));
        assertNothingFetched();
        assertListed(Map.of(LINUX, List.of("a-1-0.conda", "m-1-0.conda")));

        clock.advance(Duration.ofSeconds(1));
        assertComplete(sync(OLD_ENOUGH));
        assertEquals(all(), published.names(LINUX));
        assertEquals(Set.of("v-1-0.conda"), published.revisedNames(LINUX));

        upstream.clear();
        clock.advance(Duration.ofDays(30));
        assertComplete(sync(OLD_ENOUGH));
        assertNothingFetched();
    }

    @Test
    void theKeyOfTheConfigurationGoesByWhatWasSeenToo() throws Exception {
        PackageSelection twoDays = select("min_age: 2d");
        assertComplete(sync(twoDays));
        addYoungOnes();
        clock.advance(Duration.ofHours(1));
        assertComplete(sync(twoDays));
        assertTrue(!published.names(LINUX).contains("b-1-0.conda"));
        ExplainReport report = client.explain(new ExplainRequest(
                request().packages(twoDays).build(), PackageQuery.parse("b"), Decision.ruleOut("elsewhere"), 10));
        assertEquals(
                List.of("min_age: younger than 2d"),
                report.packages().stream()
                        .flatMap(found -> found.because().reason().stream())
                        .toList());
        clock.advance(AGE);
        assertComplete(sync(twoDays));
        assertTrue(published.names(LINUX).contains("b-1-0.conda"));
    }

    private void assertNothingFetched() {
        assertTrue(statuses().stream().noneMatch(request -> request.endsWith(" 200")), statuses()::toString);
    }

    /** Each run that notes something leaves one file, and one that notes nothing writes none. */
    @Test
    void oneFileSaysWhenFilesWereSeen() throws Exception {
        sync(OLD_ENOUGH);
        assertEquals(List.of("seen-1"), seenFiles());
        addYoungOnes();
        sync(OLD_ENOUGH);
        assertEquals(List.of("seen-2"), seenFiles());
        clock.advance(AGE);
        sync(OLD_ENOUGH);
        assertEquals(List.of("seen-2"), seenFiles());
        reset();
        assertEquals(List.of(), seenFiles());
    }

    private List<String> seenFiles() throws IOException {
        try (var files = Files.list(root().resolve(".mirror/state/anaconda/linux-64"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("seen"))
                    .toList();
        }
    }

    /** An index whose records are in no order, of which some are known and some are not. */
    @Test
    void anIndexThatIsNotSortedIsJoined() throws Exception {
        sync(OLD_ENOUGH);
        addYoungOnes();
        Path index = temp.resolve("up/c/linux-64/repodata.json");
        Files.writeString(index, reversed(Files.readString(index)));
        clock.advance(Duration.ofHours(1));
        sync(OLD_ENOUGH);
        assertListed(Map.of(LINUX, List.of("a-1-0.conda", "m-1-0.conda")));
        assertEquals(Set.of(), published.revisedNames(LINUX));
        assertEquals(Set.of("b-1-0.conda", "c-1-0.tar.bz2", "v-1-0.conda", "z-1-0.conda"), rejectedFiles());

        clock.advance(AGE);
        assertComplete(sync(OLD_ENOUGH));
        assertEquals(all(), published.names(LINUX));
        assertEquals(Set.of("v-1-0.conda"), published.revisedNames(LINUX));
    }

    /** The records of each section in the opposite order. */
    private static String reversed(String index) {
        String record = "\"[a-z]-1-0[a-z.2]*\":\\{[^{}]*\\}";
        Matcher section = Pattern.compile(record + "(?:," + record + ")+").matcher(index);
        return section.replaceAll(found -> {
            List<String> records = new ArrayList<>();
            Matcher each = Pattern.compile(record).matcher(found.group());
            while (each.find()) {
                records.add(each.group());
            }
            Collections.reverse(records);
            return Matcher.quoteReplacement(String.join(",", records));
        });
    }

    @Test
    void whatIsDamagedIsNotedAnew() throws Exception {
        sync(OLD_ENOUGH);
        Path seen = root().resolve(".mirror/state/anaconda/linux-64/seen-1");
        Files.write(seen, "no frames".getBytes(StandardCharsets.UTF_8));
        addYoungOnes();
        MirrorReport report = sync(OLD_ENOUGH);
        assertWarned(report, "when files were seen first is not known any more");
        assertEquals(all(), published.names(LINUX));

        channel.subdir(LINUX).pkg("y", "1", "0").write();
        sync(OLD_ENOUGH);
        assertTrue(!published.names(LINUX).contains("y-1-0.conda"), "it is young");
    }

    /** A date that upstream says is known without any note. */
    @Test
    void aRuleOfTimeDecidesAgainThoughNothingIsNewUpstream() throws Exception {
        Instant due = clock.instant().plus(Duration.ofDays(1));
        PackageSelection embargo = PackageSelection.builder()
                .add(FilterStage.LIMIT, "embargo", new PackageFilter() {
                    @Override
                    public Decision test(PackageRecord record, Instant now) {
                        return record.name().equals("m") && now.isBefore(due)
                                ? Decision.reject("not yet")
                                : Decision.accept();
                    }

                    @Override
                    public Optional<Instant> nextChange(PackageRecord record, Instant now) {
                        return record.name().equals("m") && now.isBefore(due) ? Optional.of(due) : Optional.empty();
                    }
                })
                .build();
        sync(embargo);
        assertListed(Map.of(LINUX, List.of("a-1-0.conda")));
        clock.advance(Duration.ofHours(23));
        upstream.clear();
        sync(embargo);
        assertEquals(List.of("/c/linux-64/repodata.json 304", "/c/noarch/repodata.json 304"), statuses());
        clock.advance(Duration.ofHours(1));
        sync(embargo);
        assertListed(Map.of(LINUX, List.of("a-1-0.conda", "m-1-0.conda")));
    }
}
