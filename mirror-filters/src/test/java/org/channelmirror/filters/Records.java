package org.channelmirror.filters;

import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;

/** Records that differ in their name only. */
final class Records {

    private Records() {}

    static PackageRecord named(String name) {
        return new PackageRecord(
                Subdir.NOARCH,
                new PackageFileName(name + "-1.0-0.conda"),
                name,
                "1.0",
                "0",
                0,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
