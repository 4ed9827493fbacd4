package org.channelmirror.benchmarks;

import java.nio.file.Path;

/** One way to go through an index from its first byte to its last. */
@FunctionalInterface
interface IndexPass {

    /**
     * Does the pass.
     *
     * @param repodata the index to read
     * @param target an empty folder for whatever is written
     */
    void run(Path repodata, Path target) throws Exception;
}
