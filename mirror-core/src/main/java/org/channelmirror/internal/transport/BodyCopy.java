package org.channelmirror.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;

/** Moves one body from where it comes to the sink. */
final class BodyCopy {

    private static final int BUFFER = 64 * 1024;

    private final DownloadSink sink;
    private final DownloadObserver observer;

    BodyCopy(DownloadSink sink, DownloadObserver observer) {
        this.sink = sink;
        this.observer = observer;
    }

    /**
     * Copies to the end.
     *
     * @param length as announced, or negative
     * @return the number of bytes
     * @throws IOException if the stream failed
     */
    long copy(InputStream body, long length) throws IOException, SinkFailedException, InterruptedException {
        guarded(sink::restart);
        if (length >= 0) {
            observer.length(length);
        }
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            checkStopped(observer);
            int count = read;
            guarded(() -> sink.accept(buffer, 0, count));
            total += count;
            observer.progressed(total);
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
