package org.channelmirror.tests.kill;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.storage.Disk;

/**
 * The process that is killed: one sync, or another operation that changes a mirror. It says on its standard output when it begins, when it stands at its stop point, where
 * it waits to be killed, and when it has ended; its trace, outside the mirror, has a line for each index move.
 */
final class StoppableSync implements WatchedDisk.Watch {

    static final String BEGINS = "begins";
    static final String STANDS = "stands";
    static final String ENDED = "ended";

    private final StopPoint stop;
    private final BufferedWriter trace;
    private int moves;
    private long all;
    private long sinceMove;

    private StoppableSync(StopPoint stop, BufferedWriter trace) {
        this.stop = stop;
        this.trace = trace;
    }

    /** What the process does, with a disk that is watched. */
    @FunctionalInterface
    interface Work {
        void run(MirrorClient client, Disk disk) throws IOException, MirrorException;
    }

    /** Takes the mirror's root, the channel's URL, the trace's file and the numbers of a {@link StopPoint}. */
    public static void main(String[] args) throws IOException, MirrorException {
        run(args, (client, disk) -> {
            var report = Mirrors.sync(client, Path.of(args[0]), disk, URI.create(args[1]));
            if (!report.isComplete()) {
                throw new IllegalStateException(report.toString());
            }
        });
    }

    /** Does work that can be stopped, with the arguments of a process. */
    static void run(String[] args, Work work) throws IOException, MirrorException {
        StopPoint stop = new StopPoint(Integer.parseInt(args[3]), Long.parseLong(args[4]));
        try (MirrorClient client = MirrorClient.create();
                BufferedWriter trace = Files.newBufferedWriter(Path.of(args[2]))) {
            StoppableSync watch = new StoppableSync(stop, trace);
            say(BEGINS);
            work.run(client, new WatchedDisk(Disk.system(), watch));
            watch.write("end");
            say(ENDED);
        }
    }

    /** Every operation, of whichever thread, waits here once the stop point is reached. */
    @Override
    public synchronized void before() throws IOException {
        all++;
        sinceMove++;
        if (moves >= stop.moves() && sinceMove >= stop.operations()) {
            say(STANDS);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted instead of killed", e);
            }
        }
    }

    @Override
    public synchronized void moved(Path target) throws IOException {
        if (StopPoint.isIndexMove(target)) {
            moves++;
            if (moves == stop.moves()) {
                sinceMove = 0;
            }
            write(String.valueOf(target.getParent().getFileName()));
        }
    }

    private void write(String what) throws IOException {
        trace.write(all + " " + what + "\n");
        trace.flush();
    }

    static void say(String word) {
        System.out.println(word);
        System.out.flush();
    }
}
