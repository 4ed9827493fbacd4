package org.channelmirror.api;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a running operation to stop soon. Thread-safe; once cancelled it stays so. */
public final class Cancellation {

    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** A token that nobody has cancelled yet. */
    public Cancellation() {}

    /** Asks the operations that were given this token to stop. */
    public void cancel() {
        cancelled.set(true);
    }

    /**
     * Says whether {@link #cancel()} was called.
     *
     * @return true from then on
     */
    public boolean isCancelled() {
        return cancelled.get();
    }
}
