package org.channelmirror.config;

import java.util.Objects;

/**
 * One mistake in a configuration. Immutable and thread-safe.
 *
 * @param file the file as the caller named it
 * @param line the line, counted from 1; 0 if the problem is not in the text, such as a file that is not there
 * @param column the column in characters, counted from 1; 0 if the line is 0
 * @param message what is wrong and what to do, in one line; redacted
 */
public record ConfigProblem(String file, int line, int column, String message) {

    /**
     * Validates the position and redacts the message.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public ConfigProblem {
        Objects.requireNonNull(file, "file");
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("not a position: " + line + ":" + column);
        }
        message = Secrets.redact(Secrets.printable(message));
    }

    /**
     * A problem with a file as a whole.
     *
     * @param file the file as the caller named it
     * @param message what is wrong and what to do
     * @return a problem without a position
     */
    public static ConfigProblem ofFile(String file, String message) {
        return new ConfigProblem(file, 0, 0, message);
    }

    /** The form that editors and terminals recognise: {@code file:line:column: message}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
