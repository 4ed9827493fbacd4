package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.config.UpstreamAccess;

/** Makes the client that a command works with. */
@FunctionalInterface
interface ClientFactory {

    /** The library's own client. */
    ClientFactory LIBRARY = (maxParallel, retries, access, listener) -> MirrorClient.builder()
            .maxParallel(maxParallel)
            .retryPolicy(retries)
            .proxies(access.proxies())
            .tlsTrust(access.trust())
            .credentials(access.credentials())
            .listener(listener)
            .build();

    MirrorClient create(int maxParallel, RetryPolicy retries, UpstreamAccess access, MirrorListener listener);
}
