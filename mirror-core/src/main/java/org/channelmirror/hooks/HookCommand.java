package org.channelmirror.hooks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A command that a run starts. Immutable and thread-safe. {@link #toString()} does not show its words, which may hold secrets.
 *
 * @param words the program and its arguments
 * @param directory where it is started, and what a relative path of the program is relative to
 * @param timeout how long it may take, with everything that it starts
 */
public record HookCommand(List<String> words, Path directory, Duration timeout) {

    /** How long a command may take unless something else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private static final List<String> SHELL = List.of("sh", "-c");

    /**
     * Copies the words.
     *
     * @throws IllegalArgumentException if there is no program, or no time for it
     */
    public HookCommand {
        words = List.copyOf(words);
        Objects.requireNonNull(directory, "directory");
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new IllegalArgumentException("a command begins with a program");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a command needs time, not " + timeout);
        }
    }

    /**
     * A command line for the shell.
     *
     * @param line what {@code sh -c} runs
     * @param directory where it is started
     * @param timeout how long it may take
     * @return the command
     * @throws IllegalArgumentException if the line is blank, or there is no time for it
     */
    public static HookCommand shell(String line, Path directory, Duration timeout) {
        if (line.isBlank()) {
            throw new IllegalArgumentException("a command begins with a program");
        }
        return new HookCommand(List.of(SHELL.get(0), SHELL.get(1), line), directory, timeout);
    }

    /**
     * Looks whether its program is there. Of a line for the shell, the first word is looked for.
     *
     * @return what is wrong and what to do about it; empty if nothing is known to be
     */
    public Optional<String> problem() {
        ProgramFinder finder = new ProgramFinder(directory);
        Optional<String> missing = Optional.of(words.get(0)).filter(program -> !finder.isThere(program));
        if (missing.isEmpty() && words.size() == 3 && words.subList(0, 2).equals(SHELL)) {
            missing = finder.missingIn(words.get(2));
        }
        return missing.map(program ->
                "there is no program \"" + program + "\" that can be run; install it, or correct the command");
    }

    @Override
    public String toString() {
        return "a command of " + words.size() + " words, for at most " + timeout;
    }
}
