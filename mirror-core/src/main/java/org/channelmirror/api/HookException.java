package org.channelmirror.api;

/** A hook that is asked for cannot be run, which was noticed before anything was fetched. */
public final class HookException extends MirrorException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the hook.
     *
     * @param hook such as {@code before_publish}
     * @param problem what is wrong and what to do about it
     */
    public HookException(String hook, String problem) {
        super(hook + ": " + problem, hook, false, null);
    }
}
