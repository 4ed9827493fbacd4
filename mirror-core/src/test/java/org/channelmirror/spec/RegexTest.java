package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegexTest {

    private static final List<String> ATOMS = List.of(
            "a", "b", "1", ".", "\\.", "\\d", "\\w", "\\D", "[ab]", "[^a]", "[a-c1]", "(a|b)", "(?:ab|)", "(a*b)", "_");
    private static final List<String> REPETITIONS =
            List.of("", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "{0,}", "*?", "{0}");

    /** The JDK's matcher backtracks, which does no harm to texts this short. */
    @Test
    void matchesWhatTheJdkMatches() {
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 3_000; i++) {
            String regex = "^" + sequence(random) + "$";
            if (random.nextInt(3) == 0) {
                regex = "^(?=" + sequence(random) + ")" + regex.substring(1);
            }
            Regex ours = Regex.of(regex);
            Pattern theirs = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
            for (int j = 0; j < 20; j++) {
                String text = text(random);
                boolean expected = theirs.matcher(text).matches();
                assertEquals(expected, ours.matches(text), regex + " with " + text);
                matched += expected ? 1 : 0;
            }
        }
        assertTrue(matched > 3_000, "only " + matched + " matched, which proves little");
    }

    @Test
    void takesNoLongerForWhatWouldBacktrack() {
        String text = "a".repeat(20_000);

        assertFalse(Regex.of("^(a*)*b$").matches(text));
        assertFalse(Regex.of("^(a|a)+(a|aa)+b$").matches(text));
        assertTrue(Regex.of("^(?=.*a)(a?){200}a*$").matches(text));
    }

    @Test
    void readsTheLookaheadsThatCondaWrites() {
        Regex merged = Regex.of("^(?=(?=.*_3)(?:.*red.*))(?:red_.*)$");

        assertTrue(merged.matches("red_habc123_3"));
        assertFalse(merged.matches("red_habc123_4"));
        assertFalse(merged.matches("blue_red_3"));
    }

    @Test
    void caseDoesNotMatter() {
        assertTrue(Regex.of("^Py[A-C]+$").matches("pYabC"));
        assertFalse(Regex.of("^[^a]$").matches("A"));
    }

    @Test
    void refusesWhatWouldNeedBacktracking() {
        assertRefused("^(a)\\1$", "\"\\1\" is not supported");
        assertRefused("^(?!a).*$", "groups that begin with \"(?\"");
        assertRefused("^(?<=a)b$", "groups that begin with \"(?\"");
        assertRefused("^(?i)a$", "groups that begin with \"(?\"");
        assertRefused("^a(?=b).*$", "a lookahead stands only at its beginning");
        assertRefused("^a\\b$", "\"\\b\" is not supported");
        assertRefused("^a++$", "a repetition is repeated");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertRefused("^a|b$", "put alternatives in parentheses, as in ^(a|b)$");
        assertRefused("^(a$", "a \"(\" is not closed");
        assertRefused("^a)$", "a \")\" has no \"(\"");
        assertRefused("^[a$", "a \"[\" is not closed");
        assertRefused("^[c-a]$", "a range in brackets is upside down");
        assertRefused("^[\\D]$", "\"\\D\" stands only outside of brackets");
        assertRefused("^*$", "\"*\" has nothing to repeat");
        assertRefused("^a{3,2}$", "expected a repetition such as {2}, {2,} or {2,3}");
        assertRefused("^a{,2}$", "a repetition takes a number up to 500");
        assertRefused("^a{501}$", "a repetition takes a number up to 500");
        assertRefused("^a\\$", "it ends within an escape");
        assertRefused("^a^$", "\"^\" stands only at its beginning or end");
    }

    @Test
    void refusesWhatWouldTakeTooMuch() {
        assertRefused("^((a{100}){100}){100}$", "more than 500 characters");
        assertRefused("^((((){100}){100}){100})$", "its repetitions are too many");
        assertRefused("^" + "(".repeat(10_000) + "$", "it is nested deeper than 50");
    }

    private static String sequence(Random random) {
        StringBuilder regex = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            regex.append(ATOMS.get(random.nextInt(ATOMS.size())))
                    .append(REPETITIONS.get(random.nextInt(REPETITIONS.size())));
        }
        return regex.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(7); left > 0; left--) {
            text.append("aaabbB1._c".charAt(random.nextInt(10)));
        }
        return text.toString();
    }

    private static void assertRefused(String regex, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> Regex.of(regex), regex)
                .getMessage();
        assertTrue(message.contains(why), message);
    }
}
