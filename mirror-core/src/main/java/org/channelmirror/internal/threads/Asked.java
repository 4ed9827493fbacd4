package org.channelmirror.internal.threads;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what another thread asks upstream for. */
public final class Asked {

    private Asked() {}

    /** What it came to; {@code what} was asked for. */
    public static <T> T await(Future<T> future, String what) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("asking for " + what + " failed", cause);
        }
    }
}
