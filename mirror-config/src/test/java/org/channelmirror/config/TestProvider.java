package org.channelmirror.config;

import java.util.List;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;

/** A plug-in of the tests: keeps the names it is given and refuses values that begin with "bad". */
record TestProvider(FilterStage stage, int apiRevision, List<String> keys) implements FilterProvider {

    static TestProvider of(FilterStage stage, String... keys) {
        return new TestProvider(stage, API_REVISION, List.of(keys));
    }

    /** Stands in for the filters by name, which this module does not know. */
    static List<FilterProvider> byName() {
        return List.of(
                of(FilterStage.CLOSED_LIST, "only", "pkg_list", "package_list"),
                of(FilterStage.REMOVAL, "exclude", "blacklist"),
                of(FilterStage.EXCEPTION, "include", "whitelist"));
    }

    @Override
    public PackageFilter create(FilterConfig config) {
        if (config.values().contains("none")) {
            throw new IllegalArgumentException("\"none\" stands alone");
        }
        for (ConfigNode.Scalar value : config.value().scalars()) {
            if (value.text().startsWith("bad")) {
                throw new InvalidConfigException(value, "\"" + value.text() + "\" is bad");
            }
        }
        return (record, now) -> decide(config, record);
    }

    private Decision decide(FilterConfig config, PackageRecord record) {
        boolean listed = config.values().contains(record.name());
        return listed == (stage != FilterStage.REMOVAL) ? Decision.accept() : Decision.reject(config.key());
    }
}
