package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * Moves verified packages into place and notes them in the journal, in batches: making one package durable costs about as much as
 * making sixteen so. Small packages wait for one another; a large one, or one that comes a second after the last batch, does not.
 * Thread-safe.
 */
public final class Arrivals {

    private static final int BATCH = 16;
    private static final int BATCH_OF_ADOPTED = 512;
    private static final int PATIENCE = 4;
    private static final long BATCH_BYTES = 16 << 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final SyncContext context;
    private final Subdir subdir;
    private final Journal journal;
    private final int most;
    private final long mostBytes;
    private final ReentrantLock writing = new ReentrantLock();
    private List<Arrival> moving = new ArrayList<>();
    private List<Holding> adopted = new ArrayList<>();
    private long movingBytes;
    private Instant lastBatch;

    private record Arrival(StagedWrite staged, StoragePath target, Holding holding) {}

    public Arrivals(SyncContext context, Subdir subdir, Journal journal) {
        this(context, subdir, journal, BATCH, BATCH_BYTES);
    }

    /** With larger batches, for packages that come as fast as they can be written. */
    public Arrivals(SyncContext context, Subdir subdir, Journal journal, int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.context = context;
        this.subdir = subdir;
        this.journal = journal;
        this.lastBatch = context.clock().instant();
    }

    /** Takes a package whose content is staged and durable; it is closed when it is in place. */
    public void add(StagedWrite staged, StoragePath target, Holding holding) throws IOException {
        boolean due;
        synchronized (this) {
            moving.add(new Arrival(staged, target, holding));
            movingBytes += holding.size();
            due = moving.size() >= most
                    || movingBytes >= mostBytes
                    || lastBatch.plus(LONGEST_WAIT).isBefore(context.clock().instant());
        }
        if (due) {
            writeBatchOrLetOthers();
        }
    }

    /** Whoever comes while another makes a batch durable goes on, unless very much waits. */
    private void writeBatchOrLetOthers() throws IOException {
        boolean isMuch;
        synchronized (this) {
            isMuch = moving.size() >= PATIENCE * most || movingBytes >= PATIENCE * mostBytes;
        }
        if (isMuch) {
            writeBatch();
        } else if (writing.tryLock()) {
            try {
                writeBatch();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Notes a package that was found in place. */
    public void adopt(Holding holding, VersionToken token) throws IOException {
        boolean due;
        synchronized (this) {
            adopted.add(holding.verified(context.clock().instant(), token));
            due = adopted.size() >= BATCH_OF_ADOPTED;
        }
        if (due) {
            writeBatch();
        }
    }

    /** Notes that nobody knows what is stored under a name; which bytes are right stays known. */
    void doubt(UpstreamRecord order) throws IOException {
        byte[] text = order.name().value().getBytes(StandardCharsets.US_ASCII);
        Holding unknown = new Holding().begin(order.section(), text).set(Holding.UNVERIFIED);
        order.size().ifPresent(unknown::size);
        order.noted().ifPresent(unknown::sha256);
        writing.lock();
        try {
            journal.append(List.of(unknown.payload()));
        } finally {
            writing.unlock();
        }
    }

    /** Returns when everything that was taken is in place and noted. */
    public void flush() throws IOException {
        writeBatch();
    }

    /** Takes what waits in a file of {@link Waiting}, for which it is time now. */
    public void moveIn(Path waiting) throws IOException {
        try (FrameReader frames = new FrameReader(Files.newInputStream(waiting))) {
            while (frames.next()) {
                WaitingPackage next = WaitingPackage.read(context, subdir, frames);
                if (next.key().isPresent()) {
                    add(context.storage().stage(next.key().get()), next.target(), next.holding());
                } else {
                    adopt(next.holding(), next.holding().token());
                }
            }
        }
        flush();
    }

    private void writeBatch() throws IOException {
        writing.lock();
        try {
            List<Arrival> batch;
            List<ByteBuffer> entries = new ArrayList<>();
            synchronized (this) {
                batch = moving;
                moving = new ArrayList<>();
                movingBytes = 0;
                adopted.forEach(holding -> entries.add(holding.payload()));
                adopted = new ArrayList<>();
                lastBatch = context.clock().instant();
            }
            if (!batch.isEmpty()) {
                entries.addAll(move(batch));
            }
            if (!entries.isEmpty()) {
                journal.append(entries);
            }
        } finally {
            writing.unlock();
        }
    }

    private List<ByteBuffer> move(List<Arrival> batch) throws IOException {
        List<VersionToken> tokens = context.storage()
                .publish(batch.stream()
                        .map(arrival -> new Publication(arrival.staged(), arrival.target()))
                        .toList());
        Instant now = context.clock().instant();
        List<ByteBuffer> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            entries.add(batch.get(i).holding().verified(now, tokens.get(i)).payload());
        }
        return entries;
    }
}
