package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Journal;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * Moves verified packages into place and notes them in the journal, in batches: whoever comes while a batch is being written leaves
 * his package to the next. Thread-safe.
 */
final class Arrivals {

    private static final int BATCH = 64;

    private final SyncContext context;
    private final Subdir subdir;
    private final Journal journal;
    private final ConcurrentLinkedQueue<Arrival> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    private record Arrival(StagedWrite staged, StoragePath target, Holding holding) {}

    Arrivals(SyncContext context, Subdir subdir, Journal journal) {
        this.context = context;
        this.subdir = subdir;
        this.journal = journal;
    }

    /** Takes a package whose content is staged and durable; it is closed when it is in place. */
    void add(StagedWrite staged, StoragePath target, Holding holding) throws IOException {
        waiting.add(new Arrival(staged, target, holding));
        if (writing.tryLock()) {
            try {
                writeBatch();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Notes a package that was found in place. */
    void adopt(Holding holding, VersionToken token) throws IOException {
        holding.verified(context.clock().instant(), token);
        writing.lock();
        try {
            journal.append(List.of(holding.payload()));
        } finally {
            writing.unlock();
        }
    }

    /** Notes that nobody knows what is stored under a name, whatever was noted before. */
    void doubt(PackageFormat section, PackageFileName name) throws IOException {
        byte[] text = name.value().getBytes(StandardCharsets.US_ASCII);
        Holding unknown = new Holding().begin(section, text).set(Holding.UNVERIFIED);
        writing.lock();
        try {
            journal.append(List.of(unknown.payload()));
        } finally {
            writing.unlock();
        }
    }

    /** Returns when nothing waits any more. */
    void flush() throws IOException {
        writing.lock();
        try {
            while (!waiting.isEmpty()) {
                writeBatch();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Moves what waits in a file of {@link Replacements} over the files that no index names any more. */
    void replace(Path replacements) throws IOException {
        try (FrameReader frames = new FrameReader(Files.newInputStream(replacements))) {
            while (frames.next()) {
                Holding holding = new Holding().read(frames);
                StagedWrite staged = context.storage().stage(Replacements.stageKey(frames.payload(), frames.length()));
                StoragePath target =
                        context.store().published(subdir, holding.name().value());
                waiting.add(new Arrival(staged, target, holding));
                if (waiting.size() >= BATCH) {
                    flush();
                }
            }
        }
        flush();
    }

    private void writeBatch() throws IOException {
        List<Arrival> batch = new ArrayList<>();
        for (Arrival arrival = waiting.poll(); arrival != null; arrival = waiting.poll()) {
            batch.add(arrival);
        }
        if (batch.isEmpty()) {
            return;
        }
        List<VersionToken> tokens = context.storage()
                .publish(batch.stream()
                        .map(arrival -> new Publication(arrival.staged(), arrival.target()))
                        .toList());
        Instant now = context.clock().instant();
        List<ByteBuffer> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            entries.add(batch.get(i).holding().verified(now, tokens.get(i)).payload());
        }
        journal.append(entries);
    }
}
