package org.channelmirror.api;

import org.jspecify.annotations.Nullable;

/** An index is not what repodata has to be (CEP 36). */
public final class RepodataFormatException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final long offset;
    private final String problem;

    /**
     * Says where and what was expected.
     *
     * @param location the index's URL or path
     * @param line the line, from 1; 0 if unknown
     * @param offset the byte in the uncompressed text, from 0; -1 if unknown
     * @param problem what is wrong and what was expected
     * @param cause what led to it, if anything
     */
    public RepodataFormatException(String location, int line, long offset, String problem, @Nullable Throwable cause) {
        super(location + at(line, offset) + ": " + problem, location, false, cause);
        this.line = line;
        this.offset = offset;
        this.problem = problem;
    }

    /**
     * What is wrong, without the place.
     *
     * @return a sentence
     */
    public String problem() {
        return problem;
    }

    /**
     * The line.
     *
     * @return from 1; 0 if unknown
     */
    public int line() {
        return line;
    }

    /**
     * The byte in the uncompressed text.
     *
     * @return from 0; -1 if unknown
     */
    public long offset() {
        return offset;
    }

    private static String at(int line, long offset) {
        String atLine = line > 0 ? " line " + line : "";
        return offset < 0 ? atLine : atLine + " byte " + offset;
    }
}
