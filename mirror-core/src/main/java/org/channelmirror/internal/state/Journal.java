package org.channelmirror.internal.state;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;

/**
 * What arrived since the last publication: {@link Holding}s, each with its length and a checksum, appended in batches that are
 * durable when {@link #append} returns. It lives as staged content, so that it survives the process; what follows the last whole
 * entry is what a loss of power left, and is dropped.
 */
public final class Journal implements AutoCloseable {

    private static final int MAX_ENTRY = 4096;
    private static final int CHUNK_BYTES = 16 << 20;

    private final StagedWrite staged;

    private Journal(StagedWrite staged) {
        this.staged = staged;
    }

    /** Opens the journal with what an earlier run left in it. */
    public static Journal open(ChannelStorage storage, StageKey key, Path scratch) throws IOException {
        Journal journal = new Journal(storage.stage(key));
        if (journal.isEmpty()) {
            return journal;
        }
        try (journal) {
            Path whole = Files.createTempFile(scratch, "journal", null);
            try {
                long length = journal.copyWholeEntries(whole);
                if (length < journal.staged.position()) {
                    journal.replace(storage, key, whole);
                }
            } finally {
                Files.delete(whole);
            }
        }
        return new Journal(storage.stage(key));
    }

    public void append(List<ByteBuffer> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer entry : entries) {
            byte[] payload = new byte[entry.remaining()];
            entry.duplicate().get(payload);
            bytes.writeBytes(encode(payload));
        }
        staged.append(bytes.toByteArray(), 0, bytes.size());
        staged.force();
    }

    public boolean isEmpty() {
        return staged.position() == 0;
    }

    /** The entries in a sorted file of frames; of several for one key the last. */
    public Path sorted(Path scratch, String name) throws IOException {
        try (SortedFrames frames = new SortedFrames(scratch, name, CHUNK_BYTES);
                DataInputStream in = entries()) {
            for (byte[] payload = next(in); payload.length > 0; payload = next(in)) {
                frames.add(ByteBuffer.wrap(payload));
            }
            return frames.finish();
        }
    }

    /** Forgets everything, after it went into a catalog. */
    public void discard() throws IOException {
        staged.discard();
    }

    /** An empty journal goes: while there is one, the next run has something to catch up on. */
    @Override
    public void close() throws IOException {
        if (isEmpty()) {
            staged.discard();
        }
        staged.close();
    }

    private DataInputStream entries() throws IOException {
        return new DataInputStream(new BufferedInputStream(staged.read()));
    }

    private long copyWholeEntries(Path target) throws IOException {
        long length = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                DataInputStream in = entries()) {
            for (byte[] payload = next(in); payload.length > 0; payload = next(in)) {
                byte[] entry = encode(payload);
                out.write(entry);
                length += entry.length;
            }
        }
        return length;
    }

    /** Losing power in here loses entries, not packages: those are found where they are and hashed again. */
    private void replace(ChannelStorage storage, StageKey key, Path content) throws IOException {
        staged.discard();
        try (InputStream in = Files.newInputStream(content);
                StagedOutput out = StagedOutput.fresh(storage, key);
                StagedWrite fresh = out.staged()) {
            in.transferTo(out);
            fresh.force();
        }
    }

    private static byte[] encode(byte[] payload) {
        ByteBuffer entry = ByteBuffer.allocate(payload.length + 2 * Integer.BYTES);
        return entry.putInt(payload.length).put(payload).putInt(sum(payload)).array();
    }

    /** The next entry's payload; empty at the end, or where no whole entry follows. */
    private static byte[] next(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            if (length <= 0 || length > MAX_ENTRY) {
                return new byte[0];
            }
            byte[] payload = in.readNBytes(length);
            return payload.length == length && in.readInt() == sum(payload) ? payload : new byte[0];
        } catch (EOFException e) {
            return new byte[0];
        }
    }

    private static int sum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
