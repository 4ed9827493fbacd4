package org.channelmirror.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes one stream into volumes of a size, each with its checksums. */
final class VolumeOutput extends OutputStream {

    private final Opener opener;
    private final long most;
    private final List<Volume> volumes = new ArrayList<>();
    private @Nullable DigestedOutput current;
    private long left;
    private boolean closed;

    /** Makes the files. */
    @FunctionalInterface
    interface Opener {
        OutputStream open(int number) throws IOException;
    }

    /** A volume that is written. */
    record Volume(int number, String sha256, String md5) {}

    VolumeOutput(Opener opener, OptionalLong most) {
        this.opener = opener;
        this.most = most.orElse(Long.MAX_VALUE);
    }

    List<Volume> volumes() {
        return List.copyOf(volumes);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            DigestedOutput out = current;
            if (out == null || left == 0) {
                out = next();
            }
            int count = (int) Math.min(length - done, left);
            out.write(bytes, offset + done, count);
            done += count;
            left -= count;
        }
    }

    private DigestedOutput next() throws IOException {
        end();
        DigestedOutput opened = new DigestedOutput(opener.open(volumes.size() + 1));
        current = opened;
        left = most;
        return opened;
    }

    private void end() throws IOException {
        DigestedOutput ended = current;
        current = null;
        if (ended != null) {
            ended.close();
            volumes.add(new Volume(volumes.size() + 1, ended.sha256(), ended.md5()));
        }
    }

    @Override
    public void flush() throws IOException {
        if (current != null) {
            current.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            if (current == null && volumes.isEmpty()) {
                next();
            }
            end();
        }
    }

    /** Ends without a result. */
    void abandon() throws IOException {
        closed = true;
        DigestedOutput left = current;
        current = null;
        if (left != null) {
            left.close();
        }
    }
}
