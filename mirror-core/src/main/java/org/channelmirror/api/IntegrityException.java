package org.channelmirror.api;

/** Something that was stored or sent is not what its checksum says. */
public final class IntegrityException extends MirrorException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what does not match.
     *
     * @param path what is damaged
     * @param problem what was expected and what was found
     */
    public IntegrityException(String path, String problem) {
        super(path + ": " + problem, path, false, null);
    }
}
