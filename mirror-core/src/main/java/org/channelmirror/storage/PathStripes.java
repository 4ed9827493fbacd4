package org.channelmirror.storage;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.channelmirror.spi.StoragePath;

/** One lock for each of a few classes of paths, so that checking a target and changing it is one step for the users of a storage. */
final class PathStripes {

    private static final int COUNT = 64;

    private final List<Lock> locks =
            Stream.generate(() -> (Lock) new ReentrantLock()).limit(COUNT).toList();

    Lock of(StoragePath path) {
        return locks.get(Math.floorMod(path.hashCode(), COUNT));
    }
}
