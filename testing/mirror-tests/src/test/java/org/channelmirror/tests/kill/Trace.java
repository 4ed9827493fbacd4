package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process wrote of its sync: after which of its disk operations each index move came, and in which subdir's folder.
 *
 * @param operations the number of the last operation before each index move
 * @param subdirs the subdir of each index move
 * @param total how many operations there were; 0 if the process did not come to its end
 */
record Trace(List<Long> operations, List<String> subdirs, long total) {

    private static final String END = "end";

    static Trace read(Path file) throws IOException {
        List<Long> operations = new ArrayList<>();
        List<String> subdirs = new ArrayList<>();
        long total = 0;
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] fields = line.split(" ", 2);
            if (fields[1].equals(END)) {
                total = Long.parseLong(fields[0]);
            } else {
                operations.add(Long.parseLong(fields[0]));
                subdirs.add(fields[1]);
            }
        }
        return new Trace(List.copyOf(operations), List.copyOf(subdirs), total);
    }

    boolean hasEnded() {
        return total > 0;
    }

    /**
     * Says how far the publication had come when the process of this trace was killed. The publication of one subdir goes from its
     * first index move to its last; where files are replaced, it takes three steps, and all of them are within.
     *
     * @param whole the trace of the same sync, not disturbed
     */
    Phase phase(Trace whole) {
        int begun = 0;
        int ended = 0;
        for (String subdir : UpstreamState.SUBDIRS) {
            long moves = count(subdirs, subdir);
            begun += moves > 0 ? 1 : 0;
            ended += moves == count(whole.subdirs, subdir) ? 1 : 0;
        }
        if (begun > ended) {
            return Phase.WITHIN;
        }
        if (begun == 0) {
            return Phase.BEFORE;
        }
        return ended == UpstreamState.SUBDIRS.size() ? Phase.AFTER : Phase.BETWEEN;
    }

    /** Every stop point within the publications of this sync, which was not disturbed. */
    List<StopPoint> withinPublications() {
        List<StopPoint> points = new ArrayList<>();
        for (int move = 1; move < operations.size(); move++) {
            if (subdirs.get(move).equals(subdirs.get(move - 1))) {
                long gap = operations.get(move) - operations.get(move - 1);
                for (long operation = 1; operation <= gap; operation++) {
                    points.add(new StopPoint(move, operation));
                }
            }
        }
        return points;
    }

    private static long count(List<String> all, String one) {
        return all.stream().filter(one::equals).count();
    }

    /** Where a kill fell. */
    enum Phase {
        /** No index had been moved. */
        BEFORE,
        /** The publication of a subdir had begun, but not ended. */
        WITHIN,
        /** One subdir was published, the other not begun. */
        BETWEEN,
        /** Every subdir was published. */
        AFTER
    }
}
