package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a disk carry out no more than so many operations, as it is for a process that is killed. */
final class StoppingWatch implements WatchedDisk.Watch {

    private final AtomicInteger left;

    StoppingWatch(int operations) {
        left = new AtomicInteger(operations);
    }

    boolean stopped() {
        return left.get() < 0;
    }

    @Override
    public void before() throws IOException {
        if (left.decrementAndGet() < 0) {
            throw new IOException("the disk has stopped");
        }
    }

    @Override
    public void moved(Path target) {}
}
