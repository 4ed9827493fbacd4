package org.channelmirror.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration cannot be used. The message has all its problems, one a line, and under the first that has a place the
 * line of the file that it is about.
 */
public final class ConfigException extends MirrorException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LINE = 160;
    private static final Comparator<ConfigProblem> BY_POSITION =
            Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column);

    private final transient List<ConfigProblem> problems;

    /**
     * Names the problems.
     *
     * @param problems at least one; they are sorted by position
     * @param text the text they are about; empty if there is none
     * @throws IllegalArgumentException if there is no problem
     */
    public ConfigException(List<ConfigProblem> problems, String text) {
        this(problems, text, null);
    }

    /**
     * Names the only problem, one that no line shows.
     *
     * @param problem the problem
     * @param cause what led to it, if anything
     */
    public ConfigException(ConfigProblem problem, @Nullable Throwable cause) {
        this(List.of(problem), "", cause);
    }

    private ConfigException(List<ConfigProblem> problems, String text, @Nullable Throwable cause) {
        super(describe(problems, text), problems.get(0).file(), false, cause);
        this.problems = sorted(problems);
    }

    /**
     * What is wrong.
     *
     * @return at least one problem, sorted by line and column
     */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static List<ConfigProblem> sorted(List<ConfigProblem> problems) {
        return problems.stream().sorted(BY_POSITION).toList();
    }

    private static String describe(List<ConfigProblem> problems, String text) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception about a configuration names its problems");
        }
        StringBuilder message = new StringBuilder();
        String source = "";
        for (ConfigProblem problem : sorted(problems)) {
            message.append(message.isEmpty() ? "" : "\n").append(problem);
            if (source.isEmpty() && problem.line() > 0) {
                source = sourceLine(text, problem.line());
                message.append(source);
            }
        }
        return message.toString();
    }

    private static String sourceLine(String text, int line) {
        List<String> lines = text.lines().map(Secrets::printable).toList();
        return Stream.of(Secrets.source(lines, line).strip())
                .filter(source -> !source.isEmpty())
                .map(source -> "\n    " + (source.length() > MAX_LINE ? source.substring(0, MAX_LINE) + "..." : source))
                .collect(Collectors.joining());
    }
}
