package org.channelmirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The constants of validated types are made while their class is initialised: the rules must be there before them. */
class ConstantsTest {

    @Test
    void constantsAreThere() {
        assertEquals(new Subdir("noarch"), Subdir.NOARCH);
        assertEquals(new AccountName("anaconda"), AccountName.DEFAULT);
    }
}
