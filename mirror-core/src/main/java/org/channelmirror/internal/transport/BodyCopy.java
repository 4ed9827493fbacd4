package org.channelmirror.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.OptionalLong;

/** Moves one body from where it comes to the sink. */
final class BodyCopy {

    private static final int BUFFER = 64 * 1024;

    private final DownloadSink sink;
    private final DownloadObserver observer;
    private final BandwidthLimit bandwidth;

    BodyCopy(DownloadSink sink, DownloadObserver observer, BandwidthLimit bandwidth) {
        this.sink = sink;
        this.observer = observer;
        this.bandwidth = bandwidth;
    }

    /**
     * Copies a body from its first byte to its end.
     *
     * @return the number of bytes
     * @throws IOException if the stream failed
     */
    long whole(InputStream body, BodyVersion version) throws IOException, SinkFailedException, InterruptedException {
        drop();
        guarded(() -> sink.begins(version));
        return copy(body, version.total(), 0);
    }

    /** Copies what follows on what is here, to the end. */
    long rest(InputStream body, HalfBody half, OptionalLong total)
            throws IOException, SinkFailedException, InterruptedException {
        return copy(body, total, half.bytes());
    }

    /** Drops what is here. */
    void drop() throws SinkFailedException, InterruptedException {
        guarded(sink::restart);
    }

    private long copy(InputStream body, OptionalLong length, long here)
            throws IOException, SinkFailedException, InterruptedException {
        length.ifPresent(observer::length);
        byte[] buffer = new byte[bandwidth.portion(BUFFER)];
        long total = here;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            checkStopped(observer);
            int count = read;
            guarded(() -> sink.accept(buffer, 0, count));
            total += count;
            observer.progressed(total);
            bandwidth.take(count, observer);
        }
        return total;
    }

    /** Ends a download that nobody wants any more; takes the interrupt flag, because the exception now says it. */
    static void checkStopped(DownloadObserver observer) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while downloading");
        }
        if (observer.isCancelled()) {
            throw new InterruptedException("the download was cancelled");
        }
    }

    private static void guarded(SinkCall call) throws SinkFailedException, InterruptedException {
        try {
            call.run();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while storing a download");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new SinkFailedException(e);
        }
    }

    private interface SinkCall {
        void run() throws IOException;
    }
}
