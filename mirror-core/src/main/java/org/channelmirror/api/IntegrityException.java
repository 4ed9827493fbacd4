package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;

/** Something that was stored or sent is not what its checksum says. */
public final class IntegrityException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Says what does not match.
     *
     * @param path what is damaged
     * @param problem what was expected and what was found
     */
    public IntegrityException(String path, String problem) {
        this(path, problem, "");
    }

    /**
     * Says what does not match, and what helps.
     *
     * @param path what is damaged
     * @param problem what was expected and what was found
     * @param remedy what to do about it, in one line; empty if nothing special is known
     */
    public IntegrityException(String path, String problem, String remedy) {
        super(path + ": " + problem, path, false, null);
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * What to do about it.
     *
     * @return a line, or empty if nothing special is known
     */
    public Optional<String> remedy() {
        return remedy.isEmpty() ? Optional.empty() : Optional.of(remedy);
    }
}
