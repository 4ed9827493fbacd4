package org.channelmirror.internal.state;

import java.io.IOException;
import java.io.OutputStream;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;

/** A staged write as a stream, begun anew: what an earlier run left under the key is dropped. Closing keeps what was written. */
public final class StagedOutput extends OutputStream {

    private final StagedWrite staged;
    private final byte[] one = new byte[1];

    private StagedOutput(StagedWrite staged) {
        this.staged = staged;
    }

    public static StagedOutput fresh(ChannelStorage storage, StageKey key) throws IOException {
        StagedWrite staged = storage.stage(key);
        if (staged.position() == 0) {
            return new StagedOutput(staged);
        }
        try (staged) {
            staged.discard();
        }
        return new StagedOutput(storage.stage(key));
    }

    public StagedWrite staged() {
        return staged;
    }

    @Override
    public void write(int b) throws IOException {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        staged.append(bytes, offset, length);
    }

    /** The content stays staged and the handle open: publication closes it. */
    @Override
    public void close() {}
}
