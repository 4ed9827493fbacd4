package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Looks at a subdir's indexes as a client would, each time that the sync has moved a file into it. */
final class Reader implements WatchedDisk.Watch {

    private final Path published;
    private final MirrorChecker checker;
    private final Queue<String> lies = new ConcurrentLinkedQueue<>();

    Reader(Path root) {
        this.published = root.resolve("conda");
        this.checker = new MirrorChecker(root);
    }

    @Override
    public void before() {}

    @Override
    public void moved(Path target) throws IOException {
        if (!target.startsWith(published)) {
            return;
        }
        try {
            checker.checkIndexesBeside(target);
        } catch (AssertionError e) {
            lies.add("after " + target.getFileName() + " was moved: " + e.getMessage());
        }
    }

    List<String> lies() {
        return List.copyOf(lies);
    }
}
