package org.channelmirror.internal.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads that work for one operation and end with it. */
public final class Workers {

    private Workers() {}

    /** Starts threads; what a task throws goes to the handler. */
    public static ExecutorService start(int count, String name, Thread.UncaughtExceptionHandler handler) {
        return Executors.newFixedThreadPool(count, runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(handler);
            return thread;
        });
    }

    /** Waits until every task has ended, whatever happens; says whether the waiting thread was interrupted meanwhile. */
    public static boolean awaitEnd(ExecutorService workers, Runnable onInterrupt) {
        boolean interrupted = false;
        workers.shutdown();
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
                onInterrupt.run();
            }
        }
        return interrupted;
    }
}
