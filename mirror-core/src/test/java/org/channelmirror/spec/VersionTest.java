package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionTest {

    /** Each line is greater than the one before it; what stands in one line is equal. */
    private static final List<List<String>> ASCENDING = List.of(
            List.of("*"),
            List.of("dev"),
            List.of("a"),
            List.of("0", "0.0", "00"),
            List.of("0.4", "0.4.0", "0.04", " 0.4 "),
            List.of("0.4.1.rc", "0.4.1.RC", "0.4.1.0rc", "0.4-1.rc"),
            List.of("0.4.1+local"),
            List.of("0.4.1", "0.4.1+0", "0.4.1+0.0"),
            List.of("0.4.1+1.local"),
            List.of("0.4.1+1"),
            List.of("0.5a1"),
            List.of("0.5C1"),
            List.of("0.5"),
            List.of("0.9.6"),
            List.of("0.960923"),
            List.of("post", "0post"),
            List.of("1.0.1dev1"),
            List.of("1.0.1_", "1.0.1-"),
            List.of("1.0.1a"),
            List.of("1.0.1devel"),
            List.of("1.0.1rc"),
            List.of("1.0.1rc1"),
            List.of("1.0.1", "1.0.1.0"),
            List.of("1.0.1.post1", "1.0.1.0post1"),
            List.of("1.0.1post1"),
            List.of("1.1rc1"),
            List.of("1.1.rc1", "1.1.0rc1"),
            List.of("1.1"),
            List.of("1996.07.12"),
            List.of("123456789012345678"),
            List.of("1234567890123456789", "01234567890123456789"),
            List.of("99999999999999999999998"),
            List.of("99999999999999999999999"),
            List.of("1!0.4.1", "01!0.4.1"),
            List.of("2!0.4.1"));

    @Test
    void isOrderedAsCondaDoes() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                for (String a : ASCENDING.get(i)) {
                    for (String b : ASCENDING.get(j)) {
                        int order = Version.parse(a).compareTo(Version.parse(b));
                        assertEquals(Integer.compare(i, j), Integer.signum(order), a + " and " + b);
                    }
                }
            }
        }
    }

    @Test
    void equalVersionsHaveOneHashCode() {
        for (List<String> equal : ASCENDING) {
            assertEquals(
                    1,
                    equal.stream()
                            .map(text -> Version.parse(text).hashCode())
                            .distinct()
                            .count());
            assertEquals(1, equal.stream().map(Version::parse).distinct().count());
        }
    }

    @Test
    void keepsItsText() {
        assertEquals("1.0-RC1", Version.parse("1.0-RC1").toString());
    }

    @Test
    void isReadIntoSegments() {
        assertEquals(
                "[0][1][2,g][0,beta,15][0,rc]",
                Version.parse("1.2g.beta15.rc").main().toString());
        assertEquals(
                "[1][2][15][1][0,alpha]", Version.parse("1!2.15.1_ALPHA").main().toString());
        assertEquals(
                "[1][2][15][1,alpha_]", Version.parse("1!2.15.1alpha_").main().toString());
        assertEquals(
                "[0][1][0,dev][0,post,1]", Version.parse("1.dev.post1").main().toString());
        assertEquals("[1][2][3,h,123]", Version.parse("1.0+1.2.3h123").local().toString());
    }

    @Test
    void beginsWithAnother() {
        assertBegins("1.2.3", "1.2", "1", "1.2.3", "01.02");
        assertBegins("1.2", "1.2.0", "1.2.0.0");
        assertBegins("1.2.3rc1", "1.2.3", "1.2.3r", "1.2.3rc");
        assertBegins("1.2+3.4", "1.2", "1.2+3", "1.2.0+3");
        assertBegins("1.2", "1.2+0");
        assertBeginsNot("1.2.3", "1.20", "1.2.3.1", "0.1", "1.2.3+1", "1!1.2", "1.2.4");
        assertBeginsNot("1.20", "1.2");
        assertBeginsNot("1.0devel", "1.0dev");
        assertBeginsNot("1.0dev", "1.0d");
        assertBeginsNot("1.2.1+3", "1.2+3");
    }

    @Test
    void saysWhyATextIsNoVersion() {
        assertRefused("", "version \"\": it is empty");
        assertRefused("  ", "version \"  \": it is empty");
        assertRefused("1..2", "version \"1..2\": a part of it is empty");
        assertRefused("1.", "a part of it is empty");
        assertRefused(".1", "a part of it is empty");
        assertRefused("1.0+", "a part of it is empty");
        assertRefused("1.0+a_", "a part of it is empty");
        assertRefused("+1", "it has only an epoch or a local part");
        assertRefused("1!", "it has only an epoch or a local part");
        assertRefused("!1", "what stands before \"!\" is not a number");
        assertRefused("a!1", "what stands before \"!\" is not a number");
        assertRefused("1.0!1", "what stands before \"!\" is not a number");
        assertRefused("1!2!3", "it has two epochs");
        assertRefused("1+2+3", "it has two local parts");
        assertRefused("1-2_3", "it has both \"-\" and \"_\", which mean the same");
        assertRefused("3.5&1", "it may have only letters, digits, \".\", \"_\", \"+\" and \"!\"");
        assertRefused("1\u0661", "it may have only letters");
        assertRefused("1.".repeat(600) + "1", "it has more than 1000 characters");
        assertRefused("1\n2", "version \"1?2\"");
    }

    private static void assertBegins(String version, String... prefixes) {
        for (String prefix : prefixes) {
            assertTrue(Version.parse(version).startsWith(Version.parse(prefix)), version + " begins with " + prefix);
        }
    }

    private static void assertBeginsNot(String version, String... prefixes) {
        for (String prefix : prefixes) {
            assertFalse(Version.parse(version).startsWith(Version.parse(prefix)), version + " begins with " + prefix);
        }
    }

    private static void assertRefused(String text, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> Version.parse(text))
                .getMessage();
        assertTrue(message.contains(why), message);
        assertEquals(Optional.empty(), Version.tryParse(text));
    }
}
