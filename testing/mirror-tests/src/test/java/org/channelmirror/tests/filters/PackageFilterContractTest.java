package org.channelmirror.tests.filters;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;
import org.channelmirror.testkit.filters.PackageFilterContract;
import org.junit.jupiter.api.Test;

/** The contract suite of filters finds what it is for. */
class PackageFilterContractTest {

    private static final Decision REJECTION = Decision.reject("no");

    @Test
    void keysThatNobodyCanWriteAreFound() {
        fails(keyed(List.of()), PackageFilterContract::keysAreWordsInLowerCase);
        fails(keyed(List.of("Colour")), PackageFilterContract::keysAreWordsInLowerCase);
        fails(keyed(List.of("a", "a")), PackageFilterContract::keysAreWordsInLowerCase);
        assertDoesNotThrow(() -> keyed(List.of("colour")).keysAreWordsInLowerCase());
    }

    @Test
    void aProviderThatIsNotInstalledIsFound() {
        fails(keyed(List.of("colour")), PackageFilterContract::theServiceLoaderFindsIt);
    }

    @Test
    void answersThatChangeAreFound() {
        AtomicInteger asked = new AtomicInteger();
        PackageFilter counting = (record, now) -> asked.incrementAndGet() % 100 == 1 ? REJECTION : Decision.accept();

        fails(of(counting), PackageFilterContract::answersAreRepeated);
    }

    @Test
    void answersThatDependOnTheOnesBeforeAreFound() {
        Contract contract = new Contract(List.of("colour"), () -> {
            AtomicInteger asked = new AtomicInteger();
            return (record, now) -> asked.incrementAndGet() < 3 ? REJECTION : Decision.accept();
        });

        fails(contract, PackageFilterContract::answersFollowFromTheRecordAlone);
        fails(contract, PackageFilterContract::answersAreTheSameInSeveralThreads);
    }

    @Test
    void whatBreaksOnOddRecordsIsFound() {
        PackageFilter trusting = (record, now) -> record.depends().get(0).isEmpty() ? REJECTION : Decision.accept();

        fails(of(trusting), PackageFilterContract::reasonsAreSaid);
        fails(of(trusting), PackageFilterContract::answersHoldForCopies);
    }

    @Test
    void reasonsThatCannotBeShownAreFound() {
        fails(of((record, now) -> Decision.reject("no " + record.name())), PackageFilterContract::reasonsAreSaid);
        assertDoesNotThrow(() -> of((record, now) -> REJECTION).reasonsAreSaid());
    }

    @Test
    void aNextChangeThatIsNoneIsFound() {
        fails(of(changing(Duration.ofDays(1), Duration.ofDays(2))), PackageFilterContract::theNextChangeIsOne);
        fails(of(changing(Duration.ofDays(2), Duration.ofDays(1))), PackageFilterContract::theNextChangeIsOne);
        fails(of(changing(Duration.ofDays(-1), Duration.ofDays(-1))), PackageFilterContract::theNextChangeIsOne);
        assertDoesNotThrow(
                () -> of(changing(Duration.ofDays(1), Duration.ofDays(1))).theNextChangeIsOne());
    }

    @Test
    void mistakesThatAreRefusedWithoutAWordAreFound() {
        assertThrows(
                Throwable.class,
                () -> new Contract(List.of("colour"), () -> {
                            throw new IllegalArgumentException(" ");
                        })
                        .mistakesAreRefusedInWords());
        assertThrows(
                Throwable.class,
                () -> new Contract(List.of("colour"), () -> {
                            throw new ClassCastException("a list is no map");
                        })
                        .mistakesAreRefusedInWords());
    }

    /** A filter that says it changes after one time and does after another, counted from the contract's time. */
    private static PackageFilter changing(Duration said, Duration done) {
        Instant start = keyed(List.of("colour")).now();
        return new PackageFilter() {
            @Override
            public Decision test(PackageRecord record, Instant now) {
                return now.isBefore(start.plus(done)) ? REJECTION : Decision.accept();
            }

            @Override
            public Optional<Instant> nextChange(PackageRecord record, Instant now) {
                return Optional.of(start.plus(said));
            }
        };
    }

    private static void fails(Contract contract, Consumer<PackageFilterContract> test) {
        assertThrows(AssertionError.class, () -> test.accept(contract));
    }

    private static Contract keyed(List<String> keys) {
        return new Contract(keys, () -> (record, now) -> Decision.accept());
    }

    private static Contract of(PackageFilter filter) {
        return new Contract(List.of("colour"), () -> filter);
    }

    /** Makes a filter. */
    private interface Maker {
        PackageFilter make();
    }

    private static final class Contract extends PackageFilterContract {

        private final List<String> keys;
        private final Maker maker;

        Contract(List<String> keys, Maker maker) {
            this.keys = keys;
            this.maker = maker;
        }

        @Override
        protected FilterProvider provider() {
            return new FilterProvider() {
                @Override
                public List<String> keys() {
                    return keys;
                }

                @Override
                public int apiRevision() {
                    return API_REVISION;
                }

                @Override
                public FilterStage stage() {
                    return FilterStage.REMOVAL;
                }

                @Override
                public PackageFilter create(FilterConfig config) {
                    return maker.make();
                }
            };
        }

        @Override
        protected List<FilterConfig> configs() {
            return List.of(FilterConfig.of("colour", List.of("red")));
        }

        @Override
        protected Instant now() {
            return super.now();
        }
    }
}
