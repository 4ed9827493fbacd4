package org.channelmirror.internal.transport;

import java.io.IOException;

/** Where a download's bytes go. Used by one thread. */
public interface DownloadSink {

    /** Keeps nothing. */
    DownloadSink NONE = new DownloadSink() {
        @Override
        public void restart() {}

        @Override
        public void accept(byte[] bytes, int offset, int length) {}
    };

    /**
     * Drops what came so far: the body begins again from its first byte. Called before the first byte too.
     *
     * @throws IOException if that fails; it ends the download
     */
    void restart() throws IOException;

    /**
     * Takes the next bytes.
     *
     * @throws IOException if they cannot be kept; it ends the download, because repeating it would not help
     */
    void accept(byte[] bytes, int offset, int length) throws IOException;
}
