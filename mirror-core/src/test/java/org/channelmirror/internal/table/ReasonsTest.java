package org.channelmirror.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void eachReasonHasANumberOfItsOwn() {
        Reasons reasons = new Reasons();
        int first = reasons.number("a");
        int second = reasons.number("b");
        assertTrue(first != second && first != Reasons.NONE && second != Reasons.NONE);
        assertEquals(first, reasons.number("a"));
        assertEquals("b", reasons.text(second));
    }

    /** A number has two bytes in a frame. */
    @Test
    void aReasonForEveryPackageEndsInOneForTheRest() {
        Reasons reasons = new Reasons();
        int last = 0;
        for (int i = 0; i < 200_000; i++) {
            last = reasons.number("reason " + i);
        }
        assertTrue(reasons.size() < 1 << 16, "so many: " + reasons.size());
        assertEquals("further reasons", reasons.text(last));
        assertEquals("reason 5", reasons.text(reasons.number("reason 5")));
    }
}
