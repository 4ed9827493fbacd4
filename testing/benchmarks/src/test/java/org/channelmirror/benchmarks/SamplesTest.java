package org.channelmirror.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplesTest {

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddleOnes() {
        assertEquals(2, new Samples(List.of(9.0, 1.0, 2.0)).median());
        assertEquals(3, new Samples(List.of(9.0, 1.0, 4.0, 2.0)).median());
    }

    @Test
    void theRangeIsShown() {
        assertEquals("median 2.000 (1.000 to 9.000, 3 runs)", new Samples(List.of(9.0, 1.0, 2.0)).toString());
    }

    @Test
    void nothingHasNoMedian() {
        assertThrows(IllegalArgumentException.class, () -> new Samples(List.of()));
    }
}
