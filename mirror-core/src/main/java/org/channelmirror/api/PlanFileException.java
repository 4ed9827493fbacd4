package org.channelmirror.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A plan cannot be followed, because its file is not one or it is a plan of something else, or it cannot be written. */
public final class PlanFileException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * Says where and why.
     *
     * @param file the plan's file
     * @param line the line, from 1; 0 if it is no single line's fault
     * @param problem what is wrong and what was expected
     * @param cause what led to it, if anything
     */
    public PlanFileException(Path file, int line, String problem, @Nullable Throwable cause) {
        super("plan " + file + (line > 0 ? " line " + line : "") + ": " + problem, file.toString(), false, cause);
        this.line = line;
    }

    /**
     * The line.
     *
     * @return from 1; 0 if it is no single line's fault
     */
    public int line() {
        return line;
    }
}
