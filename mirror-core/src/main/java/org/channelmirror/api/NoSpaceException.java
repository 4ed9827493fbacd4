package org.channelmirror.api;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The mirror's storage has not enough room. What is published stays as it is; once there is room, the same call goes on where this
 * one stopped.
 */
public final class NoSpaceException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final long needed;
    private final long free;

    /**
     * Says what is missing.
     *
     * @param subject what has no room, such as an account
     * @param problem what went wrong and what to do
     * @param needed how many bytes are needed, if that is known
     * @param free how many are free, if that is known
     * @param cause the storage's own exception, if it failed on the way
     */
    public NoSpaceException(
            String subject, String problem, OptionalLong needed, OptionalLong free, @Nullable Throwable cause) {
        super(subject + ": " + problem, subject, true, cause);
        this.needed = needed.orElse(-1);
        this.free = free.orElse(-1);
    }

    /**
     * How many bytes more the storage has to take.
     *
     * @return the number, or empty if the storage became full on the way
     */
    public OptionalLong neededBytes() {
        return needed < 0 ? OptionalLong.empty() : OptionalLong.of(needed);
    }

    /**
     * How many bytes are free there, those that are to stay free among them.
     *
     * @return the number, or empty if the storage became full on the way
     */
    public OptionalLong freeBytes() {
        return free < 0 ? OptionalLong.empty() : OptionalLong.of(free);
    }
}
