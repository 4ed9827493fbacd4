package org.channelmirror.internal.engine;

import java.io.IOException;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.transport.DownloadSink;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;

/** Takes a package's bytes into staged content and digests them on the way. */
final class PackageSink implements DownloadSink {

    private final ChannelStorage storage;
    private final StageKey key;
    private final Digests digests;
    private final long mostBytes;
    private StagedWrite staged;

    /** More came than the record lists: whatever it is, it is not the package. */
    static final class OverlongException extends IOException {

        private static final long serialVersionUID = 1L;

        OverlongException() {
            super("upstream sent more bytes than it lists");
        }
    }

    PackageSink(ChannelStorage storage, StageKey key, Digests digests, long mostBytes) throws IOException {
        this.mostBytes = mostBytes;
        this.storage = storage;
        this.key = key;
        this.digests = digests;
        this.staged = StagedOutput.fresh(storage, key).staged();
    }

    @Override
    public void restart() throws IOException {
        if (staged.position() > 0) {
            staged.close();
            staged = StagedOutput.fresh(storage, key).staged();
        }
        digests.reset();
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        if (staged.position() + length > mostBytes) {
            throw new OverlongException();
        }
        staged.append(bytes, offset, length);
        digests.update(bytes, offset, length);
    }

    StagedWrite staged() {
        return staged;
    }
}
