package org.channelmirror.internal.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameSetTest {

    @Test
    void whatWasAddedInAnyOrderIsFound() {
        NameSet.Builder builder = new NameSet.Builder();
        IntStream.range(0, 5000).forEach(i -> builder.add("name" + i % 3000));
        NameSet names = builder.build();
        assertEquals(
                3000,
                IntStream.range(0, 9000)
                        .filter(i -> names.contains(NameSet.key("name" + i)))
                        .count());
        assertTrue(names.contains(NameSet.key("name2999")));
        assertFalse(names.contains(NameSet.key("Name1")));
        assertFalse(NameSet.EMPTY.contains(0));
    }

    @Test
    void noNamesAreNone() {
        assertFalse(new NameSet.Builder().build().contains(0));
    }
}
