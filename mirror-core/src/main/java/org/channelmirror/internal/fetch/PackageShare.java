package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a package from another account of the same storage instead of fetching it. No index names the place where it is put, so that
 * what turns out not to be the ordered bytes can be taken away again, and is fetched.
 */
final class PackageShare {

    private static final Logger LOG = LoggerFactory.getLogger(PackageShare.class);

    private final SyncContext context;
    private final PackageFetch fetch;

    PackageShare(SyncContext context, PackageFetch fetch) {
        this.context = context;
        this.fetch = fetch;
    }

    /** Shares; empty if anything is not as it should be, and then nothing is at the place. */
    Optional<PackageFetch.Stored> share(UpstreamRecord order, SharedFile file) throws IOException {
        Optional<StoredObject> source = context.storage().stat(file.path());
        if (source.isEmpty() || !isNoted(source.get(), file)) {
            return Optional.empty();
        }
        StoragePath target = fetch.target(order);
        try {
            context.storage().share(file.path(), target);
        } catch (IOException e) {
            LOG.debug("{} cannot be shared: {}", file.path(), e.getMessage());
            return Optional.empty();
        }
        Optional<StoredObject> placed = context.storage().stat(target);
        if (placed.isPresent() && isNoted(placed.get(), file)) {
            return Optional.of(new PackageFetch.Stored(placed.get(), file.digests()));
        }
        // A copy, or the other account was given another file in the meantime.
        Optional<PackageFetch.Stored> hashed = fetch.findStored(order);
        if (hashed.isEmpty()) {
            context.storage().delete(List.of(target));
        }
        return hashed;
    }

    private static boolean isNoted(StoredObject object, SharedFile file) {
        return object.token().equals(file.token())
                && object.size() == file.digests().size();
    }
}
