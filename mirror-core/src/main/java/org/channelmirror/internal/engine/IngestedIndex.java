package org.channelmirror.internal.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One channel's index of a subdir, taken in. Its files are sorted frames.
 *
 * @param channel its number
 * @param count how many records it has
 * @param records the {@link UpstreamRecord}s of {@code packages} and {@code packages.conda}
 * @param revised those of {@code v3}, where there are any
 * @param signatures the {@link TextPointer}s to its signatures, where there are any
 * @param text its uncompressed text, to which the frames point
 * @param header what else it says
 * @param packages where its packages are, with a trailing slash
 * @param rejected how many packages the filters left out, by reason
 */
record IngestedIndex(
        int channel,
        long count,
        Path records,
        Optional<Path> revised,
        Optional<Path> signatures,
        Path text,
        IndexHeader header,
        URI packages,
        Map<String, Long> rejected) {}
