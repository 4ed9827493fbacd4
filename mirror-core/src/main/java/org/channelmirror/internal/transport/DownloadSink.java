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

    /** What is here of the body, from an attempt that broke off or from long ago; asked before each attempt. */
    default HalfBody here() {
        return HalfBody.NOTHING;
    }

    /**
     * Drops what came so far: the body begins again from its first byte. Called before the first byte too, unless the body goes
     * on from what is {@linkplain #here() here}.
     *
     * @throws IOException if that fails; it ends the download
     */
    void restart() throws IOException;

    /**
     * Hears which version of the body now begins from its first byte.
     *
     * @throws IOException if that fails; it ends the download
     */
    default void begins(BodyVersion version) throws IOException {}

    /**
     * Takes the next bytes.
     *
     * @throws IOException if they cannot be kept; it ends the download, because repeating it would not help
     */
    void accept(byte[] bytes, int offset, int length) throws IOException;
}
