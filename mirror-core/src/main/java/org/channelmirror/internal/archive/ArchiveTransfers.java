package org.channelmirror.internal.archive;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.channelmirror.api.Transfer;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;

/** Tells a listener of packages on their way into an archive or out of one. Thread-safe. */
final class ArchiveTransfers {

    /** Between two of these nobody hears of bytes. */
    private static final long STEP = 4 << 20;

    private final Events events;

    ArchiveTransfers(Events events) {
        this.events = events;
    }

    Transfer begin(Subdir subdir, PackageFileName name, long size) {
        Transfer transfer = new Transfer(events.nextTransferId(), subdir + "/" + name, OptionalLong.of(size));
        events.send(listener -> listener.transferStarted(transfer));
        return transfer;
    }

    void end(Transfer transfer) {
        events.send(listener -> listener.transferSucceeded(transfer));
    }

    /** The same stream; of a large package one that tells how far it is. */
    OutputStream watched(OutputStream out, Transfer transfer) {
        if (transfer.totalBytes().orElse(0) < STEP) {
            return out;
        }
        Count count = new Count(transfer);
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                count.add(length);
            }
        };
    }

    /** The same for what is read. */
    InputStream watched(InputStream in, Transfer transfer) {
        if (transfer.totalBytes().orElse(0) < STEP) {
            return in;
        }
        Count count = new Count(transfer);
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = in.read(bytes, offset, length);
                count.add(Math.max(read, 0));
                return read;
            }
        };
    }

    /** How much of one package went through. */
    private final class Count {

        private final Transfer transfer;
        private long bytes;
        private long told;

        Count(Transfer transfer) {
            this.transfer = transfer;
        }

        void add(long more) {
            bytes += more;
            if (bytes - told >= STEP) {
                told = bytes;
                long now = bytes;
                events.send(listener -> listener.transferProgressed(transfer, now));
            }
        }
    }
}
