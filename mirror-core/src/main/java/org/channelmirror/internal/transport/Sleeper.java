package org.channelmirror.internal.transport;

import java.time.Duration;

/** Waits; a test's does not. */
@FunctionalInterface
public interface Sleeper {

    /** Blocks the calling thread, or ends with an exception when the thread is interrupted. */
    void sleep(Duration time) throws InterruptedException;
}
