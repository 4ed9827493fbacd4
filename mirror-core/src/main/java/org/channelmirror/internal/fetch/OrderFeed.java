package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.model.Subdir;

/** A plan's orders one by one, each with the file of another account that has the ordered bytes, if there is one. */
final class OrderFeed implements AutoCloseable {

    /** What replaces or heals is fetched: until it is known to be right nothing of it may be where an index names it. */
    private static final int NOT_SHARED = UpstreamRecord.REPLACES
            | UpstreamRecord.CHECK_ONLY
            | UpstreamRecord.LISTED
            | UpstreamRecord.DOUBTED
            | UpstreamRecord.MALFORMED;

    private final FrameReader orders;
    private final List<OtherCatalog> others;
    private final UpstreamRecord order = new UpstreamRecord();

    private OrderFeed(FrameReader orders, List<OtherCatalog> others) {
        this.orders = orders;
        this.others = others;
    }

    /** Begins; with a gate, which sees only what is staged, nothing is shared. */
    static OrderFeed of(SyncContext context, Subdir subdir, FetchQueue queue) throws IOException {
        boolean isShared =
                queue.count() > 0 && context.request().beforePublish().isEmpty();
        List<OtherCatalog> others = isShared ? OtherCatalog.all(context, subdir) : List.of();
        return new OrderFeed(new FrameReader(Files.newInputStream(queue.orders())), others);
    }

    boolean next() throws IOException {
        if (!orders.next()) {
            return false;
        }
        order.read(orders);
        return true;
    }

    /** The order at hand, until the next. */
    UpstreamRecord order() {
        return order;
    }

    /** Where its bytes are already; asked once for each order, in their order. */
    Optional<SharedFile> elsewhere() {
        if (order.is(NOT_SHARED) || !order.is(UpstreamRecord.HAS_SHA256)) {
            return Optional.empty();
        }
        for (OtherCatalog other : others) {
            Optional<SharedFile> found = other.find(order);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        for (OtherCatalog other : others) {
            other.close();
        }
        orders.close();
    }
}
