package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.config.UpstreamAccess;

/**
 * What a client is made with.
 *
 * @param maxParallel how many transfers run at once
 * @param retries how failed requests are repeated
 * @param bandwidthLimit bytes a second, where they are limited
 * @param access how upstream is reached
 */
record ClientSettings(int maxParallel, RetryPolicy retries, Optional<Long> bandwidthLimit, UpstreamAccess access) {

    /** For what needs no upstream. */
    static final ClientSettings OFFLINE =
            new ClientSettings(1, RetryPolicy.DEFAULT, Optional.empty(), UpstreamAccess.DEFAULT);

    static ClientSettings of(MirrorDefinition definition, UpstreamAccess access) {
        return new ClientSettings(
                definition.maxParallel(), definition.retryPolicy(), definition.bandwidthLimit(), access);
    }
}
