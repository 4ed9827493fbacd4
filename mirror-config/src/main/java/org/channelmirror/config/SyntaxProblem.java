package org.channelmirror.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What a text that is not YAML gets wrong, in words that help the one who wrote it. */
record SyntaxProblem(Position position, String message) {

    /** The others quote what stands there. */
    private static final String AMONG_SECRETS =
            "not valid YAML: is a quote or a bracket not closed, are lines indented unlike"
                    + " their neighbours, or does a value with special characters need quotes?";

    private static final Pattern BULLET = Pattern.compile("\\s*\\*\\s+(\\S.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("[^\\s,\\]}]+");

    static SyntaxProblem of(MarkedYAMLException e, String text) {
        SyntaxProblem found = find(e, text);
        return Secrets.isSecret(text.lines().toList(), found.position().line())
                ? new SyntaxProblem(found.position(), AMONG_SECRETS)
                : found;
    }

    private static SyntaxProblem find(MarkedYAMLException e, String text) {
        String problem = Optional.ofNullable(e.getProblem()).orElse("");
        String context = Optional.ofNullable(e.getContext()).orElse("");
        Optional<Mark> start = Optional.ofNullable(e.getContextMark());
        Position here = Optional.ofNullable(e.getProblemMark())
                .or(() -> start)
                .map(Position::of)
                .orElse(Position.START);
        Position begun = start.map(Position::of).orElse(here);

        if (context.contains("alias") || problem.contains("alias")) {
            return alias(begun, lineOf(text, begun));
        }
        if (context.contains("flow sequence") || context.contains("flow mapping")) {
            String bracket = context.contains("sequence") ? "]" : "}";
            return new SyntaxProblem(
                    begun,
                    "what opens here is not closed: add \",\" between values, or \"" + bracket + "\" at the end");
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected")) {
            return new SyntaxProblem(begun, "the quote that opens here is not closed");
        }
        if (context.contains("single document")) {
            return new SyntaxProblem(here, "a file holds one configuration: remove what follows \"---\"");
        }
        return new SyntaxProblem(here, "not valid YAML: " + hint(problem));
    }

    private static SyntaxProblem alias(Position at, String line) {
        Matcher bullet = BULLET.matcher(line);
        if (bullet.matches()) {
            return new SyntaxProblem(at, "\"*\" is not a bullet in YAML: did you mean \"- " + bullet.group(1) + "\"?");
        }
        String rest = line.codePoints()
                .skip(at.column() - 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Matcher word = WORD.matcher(rest);
        String glob = word.lookingAt() ? word.group() : "*";
        return new SyntaxProblem(
                at, "\"*\" begins an alias in YAML: a glob that begins with it needs quotes: '" + glob + "'");
    }

    private static String hint(String problem) {
        if (problem.contains("(TAB)")) {
            return "indent with blanks, not with tabs";
        }
        if (problem.contains("cannot start any token")) {
            return "put a value that begins with a special character in quotes";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "a second \":\" in one value; is a blank missing after the first one, is this line indented"
                    + " unlike the others, or does the value need quotes?";
        }
        if (problem.contains("<block end>")) {
            return "this line does not continue what stands before it: indent it like its neighbours, and begin"
                    + " the entries of a list with \"- \"";
        }
        return problem;
    }

    private static String lineOf(String text, Position position) {
        return text.lines().skip(position.line() - 1L).findFirst().orElse("");
    }
}
