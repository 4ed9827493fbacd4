package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.ShardedText;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.DoubtfulShardsException;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.ShardIndexFetcher.Answer;
import org.channelmirror.model.Redaction;

/**
 * Finds the shard index that belongs to a whole index, so that the next one can be read by its shards. One that is older does no harm,
 * since a shard is only fetched once too often then; of one that is newer nobody knows whether the whole index has what its shards
 * list, unless it followed the whole one closely and a while ago: some tools write it last. Whether the names are the same shows when
 * the whole index is read ({@link ShardFitness}). Thread-safe.
 */
final class ShardPairs {

    /** What one publication makes is minutes apart at most, */
    private static final Duration PUBLICATION = Duration.ofMinutes(10);

    /** and after this time hardly any cache on the way has an index from before it. */
    private static final Duration AT_REST = Duration.ofMinutes(30);

    private final SyncContext context;
    private final AbsentUrls absent;
    private final Survey.Answers wanted;
    private final ShardIndexFetcher indexes;

    ShardPairs(SyncContext context, AbsentUrls absent, ShardIndexFetcher indexes, Survey.Answers wanted) {
        this.context = context;
        this.absent = absent;
        this.wanted = wanted;
        this.indexes = indexes;
    }

    /** The same index with its shards, if upstream has them and they can be relied on. What only looks keeps nothing. */
    Fetched paired(Fetched whole, URI uri) throws IOException, InterruptedException {
        if (wanted == Survey.Answers.WHOLE || absent.isKnown(uri)) {
            return whole;
        }
        try {
            if (indexes.ask(uri, Validator.NONE) instanceof Answer.Fetched index && belongs(index, whole)) {
                return whole.with(new ShardedText(index.input(), index.shards(), Optional.empty()));
            }
        } catch (DoubtfulShardsException e) {
            context.events().warn(Redaction.redact(uri), e.getMessage() + "; upstream's shards are not used");
        } catch (TransferException e) {
            // Nothing depends on it; the whole index is here.
            return whole;
        }
        return whole;
    }

    private boolean belongs(Answer.Fetched index, Fetched whole) {
        Optional<Instant> time = index.input().validator().modified();
        Optional<Instant> last = whole.input().validator().modified();
        if (time.isEmpty() || last.isEmpty() || !isSameServer(index.from(), whole.from())) {
            return false;
        }
        if (!time.get().isAfter(last.get())) {
            return true;
        }
        return !time.get().isAfter(last.get().plus(PUBLICATION))
                && !time.get().plus(AT_REST).isAfter(context.now());
    }

    /** The times of two servers cannot be compared. */
    private static boolean isSameServer(URI one, URI other) {
        return Objects.equals(one.getScheme(), other.getScheme()) && Objects.equals(host(one), host(other));
    }

    private static String host(URI uri) {
        String authority = String.valueOf(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
