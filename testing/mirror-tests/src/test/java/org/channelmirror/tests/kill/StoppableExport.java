package org.channelmirror.tests.kill;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.channelmirror.api.MirrorException;

/** The process that is killed while it writes an archive; it stands still behind a number of bytes. */
final class StoppableExport {

    private StoppableExport() {}

    /** Takes the mirror's root, the archive, the trace's file and the numbers of a {@link StopPoint}, which counts bytes. */
    public static void main(String[] args) throws IOException, MirrorException {
        long last = Long.parseLong(args[4]);
        StoppableSync.run(
                new String[] {args[0], args[1], args[2], "0", String.valueOf(Long.MAX_VALUE)},
                (client, disk) -> ArchiveMirrors.write(
                        client, Path.of(args[0]), Path.of(args[1]), disk, out -> new Stopping(out, last)));
    }

    /** Comes to its last byte, and waits to be killed. */
    private static final class Stopping extends FilterOutputStream {

        private long left;

        Stopping(OutputStream out, long bytes) {
            super(out);
            this.left = bytes;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int count = (int) Math.min(length, left);
            out.write(bytes, offset, count);
            left -= count;
            if (count < length) {
                out.flush();
                StoppableSync.say(StoppableSync.STANDS);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IOException("interrupted instead of killed", e);
                }
            }
        }
    }
}
