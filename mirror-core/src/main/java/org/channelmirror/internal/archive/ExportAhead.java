package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the packages of a subdir that is exported, a few small ones ahead of the archive: looking for a file and verifying it
 * takes longer than writing it. Used by one thread.
 */
final class ExportAhead implements AutoCloseable {

    private static final int SMALL = 1 << 18;
    private static final int MOST = 64;

    private final ExportContent content;
    private final ExecutorService readers;
    private final Subdir subdir;
    private final FrameReader packages;
    private final Queue<Next> queue = new ArrayDeque<>();
    private boolean isEnded;

    /** A package whose turn comes, read already if it is small. */
    private record Next(Holding holding, @Nullable Future<byte[]> bytes) {}

    ExportAhead(ExportContent content, ExecutorService readers, Subdir subdir, Path packages) throws IOException {
        this.content = content;
        this.readers = readers;
        this.subdir = subdir;
        this.packages = new FrameReader(Files.newInputStream(packages));
        readOn();
    }

    private void readOn() throws IOException {
        while (!isEnded && queue.size() < MOST) {
            isEnded = !packages.next();
            if (!isEnded) {
                Holding holding = new Holding().read(packages);
                boolean isSmall = holding.size() <= SMALL;
                queue.add(new Next(holding, isSmall ? readers.submit(() -> content.read(subdir, holding)) : null));
            }
        }
    }

    /** The next package, or null at the end. */
    @Nullable
    Holding peek() {
        Next next = queue.peek();
        return next == null ? null : next.holding();
    }

    /** Writes the next package, and goes on to the one behind it. */
    void writeTo(OutputStream out) throws IOException {
        Next next = queue.remove();
        Future<byte[]> bytes = next.bytes();
        if (bytes == null) {
            content.copy(subdir, next.holding(), out);
        } else {
            out.write(result(bytes));
        }
        readOn();
    }

    private static byte[] result(Future<byte[]> bytes) throws IOException {
        try {
            return bytes.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while packages were read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a package could not be read", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        for (Next next : queue) {
            if (next.bytes() != null) {
                next.bytes().cancel(true);
            }
        }
        packages.close();
    }
}
