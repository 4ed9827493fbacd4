package org.channelmirror.filters;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.Version;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Rejects what fits none of some minor versions of Python. Immutable and thread-safe. */
final class PythonVersionsFilter implements PackageFilter {

    private final List<PythonVersion> versions;
    private final Decision rejection;
    private final BoundedCache<List<String>, Decision> decisions = new BoundedCache<>(PythonNeeds::length);

    private PythonVersionsFilter(List<PythonVersion> versions, Decision rejection) {
        this.versions = List.copyOf(versions);
        this.rejection = rejection;
    }

    static PythonVersionsFilter of(FilterConfig config) {
        List<PythonVersion> versions = Entries.of(config.value(), PythonVersion::parse);
        if (versions.isEmpty()) {
            throw new InvalidConfigException(
                    config.value(), "expected minor versions such as 3.12; remove the key to mirror every version");
        }
        String listed = versions.stream().map(PythonVersion::toString).collect(Collectors.joining(", "));
        return new PythonVersionsFilter(
                versions,
                Decision.reject(config.key() + ": fits none of " + listed)
                        .at(config.value().place()));
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        if (isPython(record)) {
            return ofPython(record);
        }
        if (record.subdir().equals(Subdir.NOARCH)) {
            return Decision.accept();
        }
        List<String> needs = PythonNeeds.of(record);
        return needs.isEmpty() ? Decision.accept() : decisions.get(needs, this::decide);
    }

    @Override
    public Optional<String> explain(PackageRecord record) {
        if (isPython(record)) {
            return Optional.of("version " + Shown.quoted(record.version()));
        }
        List<String> needs = PythonNeeds.of(record);
        String shown = needs.stream().limit(5).map(Shown::quoted).collect(Collectors.joining(", "));
        return Optional.of(needs.isEmpty() ? "depends on no python" : "depends on " + shown);
    }

    private Decision decide(List<String> needs) {
        PythonNeeds parsed = PythonNeeds.parse(needs);
        return versions.stream().anyMatch(parsed::areMetBy) ? Decision.accept() : rejection;
    }

    private Decision ofPython(PackageRecord record) {
        Optional<Version> own = Version.tryParse(record.version());
        boolean isListed = own.isPresent() && versions.stream().anyMatch(version -> version.includes(own.get()));
        return isListed ? Decision.accept() : rejection;
    }

    private static boolean isPython(PackageRecord record) {
        return record.name().equalsIgnoreCase("python");
    }
}
