package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.RetryPolicy;

/** Makes the client that a command works with. */
@FunctionalInterface
interface ClientFactory {

    /** The library's own client. */
    ClientFactory LIBRARY = (maxParallel, retries, bandwidthLimit, listener) -> {
        MirrorClient.Builder builder = MirrorClient.builder()
                .maxParallel(maxParallel)
                .retryPolicy(retries)
                .listener(listener);
        bandwidthLimit.ifPresent(builder::bandwidthLimit);
        return builder.build();
    };

    MirrorClient create(int maxParallel, RetryPolicy retries, Optional<Long> bandwidthLimit, MirrorListener listener);
}
