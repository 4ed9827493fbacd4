package org.channelmirror.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.channelmirror.spi.ByteRange;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/** Sends a part of a file piece by piece, each when the one before is out. */
final class FilePump extends IteratingNestedCallback {

    private final Pieces pieces;
    private final Response response;
    private final long end;
    private long position;

    FilePump(ByteRange range, Pieces pieces, Response response, Callback callback) {
        super(callback);
        this.pieces = pieces;
        this.response = response;
        this.position = range.offset();
        this.end = range.offset() + range.length();
    }

    @Override
    protected Action process() throws IOException {
        if (position == end) {
            return Action.SUCCEEDED;
        }
        ByteBuffer piece = pieces.next(position, end - position);
        position += piece.remaining();
        response.write(position == end, piece, this);
        return Action.SCHEDULED;
    }

    /** Where the pieces come from. */
    @FunctionalInterface
    interface Pieces {

        /** At least one byte and at most {@code length}, from a position on. */
        ByteBuffer next(long position, long length) throws IOException;
    }
}
