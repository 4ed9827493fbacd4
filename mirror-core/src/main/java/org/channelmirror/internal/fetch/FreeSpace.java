package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.NoSpaceException;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Looks whether a plan has room where the mirror is kept, before anything of it is done. */
public final class FreeSpace {

    /** Of an upstream index's text: the new index, its compressed form and the catalog stand beside the old ones for a while. */
    private static final int INDEX_FACTOR = 2;

    private final SyncContext context;

    public FreeSpace(SyncContext context) {
        this.context = context;
    }

    /** Returns if there is room, or the storage cannot tell. */
    public void check(SubdirPlan plan, FetchQueue queue, List<IngestedIndex> indexes)
            throws IOException, NoSpaceException {
        OptionalLong usable = context.storage().usableSpace();
        if (usable.isEmpty() || plan.bytesToFetch() == 0) {
            return;
        }
        long index = 0;
        for (IngestedIndex each : indexes) {
            index += INDEX_FACTOR * Files.size(each.text());
        }
        long free = usable.getAsLong() - context.request().minFreeSpace();
        if (plan.bytesToFetch() + index <= free) {
            return;
        }
        long needed = absent(plan.subdir(), queue) + index;
        if (needed > free) {
            throw new NoSpaceException(
                    "account " + context.request().account(),
                    plan.subdir() + " needs " + text(needed) + " more, but "
                            + problem(usable.getAsLong(), context.request().minFreeSpace())
                            + "; nothing of it was fetched. Free some space or mirror less, then sync again",
                    OptionalLong.of(needed),
                    usable,
                    null);
        }
    }

    /** Says of a plan that was only asked for why a sync would be refused. */
    public static Optional<String> doubt(SyncContext context, long bytesToFetch) throws IOException {
        OptionalLong usable = context.storage().usableSpace();
        long reserve = context.request().minFreeSpace();
        return usable.isEmpty() || bytesToFetch <= usable.getAsLong() - reserve
                ? Optional.empty()
                : Optional.of(text(bytesToFetch) + " are to be fetched, but " + problem(usable.getAsLong(), reserve));
    }

    /** Whether a failure means that the disk or its quota is used up; Java knows no type for it, only the system's words. */
    public static boolean isExhausted(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (said.contains("no space left")
                    || said.contains("quota exceeded")
                    || said.contains("not enough space")) {
                return true;
            }
        }
        return false;
    }

    /** What is said where an operation on an account ends with that; it can be done again. */
    public static NoSpaceException exhausted(AccountName account, IOException failure) {
        return exhausted("account " + account, failure, "Free some space, then run the same command again");
    }

    public static NoSpaceException exhausted(String subject, IOException failure, String remedy) {
        return new NoSpaceException(
                subject,
                "the mirror's storage is full: " + failure.getMessage() + "; what is published is whole. " + remedy,
                OptionalLong.empty(),
                OptionalLong.empty(),
                failure);
    }

    /** What a plan counts may be in place all the same, not noted yet: a reset orders everything. */
    private long absent(Subdir subdir, FetchQueue queue) throws IOException {
        long bytes = 0;
        boolean sharesWithoutCopy = context.storage().capabilities().sharesWithoutCopy();
        try (OrderFeed orders = OrderFeed.of(context, subdir, queue)) {
            while (orders.next()) {
                UpstreamRecord order = orders.order();
                boolean isShared = orders.elsewhere().isPresent() && sharesWithoutCopy;
                if (!order.is(UpstreamRecord.CHECK_ONLY) && !isShared) {
                    StoragePath path =
                            context.store().published(subdir, order.name().value());
                    OptionalLong size = order.size();
                    boolean here = context.storage()
                            .stat(path)
                            .map(StoredObject::size)
                            .filter(stored -> size.isEmpty() || size.getAsLong() == stored)
                            .isPresent();
                    bytes += here ? 0 : size.orElse(0);
                }
            }
        }
        return bytes;
    }

    private static String problem(long usable, long reserve) {
        String free = "only " + text(usable) + " are free";
        return reserve == 0 ? free : free + ", of which " + text(reserve) + " are to stay free (min_free_space)";
    }

    private static String text(long bytes) {
        if (bytes < 1_000_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
