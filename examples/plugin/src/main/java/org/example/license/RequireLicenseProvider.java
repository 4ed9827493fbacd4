package org.example.license;

import java.util.List;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** Removal of packages that do not say what they are licensed under, by {@code require_license: true}. Thread-safe. */
public final class RequireLicenseProvider implements FilterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RequireLicenseProvider() {}

    @Override
    public List<String> keys() {
        return List.of("require_license");
    }

    @Override
    public FilterStage stage() {
        return FilterStage.REMOVAL;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        ConfigNode.Scalar value = config.scalar();
        Decision rejection = Decision.reject(config.key() + ": none is listed").at(value.place());
        return switch (value.text()) {
            case "true" -> (record, now) -> hasLicense(record) ? Decision.accept() : rejection;
            case "false" -> (record, now) -> Decision.accept();
            default -> throw new InvalidConfigException(value, "expected true or false");
        };
    }

    private static boolean hasLicense(PackageRecord record) {
        return record.license().filter(text -> !text.isBlank()).isPresent();
    }
}
