package org.channelmirror.testkit.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link FilterProvider} and {@link PackageFilter} as tests, for JUnit 5. To prove a filter, extend this class in a
 * test and say which provider makes it and from which configurations. What it decides is for tests of its own.
 *
 * <p>The filters are asked about records as no channel should have them: without a field, with values of other types, with hostile
 * texts. {@link #records()} adds those that matter to the filter.
 */
public abstract class PackageFilterContract {

    private static final int THREADS = 4;
    private static final long PATIENCE_SECONDS = 120;

    /** For subclasses. */
    protected PackageFilterContract() {}

    /**
     * The provider under test.
     *
     * @return a provider, made as {@link java.util.ServiceLoader} makes it
     */
    protected abstract FilterProvider provider();

    /**
     * What users may write under its keys.
     *
     * @return at least one configuration that makes a filter
     */
    protected abstract List<FilterConfig> configs();

    /**
     * Records that the filter has something to say about, beside the odd ones that every filter is asked about. Called again for each
     * use.
     *
     * @return records, by default none
     */
    protected List<PackageRecord> records() {
        return List.of();
    }

    /**
     * The time of the run that the filters are asked for.
     *
     * @return a time, by default the beginning of 2026
     */
    protected Instant now() {
        return Instant.parse("2026-01-01T00:00:00Z");
    }

    /** Users write its keys, and it can be told apart from every other. */
    @Test
    public final void keysAreWordsInLowerCase() {
        List<String> keys = provider().keys();
        assertFalse(keys.isEmpty(), "a provider has at least one key");
        for (String key : keys) {
            assertTrue(key.matches("[a-z][a-z0-9_]*"), "\"" + key + "\" is not a word of small letters, digits and _");
        }
        assertEquals(Set.copyOf(keys).size(), keys.size(), "a key is named twice");
        assertEquals(keys, provider().keys(), "the keys change");
    }

    /** It was written for this revision of the interfaces. */
    @Test
    public final void revisionIsThisOne() {
        assertEquals(FilterProvider.API_REVISION, provider().apiRevision());
    }

    /** It is found where it is installed. */
    @Test
    public final void theServiceLoaderFindsIt() {
        assertTrue(
                ServiceLoader.load(FilterProvider.class).stream()
                        .anyMatch(found -> found.type().equals(provider().getClass())),
                "name it in META-INF/services/" + FilterProvider.class.getName() + " and in module-info.java");
    }

    /** Its filters are asked in one stage. */
    @Test
    public final void stageIsOne() {
        assertNotNull(provider().stage());
        assertEquals(provider().stage(), provider().stage());
    }

    /** The same record and time have the same answer, from the same filter and from another one of the same configuration. */
    @Test
    public final void answersAreRepeated() {
        forEach(config -> {
            PackageFilter filter = create(config);
            List<Decision> first = answers(filter, OddRecords.with(records()));
            assertEquals(first, answers(filter, OddRecords.with(records())), "the second time " + config);
            assertEquals(first, answers(create(config), OddRecords.with(records())), "another filter of " + config);
        });
    }

    /** The order of the questions makes no difference. */
    @Test
    public final void answersFollowFromTheRecordAlone() {
        forEach(config -> {
            List<PackageRecord> backwards = new ArrayList<>(OddRecords.with(records()));
            Collections.reverse(backwards);
            List<Decision> answers = answers(create(config), backwards);
            Collections.reverse(answers);
            assertEquals(answers(create(config), OddRecords.with(records())), answers, config.toString());
        });
    }

    /** Several threads that ask one filter at once get the answers that one gets. */
    @Test
    public final void answersAreTheSameInSeveralThreads() {
        forEach(config -> {
            PackageFilter filter = create(config);
            List<Decision> expected = answers(create(config), OddRecords.with(records()));
            ExecutorService executor = Executors.newFixedThreadPool(THREADS);
            try {
                Callable<List<Decision>> asking = () -> answers(filter, OddRecords.with(records()));
                for (Future<List<Decision>> answers :
                        executor.invokeAll(Collections.nCopies(THREADS, asking), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    assertEquals(expected, answers.get(), config.toString());
                }
            } finally {
                executor.shutdownNow();
            }
        });
    }

    /** A record that was kept is decided on as the one that it was copied from. */
    @Test
    public final void answersHoldForCopies() {
        forEach(config -> {
            List<PackageRecord> copies =
                    OddRecords.with(records()).stream().map(PackageRecord::copy).toList();
            PackageFilter filter = create(config);
            assertEquals(answers(filter, OddRecords.with(records())), answers(filter, copies), config.toString());
        });
    }

    /** Who is told that a package is left out is told why. */
    @Test
    public final void reasonsAreSaid() {
        forEach(config -> {
            PackageFilter filter = create(config);
            for (PackageRecord record : OddRecords.with(records())) {
                Decision decision = filter.test(record, now());
                assertNotNull(decision, "no decision on " + record);
                assertTrue(decision.isAccepted() || decision.reason().isPresent(), "no reason to leave out " + record);
                assertFalse(decision.reason().map(String::isBlank).orElse(false), "a blank reason for " + record);
                assertFalse(
                        decision.reason()
                                .filter(PackageFilterContract::hasControls)
                                .isPresent(),
                        "control characters in the reason for " + record);
                Optional<String> explanation = filter.explain(record);
                assertFalse(explanation.map(String::isBlank).orElse(false), "a blank explanation of " + record);
                assertEquals(explanation, filter.explain(record), "the explanation changes");
            }
        });
    }

    /** Until the time that a filter names its answer stays, and then it is another one. */
    @Test
    public final void theNextChangeIsOne() {
        forEach(config -> {
            PackageFilter filter = create(config);
            for (PackageRecord record : OddRecords.with(records())) {
                Optional<Instant> next = filter.nextChange(record, now());
                if (next.isPresent()) {
                    Decision decision = filter.test(record, now());
                    assertTrue(next.get().isAfter(now()), "the next change is over: " + record);
                    assertEquals(
                            decision, filter.test(record, next.get().minusNanos(1)), "it changes earlier: " + record);
                    assertNotEquals(decision, filter.test(record, next.get()), "it does not change: " + record);
                }
            }
        });
    }

    /** The settings of two runs can be compared. */
    @Test
    public final void fingerprintIsRepeated() {
        forEach(config ->
                assertEquals(provider().fingerprint(config), provider().fingerprint(config)));
    }

    /** What a user wrote by mistake is refused in words, or it makes a filter like any other. */
    @Test
    public final void mistakesAreRefusedInWords() throws IOException {
        for (ConfigNode value : OddValues.all()) {
            for (String key : provider().keys()) {
                FilterConfig config =
                        new FilterConfig(key, value, configs().get(0).folder());
                try {
                    answers(provider().create(config), OddRecords.with(records()));
                } catch (IllegalArgumentException e) {
                    String message = e.getMessage();
                    assertNotNull(message, "refused without a word: " + value);
                    assertFalse(message.isBlank(), "refused without a word: " + value);
                }
            }
        }
    }

    /** A check of one configuration. */
    private interface Check {
        void of(FilterConfig config) throws Exception;
    }

    private void forEach(Check check) {
        assertFalse(configs().isEmpty(), "there is no configuration to try");
        for (FilterConfig config : configs()) {
            try {
                check.of(config);
            } catch (Exception e) {
                throw new AssertionError("under " + config, e);
            }
        }
    }

    private PackageFilter create(FilterConfig config) throws IOException {
        PackageFilter filter = provider().create(config);
        assertNotNull(filter, "no filter of " + config);
        return filter;
    }

    private List<Decision> answers(PackageFilter filter, List<PackageRecord> records) {
        List<Decision> answers = new ArrayList<>();
        records.forEach(record -> answers.add(filter.test(record, now())));
        return answers;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
