package org.channelmirror.benchmarks;

/** Measures wall time. */
final class Stopwatch {

    private static final double NANOS = 1e9;

    private Stopwatch() {}

    static double seconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / NANOS;
    }

    /** What is measured. */
    @FunctionalInterface
    interface Work {

        void run() throws Exception;
    }
}
