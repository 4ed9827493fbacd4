package org.channelmirror.internal.merge;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.table.Reasons;

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
 * @param opening the members before its records, where shards can tell the rest
 * @param packages where its packages are, with a trailing slash
 * @param reasons why packages are left out, as the frames say by number
 * @param nextChange when the passing of time alone changes what the filters say
 */
public record IngestedIndex(
        int channel,
        long count,
        Path records,
        Optional<Path> revised,
        Optional<Path> signatures,
        Path text,
        IndexHeader header,
        Optional<byte[]> opening,
        URI packages,
        Reasons reasons,
        Optional<Instant> nextChange) {

    /** The same index with other frames. */
    IngestedIndex with(Path newRecords, Optional<Path> newRevised) {
        return new IngestedIndex(
                channel,
                count,
                newRecords,
                newRevised,
                signatures,
                text,
                header,
                opening,
                packages,
                reasons,
                nextChange);
    }
}
