package org.channelmirror.tests.kill;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where a process stops: before the n-th disk operation that comes after a number of index moves. An index move is a file's
 * getting the name of an index or of the state that names the generation; with them a publication begins, goes on and ends.
 *
 * @param moves how many index moves come first
 * @param operations the number of the operation after them, from 1
 */
record StopPoint(int moves, long operations) {

    /** There is no such operation. */
    static final StopPoint NEVER = new StopPoint(0, Long.MAX_VALUE);

    private static final Set<String> INDEX_FILES = Set.of("repodata.json", "repodata.json.zst", "CURRENT");

    static boolean isIndexMove(Path target) {
        return INDEX_FILES.contains(String.valueOf(target.getFileName()));
    }
}
