package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * Where packages go that a plan ordered: into place and into the journal at once, unless they replace published files or a gate has
 * to let them pass first. Thread-safe until it is finished.
 */
final class Landing implements AutoCloseable {

    private final SyncContext context;
    private final Subdir subdir;
    private final Arrivals arrivals;
    private final Waiting added;
    private final Waiting replacing;

    Landing(SyncContext context, Subdir subdir, Arrivals arrivals) throws IOException {
        this.context = context;
        this.subdir = subdir;
        this.arrivals = arrivals;
        this.added = new Waiting(context.scratch(), subdir + "-added");
        this.replacing = new Waiting(context.scratch(), subdir + "-replacing");
    }

    /** Takes a package whose content is staged and durable. */
    void arrived(UpstreamRecord order, Holding holding, StagedWrite staged) throws IOException {
        boolean replaces = order.is(UpstreamRecord.REPLACES);
        if (replaces || isGated()) {
            staged.close();
            (replaces ? replacing : added).add(holding, staged.key(), order.channel());
        } else {
            StoragePath target =
                    context.store().published(subdir, holding.name().value());
            arrivals.add(staged, target, holding);
        }
    }

    /** Takes a package that was found in place. What the index lists already passed when it came. */
    void found(UpstreamRecord order, Holding holding, VersionToken token) throws IOException {
        boolean listed = order.is(UpstreamRecord.LISTED) || order.is(UpstreamRecord.CHECK_ONLY);
        if (isGated() && !listed) {
            Instant now = context.clock().instant();
            added.addFound(holding.verified(now, token), order.channel());
        } else {
            arrivals.adopt(holding, token);
        }
    }

    /** Whether nothing waits. */
    boolean isEmpty() {
        return added.isEmpty() && replacing.isEmpty();
    }

    /** What waits, in two sorted files. */
    Waiters finish() throws IOException {
        return new Waiters(added.finish(), replacing.finish());
    }

    /**
     * Packages that wait.
     *
     * @param added those that replace nothing
     * @param replacing those that replace what is published
     */
    record Waiters(Path added, Path replacing) {}

    private boolean isGated() {
        return context.request().beforePublish().isPresent();
    }

    @Override
    public void close() throws IOException {
        try (added) {
            replacing.close();
        }
    }
}
