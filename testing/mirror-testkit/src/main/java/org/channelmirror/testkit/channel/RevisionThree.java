package org.channelmirror.testkit.channel;

import java.util.Collection;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.model.PackageFormat;

/** What an index says in {@code v3}, and of it (CEP 48). */
final class RevisionThree {

    private RevisionThree() {}

    /** The section by extension and stem. */
    static SortedMap<String, Object> records(Map<PackageBuilder, MadePackage> made) {
        SortedMap<String, Object> sections = new TreeMap<>();
        for (PackageFormat format : PackageFormat.values()) {
            SortedMap<String, Object> records = new TreeMap<>();
            made.forEach((pkg, result) -> {
                if (pkg.isListedInV3() && pkg.section().equals(format.section())) {
                    records.put(pkg.stem(), pkg.record(result));
                }
            });
            sections.put(format.suffix().substring(1), records);
        }
        return sections;
    }

    /** The counts for {@code info}. */
    static SortedMap<String, Object> info(Collection<PackageBuilder> packages) {
        LongSummaryStatistics times = packages.stream()
                .filter(PackageBuilder::isListedInV3)
                .map(PackageBuilder::indexedTimestamp)
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .summaryStatistics();
        SortedMap<String, Object> info = new TreeMap<>();
        info.put("message", "read v3");
        info.put(
                "n_packages",
                packages.stream().filter(PackageBuilder::isListedInV3).count());
        if (times.getCount() > 0) {
            info.put("oldest", times.getMin());
            info.put("newest", times.getMax());
        }
        return info;
    }
}
