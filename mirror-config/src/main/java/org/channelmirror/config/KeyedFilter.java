package org.channelmirror.config;

import java.time.Instant;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.PackageFilter;

/** A filter whose reasons always name the key as the file has it and a line of the file, whoever wrote the filter. */
record KeyedFilter(String key, ConfigNode.Place place, PackageFilter filter) implements PackageFilter {

    @Override
    public Decision test(PackageRecord record, Instant now) {
        Decision decision = filter.test(record, now);
        if (decision.reason().isEmpty()) {
            return decision;
        }
        String reason = decision.reason().get();
        boolean named = reason.contains(key);
        boolean placed = !decision.place().equals(ConfigNode.Place.NONE);
        return named && placed
                ? decision
                : new Decision(
                        decision.verdict(),
                        Optional.of(named ? reason : key + ": " + reason),
                        placed ? decision.place() : place);
    }

    @Override
    public Optional<Instant> nextChange(PackageRecord record, Instant now) {
        return filter.nextChange(record, now);
    }

    @Override
    public boolean needsFirstSeen() {
        return filter.needsFirstSeen();
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        return filter.explain(record);
    }
}
