package org.channelmirror.server;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that sends parts of files without bringing them into the process. The part goes through the server as a mapping, which
 * holds the right bytes for whoever reads it; when it comes to be written here, nobody has, and the kernel is told to send the file.
 */
final class FileEndPoint extends SocketChannelEndPoint {

    /** Address space only: no page of it is touched. */
    private static final int WINDOW = 16 * 1024 * 1024;

    private volatile Part expected = new Part(ByteBuffer.allocate(0), null, 0);

    FileEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** The end point of a connection over which content goes as it is: HTTP/1 in the clear. */
    static Optional<FileEndPoint> of(ConnectionMetaData connection) {
        return connection.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()
                        && connection.getConnection().getEndPoint() instanceof FileEndPoint endPoint
                ? Optional.of(endPoint)
                : Optional.empty();
    }

    /** The next part of a file to be written here. */
    ByteBuffer window(FileChannel file, long position, long length) throws IOException {
        ByteBuffer window = file.map(FileChannel.MapMode.READ_ONLY, position, Math.min(WINDOW, length));
        expected = new Part(window, file, position);
        return window;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // an equal buffer may have come from elsewhere
    public boolean flush(ByteBuffer... buffers) throws IOException {
        Part part = expected;
        FileChannel file = part.file();
        int last = buffers.length - 1;
        if (file == null || last < 0 || buffers[last] != part.window()) {
            return super.flush(buffers);
        }
        return (last == 0 || super.flush(Arrays.copyOf(buffers, last))) && transfer(part, file);
    }

    /** Answers whether all of it is out; otherwise the socket takes no more for now. */
    private boolean transfer(Part part, FileChannel file) throws IOException {
        ByteBuffer window = part.window();
        while (window.hasRemaining()) {
            long from = part.position() + window.position();
            long sent = file.transferTo(from, window.remaining(), getChannel());
            if (sent == 0) {
                if (from >= file.size()) {
                    throw new EOFException("the file became shorter while it was sent");
                }
                return false;
            }
            notIdle();
            window.position(window.position() + (int) sent);
        }
        return true;
    }

    /**
     * What is written soon.
     *
     * @param window the mapping that stands for it
     * @param position where it begins in the file
     */
    private record Part(ByteBuffer window, @Nullable FileChannel file, long position) {}
}
