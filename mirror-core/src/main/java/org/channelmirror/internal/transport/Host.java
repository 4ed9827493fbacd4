package org.channelmirror.internal.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A host in trouble, as all downloads of a run see it. While one of them waits for the host on behalf of all, the others wait for
 * that one. Thread-safe.
 */
final class Host {

    private static final long SLICE_MILLIS = 100;

    private int waiting;
    private Duration delay = Duration.ZERO;
    private String reason = "";
    private boolean tried;
    private @Nullable AttemptFailedException givenUp;

    /** Returns when nobody waits for the host any more; throws if it is given up. */
    void enter(DownloadObserver observer) throws AttemptFailedException, InterruptedException {
        boolean told = false;
        while (mustWait()) {
            BodyCopy.checkStopped(observer);
            if (!told) {
                tellOf(observer);
                told = true;
            }
            synchronized (this) {
                if (waiting > 0) {
                    wait(SLICE_MILLIS);
                }
            }
        }
        throwIfGivenUp();
    }

    /** From now on the others wait. */
    synchronized void hold(Duration time, String why) {
        waiting++;
        tell(time, why);
    }

    synchronized void release() {
        waiting--;
        notifyAll();
    }

    /** Says whether the caller is now the one that tries for all, until it calls {@link #endRound}. */
    synchronized boolean beginRound(String why) {
        if (tried || givenUp != null) {
            return false;
        }
        tried = true;
        hold(Duration.ZERO, why);
        return true;
    }

    /** What those who wait are told. */
    synchronized void tell(Duration time, String why) {
        delay = time;
        reason = why;
    }

    synchronized void endRound() {
        tried = false;
        release();
    }

    synchronized void giveUp(AttemptFailedException failure) {
        givenUp = failure;
    }

    private synchronized boolean mustWait() {
        return waiting > 0;
    }

    private void tellOf(DownloadObserver observer) {
        Duration time;
        String why;
        synchronized (this) {
            time = delay;
            why = reason;
        }
        observer.waits(time, why);
    }

    private synchronized void throwIfGivenUp() throws AttemptFailedException {
        if (givenUp != null) {
            throw givenUp.givenUp(0);
        }
    }
}
