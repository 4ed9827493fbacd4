package org.channelmirror.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.jspecify.annotations.Nullable;

/** Staged content in a file of its own. */
final class FileStagedWrite implements StagedWrite {

    /** The JDK keeps, for each thread, a buffer outside the heap of the size of its largest write. */
    private static final int LARGEST_WRITE = 64 * 1024;

    private final StageKey key;
    private final Path file;
    private final FileStaging staging;
    private @Nullable DiskFile open;
    private long position;
    private boolean contentForced;
    private boolean nameForced;
    private boolean ended;

    /** What an earlier handle appended counts as not forced: that handle's process may have died before it did. */
    FileStagedWrite(StageKey key, Path file, FileStaging staging) throws IOException {
        this.key = key;
        this.file = file;
        this.staging = staging;
        this.open = staging.open(file);
        this.position = open.size();
    }

    FileStaging staging() {
        return staging;
    }

    Path file() {
        return file;
    }

    @Override
    public StageKey key() {
        return key;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void append(byte[] bytes, int offset, int length) throws IOException {
        DiskFile target = open;
        if (target == null) {
            throw new IOException("staged content " + key + " was closed: stage it again to go on");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        contentForced = false;
        try {
            while (buffer.hasRemaining()) {
                buffer.limit(Math.min(buffer.position() + LARGEST_WRITE, offset + length));
                target.append(buffer);
                buffer.limit(offset + length);
            }
        } catch (IOException e) {
            throw new IOException("cannot write staged content " + file + ": " + e.getMessage(), e);
        } finally {
            position += buffer.position() - offset;
        }
    }

    @Override
    public void force() throws IOException {
        forceContent();
        if (!nameForced) {
            staging.forceNames();
            nameForced = true;
        }
    }

    /** All that publication needs, since it moves the file to another name. */
    @Override
    public void forceContent() throws IOException {
        if (ended) {
            throw new IOException("staged content " + key + " was published or discarded: stage it again");
        }
        if (contentForced) {
            return;
        }
        try {
            if (open != null) {
                staging.force(open);
            } else {
                try (DiskFile reopened = staging.reopen(file)) {
                    staging.force(reopened);
                }
            }
        } catch (IOException e) {
            throw new IOException("cannot make staged content " + file + " durable: " + e.getMessage(), e);
        }
        contentForced = true;
    }

    /** The time of its last change is that of the publication, which forces it all the same. */
    @Override
    public void writeOut() throws IOException {
        if (open != null) {
            open.writeOut();
        }
    }

    @Override
    public InputStream read() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public Optional<Path> localPath() {
        return Optional.of(file);
    }

    boolean isContentForced() {
        return contentForced && !ended;
    }

    /** Somebody else made it durable as it is now. */
    void contentWasForced() {
        contentForced = true;
    }

    /** The key may be in use again, by another handle; this one must leave it alone. */
    void published() {
        ended = true;
    }

    @Override
    public void discard() throws IOException {
        close();
        if (!ended) {
            staging.drop(file);
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        DiskFile closing = open;
        open = null;
        if (closing != null) {
            closing.close();
        }
    }
}
