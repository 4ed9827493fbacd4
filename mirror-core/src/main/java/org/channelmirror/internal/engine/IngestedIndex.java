package org.channelmirror.internal.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * One channel's index of a subdir, taken in.
 *
 * @param channel its number
 * @param count how many records it has
 * @param records its records in a sorted file of {@link UpstreamRecord} frames
 * @param text its uncompressed text, to which the frames point
 * @param header what else it says
 * @param packages where its packages are, with a trailing slash
 * @param rejected how many packages the filters left out, by reason
 */
record IngestedIndex(
        int channel,
        long count,
        Path records,
        Path text,
        IndexHeader header,
        URI packages,
        Map<String, Long> rejected) {}
