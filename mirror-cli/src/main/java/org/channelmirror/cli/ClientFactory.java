package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.RetryPolicy;

/** Makes the client that a command works with. */
@FunctionalInterface
interface ClientFactory {

    /** The library's own client. */
    ClientFactory LIBRARY = (maxParallel, retries, listener) -> MirrorClient.builder()
            .maxParallel(maxParallel)
            .retryPolicy(retries)
            .listener(listener)
            .build();

    MirrorClient create(int maxParallel, RetryPolicy retries, MirrorListener listener);
}
