package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorListener;

/** Makes the client that a command works with. */
@FunctionalInterface
interface ClientFactory {

    /** The library's own client. */
    ClientFactory LIBRARY = (settings, listener) -> {
        MirrorClient.Builder builder = MirrorClient.builder()
                .maxParallel(settings.maxParallel())
                .retryPolicy(settings.retries())
                .proxies(settings.access().proxies())
                .tlsTrust(settings.access().trust())
                .credentials(settings.access().credentials())
                .listener(listener);
        settings.bandwidthLimit().ifPresent(builder::bandwidthLimit);
        return builder.build();
    };

    MirrorClient create(ClientSettings settings, MirrorListener listener);
}
