package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionSpecTest {

    @Test
    void compares() {
        assertMatches("==1.7", "1.7", "1.7.0");
        assertMatchesNot("==1.7", "1.7.1", "1.7rc1");
        assertMatches("1.7", "1.7.0");
        assertMatchesNot("1.7", "1.7.1");
        assertMatches("!=1.7", "1.7.1");
        assertMatchesNot("!=1.7", "1.7", "1.7.0");
        assertMatches(">1.7", "1.7.0.1", "1.7.post1");
        assertMatchesNot(">1.7", "1.7.0", "1.7rc1");
        assertMatches(">=1.7", "1.7", "2");
        assertMatchesNot(">=1.7", "1.6.9");
        assertMatches("<1.7", "1.7rc1", "1.7.dev0");
        assertMatchesNot("<1.7", "1.7");
        assertMatches("<=1.7", "1.7.0");
        assertMatchesNot("<=1.7", "1.7.1");
    }

    @Test
    void comparesBeginnings() {
        for (String spec : new String[] {"=1.2", "1.2.*", "1.2*", "=1.2.*", "=1.2*", "==1.2.*"}) {
            assertMatches(spec, "1.2", "1.2.0", "1.2.9", "1.2rc1", "1.2+3");
            assertMatchesNot(spec, "1.20", "1.1", "1.3", "1");
        }
        assertMatches("!=1.2.*", "1.20", "1.1");
        assertMatchesNot("!=1.2.*", "1.2", "1.2.9");
        assertMatches("~=1.2.3", "1.2.3", "1.2.10");
        assertMatchesNot("~=1.2.3", "1.2.2", "1.3");
        assertMatches("=1.1.1_", "1.1.1_");
        assertMatchesNot("=1.1.1_", "1.1.1a");
    }

    @Test
    void ordersIgnoreAGlobAtTheEnd() {
        assertMatches(">=1.2.*", "1.2", "1.3");
        assertMatches("<1.2.*", "1.1.9");
        assertMatchesNot("<1.2.*", "1.2");
    }

    @Test
    void globsAndRegularExpressionsReadTheText() {
        assertMatches("1.*.1", "1.7.1", "1.7.8.1");
        assertMatchesNot("1.*.1", "1.1", "1.7.2");
        assertMatches("!=1.*.1", "1.7.2");
        assertMatchesNot("!=1.*.1", "1.7.1");
        assertMatches("*.*", "1.7");
        assertMatchesNot("*.*", "1");
        assertMatches("^1\\.[5-8]\\.1$", "1.7.1");
        assertMatchesNot("^1\\.[5-8]\\.1$", "1.4.1", "1.7.1.1");
        assertMatches("1.6.*|^(0|1\\.7).*$|3", "1.6.1", "1.7.1", "0.5", "3.0");
        assertMatchesNot("1.6.*|^(0|1\\.7).*$|3", "1.8");
    }

    @Test
    void anythingMatchesAStar() {
        for (String spec : new String[] {"*", "=*", "==*", "(*)"}) {
            assertTrue(VersionSpec.parse(spec).isAny(), spec);
            assertMatches(spec, "0", "1.2");
        }
        assertFalse(VersionSpec.parse(">=0").isAny());
    }

    @Test
    void andBindsTighterThanOr() {
        assertMatches("1|2,<1", "1");
        assertMatchesNot("1|2,<1", "2");
        assertMatchesNot("(1|2),<1", "1");
        assertMatches(" ( 1 | ( 2 | 3 ) ) , != 3 ", "1", "2");
        assertMatchesNot(" ( 1 | ( 2 | 3 ) ) , != 3 ", "3", "4");
        assertMatches(">=2.7, !=3.0.*, !=3.1.*", "2.7", "3.2");
        assertMatchesNot(">=2.7, !=3.0.*, !=3.1.*", "2.6", "3.0.1");
    }

    @Test
    void isWrittenInOneWay() {
        assertEquals("1.7.*", VersionSpec.parse(" 1.7* ").toString());
        assertEquals(
                ">=1.0,<2|(3|4),!=3.5.*",
                VersionSpec.parse(">= 1.0, <2 | (3|4) , != 3.5.*").toString());
        assertEquals(VersionSpec.parse("1.7*"), VersionSpec.parse("1.7.*"));
        assertEquals(
                VersionSpec.parse("1.7*").hashCode(), VersionSpec.parse("1.7.*").hashCode());
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused("", "version spec \"\": a condition is empty");
        assertRefused(">=1,", "a condition is empty");
        assertRefused("1||2", "a condition is empty");
        assertRefused("()", "a condition is empty");
        assertRefused("(1", "a \"(\" is not closed");
        assertRefused("1)", "a \")\" has no \"(\"");
        assertRefused("(1)(2)", "\",\" or \"|\" is missing between two conditions");
        assertRefused("><1", "\"><\" is not an operator; there are ==, !=, <, >, <=, >=, = and ~=");
        assertRefused("===1", "\"===\" is not an operator");
        assertRefused(">=", "a version is missing after \">=\"");
        assertRefused("!=*", "\"!=*\" leaves no version");
        assertRefused("~=1", "\"~=\" needs a version of two parts or more");
        assertRefused("~=1.2.*", "\"~=\" needs a version of two parts or more without \"*\"");
        assertRefused("^1.5", "a regular expression begins with \"^\" and ends with \"$\"");
        assertRefused("1.5$", "a regular expression begins with \"^\" and ends with \"$\"");
        assertRefused("1.2 1.3", "it may have only letters, digits");
        assertRefused("=1..2", "version \"1..2\": a part of it is empty");
        assertRefused("1.", "a part of it is empty");
        assertRefused("(".repeat(10_000), "it has more than 4000 characters");
        assertRefused("(".repeat(100), "it is nested deeper than 50");
    }

    private static void assertMatches(String spec, String... versions) {
        for (String version : versions) {
            assertTrue(VersionSpec.parse(spec).matches(Version.parse(version)), spec + " with " + version);
        }
    }

    private static void assertMatchesNot(String spec, String... versions) {
        for (String version : versions) {
            assertFalse(VersionSpec.parse(spec).matches(Version.parse(version)), spec + " with " + version);
        }
    }

    private static void assertRefused(String spec, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> VersionSpec.parse(spec))
                .getMessage();
        assertTrue(message.contains(why), message);
    }
}
