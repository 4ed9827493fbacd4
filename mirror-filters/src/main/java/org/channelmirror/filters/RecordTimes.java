package org.channelmirror.filters;

import java.time.Instant;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;

/** The times that a record's dates mean. */
final class RecordTimes {

    private RecordTimes() {}

    /** When the package was published: when the channel listed it, else when it was built. */
    static Optional<Instant> published(PackageRecord record) {
        Optional<Instant> indexed = record.indexedTimestamp();
        return indexed.isPresent() ? indexed : record.timestamp();
    }

    /** Since when the package can be had: a build's own date may be long before that, so that the mirror's counts if it is later. */
    static Optional<Instant> since(PackageRecord record) {
        Optional<Instant> indexed = record.indexedTimestamp();
        if (indexed.isPresent()) {
            return indexed;
        }
        Optional<Instant> built = record.timestamp();
        Optional<Instant> seen = record.firstSeen();
        if (built.isPresent() && seen.isPresent()) {
            return built.get().isAfter(seen.get()) ? built : seen;
        }
        return built.isPresent() ? built : seen;
    }
}
