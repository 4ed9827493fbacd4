package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyntaxProblemTest {

    @Test
    void starsAreNotBullets() {
        assertEquals(
                "3:5: \"*\" is not a bullet in YAML: did you mean \"- linux-64\"?",
                only("channels: r", "platforms:", "    * linux-64", "    * osx-64"));
    }

    @Test
    void aGlobThatBeginsWithAStarNeedsQuotes() {
        String message = " \"*\" begins an alias in YAML: a glob that begins with it needs quotes: ";

        assertEquals("2:5:" + message + "'*-dev'", only("exclude:", "  - *-dev"));
        assertEquals("2:5:" + message + "'*'", only("exclude:", "  - *"));
        assertEquals("1:11:" + message + "'*'", only("exclude: [*]"));
    }

    @Test
    void tabsAreNamed() {
        assertEquals("2:1: not valid YAML: indent with blanks, not with tabs", only("channels:", "\t- r"));
    }

    @Test
    void specialCharactersNeedQuotes() {
        assertEquals(
                "1:11: not valid YAML: put a value that begins with a special character in quotes",
                only("channels: @x"));
    }

    @Test
    void aMissingBlankAfterTheColonIsGuessed() {
        String problem = only("channels:r", "account: x");

        assertTrue(problem.startsWith("2:8: not valid YAML: a second \":\" in one value; is a blank missing"), problem);
    }

    @Test
    void whatIsNotClosedIsShownWhereItOpens() {
        assertEquals(
                "2:12: what opens here is not closed: add \",\" between values, or \"]\" at the end",
                only("channels: r", "platforms: [linux-64, osx-64"));
        assertTrue(only("channels: {r: x").endsWith("or \"}\" at the end"));
        assertEquals("2:10: the quote that opens here is not closed", only("channels: r", "account: 'x", "y: z"));
    }

    @Test
    void aLineThatContinuesNothingIsNamed() {
        assertTrue(only("- r", "account: x").startsWith("2:1: not valid YAML: this line does not continue"));
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertTrue(only("channels: r", "---", "channels: s").startsWith("2:1: a file holds one configuration"));
    }

    @Test
    void anotherRootIsRefused() {
        assertEquals("1:1: expected keys with values, such as \"channels: [conda-forge]\"", only("- conda-forge"));
        assertEquals("1:1: expected keys with values, such as \"channels: [conda-forge]\"", only("conda-forge"));
    }

    @Test
    void controlCharactersAreNamed() {
        assertEquals(
                "2:11: the character U+001B is not allowed in YAML; remove it",
                only("account: x", "channels: \u001b[2J"));
    }

    @Test
    void whatElseIsWrongIsToldAsTheReaderSaysIt() {
        String problem = only("account: \"\\q\"");

        assertTrue(problem.startsWith("1:12: not valid YAML: found unknown escape character"), problem);
    }

    @Test
    void aliasesAndDepthAreLimited() {
        String[] aliases = new String[40];
        aliases[0] = "channels: [&a [x]";
        for (int i = 1; i < aliases.length; i++) {
            aliases[i] = ", *a" + (i == aliases.length - 1 ? "]" : "");
        }
        assertTrue(only(aliases).contains("Number of aliases"), only(aliases));
        assertTrue(only("channels: " + "[".repeat(30)).contains("Nesting Depth"));
    }

    @Test
    void theLengthIsLimited() {
        String problem = only("channels: r", "# " + "x".repeat(YamlReader.MAX_BYTES));

        assertTrue(problem.contains("is longer than"), problem);
    }

    @Test
    void anAliasOfItselfEnds() {
        assertEquals("1:11: channels: expected a plain value, or a list of plain values", only("channels: &a [*a]"));
    }

    @Test
    void anAliasIsItsAnchorsValue() throws ConfigException {
        assertEquals(
                List.of("https://conda.anaconda.org/r/"),
                Configs.urls(Configs.parse("account: &name r", "channels: [*name]")));
    }

    private static String only(String... lines) {
        List<String> problems = Configs.problems(lines);
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }
}
