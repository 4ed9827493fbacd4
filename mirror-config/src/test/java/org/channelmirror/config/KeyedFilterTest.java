package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;

class KeyedFilterTest {

    private static final Place KEY = new Place(3, 1);
    private static final Place ENTRY = new Place(4, 5);
    private static final PackageRecord RECORD =
            RawRecord.parse(Subdir.NOARCH, null, new PackageFileName("a-1-0.conda"), "{\"name\":\"a\"}");

    private static Decision through(Decision decision) {
        return new KeyedFilter("blacklist", KEY, (record, now) -> decision).test(RECORD, Instant.EPOCH);
    }

    @Test
    void aReasonNamesTheKeyAndTheLine() {
        assertEquals(Decision.reject("blacklist: too old").at(KEY), through(Decision.reject("too old")));
        assertEquals(
                Decision.reject("blacklist: too old").at(ENTRY),
                through(Decision.reject("too old").at(ENTRY)));
        assertEquals(Decision.accept("in blacklist").at(KEY), through(Decision.accept("in blacklist")));
    }

    @Test
    void whatSaysItAllStaysTheSameObject() {
        Decision whole = Decision.reject("blacklist: a").at(ENTRY);

        assertSame(whole, through(whole));
        assertSame(Decision.accept(), through(Decision.accept()));
    }

    @Test
    void everythingElseIsTheFiltersOwn() throws NoSuchMethodException {
        for (Method method : PackageFilter.class.getMethods()) {
            assertEquals(
                    KeyedFilter.class,
                    KeyedFilter.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass(),
                    "forwards " + method.getName() + Arrays.toString(method.getParameterTypes()));
        }
        PackageFilter filter = new PackageFilter() {
            @Override
            public Decision test(PackageRecord record, Instant now) {
                return Decision.accept();
            }

            @Override
            public Optional<Instant> nextChange(PackageRecord record, Instant now) {
                return Optional.of(Instant.MAX);
            }

            @Override
            public Optional<String> explain(PackageRecord record) {
                return Optional.of("x");
            }
        };
        KeyedFilter keyed = new KeyedFilter("blacklist", KEY, filter);
        assertEquals(Optional.of(Instant.MAX), keyed.nextChange(RECORD, Instant.EPOCH));
        assertEquals(Optional.of("x"), keyed.explain(RECORD));
    }
}
