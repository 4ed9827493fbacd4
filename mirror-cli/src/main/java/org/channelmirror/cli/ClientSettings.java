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

    /** More do not make a disk faster. */
    private static final int MOST_BESIDE_ONE_ANOTHER = 8;

    /** For what needs no upstream: packages are hashed on every processor. */
    static final ClientSettings OFFLINE =
            new ClientSettings(processors(), RetryPolicy.DEFAULT, Optional.empty(), UpstreamAccess.DEFAULT);

    static ClientSettings of(MirrorDefinition definition, UpstreamAccess access) {
        return new ClientSettings(
                definition.maxParallel(), definition.retryPolicy(), definition.bandwidthLimit(), access);
    }

    private static int processors() {
        return Math.min(MOST_BESIDE_ONE_ANOTHER, Runtime.getRuntime().availableProcessors());
    }
}
