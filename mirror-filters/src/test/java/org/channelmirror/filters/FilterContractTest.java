package org.channelmirror.filters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.testkit.filters.PackageFilterContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, for every provider of this module. */
class FilterContractTest {

    private abstract static class OfKey extends PackageFilterContract {

        private final String key;
        private final List<String[]> values;

        OfKey(String key, String[]... values) {
            this.key = key;
            this.values = List.of(values);
        }

        @Override
        protected FilterProvider provider() {
            return Filters.provider(key);
        }

        @Override
        protected List<FilterConfig> configs() {
            return values.stream()
                    .map(texts -> FilterConfig.of(key, Arrays.asList(texts)))
                    .toList();
        }
    }

    private static String[] values(String... values) {
        return values;
    }

    private static FilterConfig config(String key, ConfigNode value, Path folder) {
        return new FilterConfig(key, value, folder);
    }

    private static ConfigNode scalar(String text) {
        return new ConfigNode.Scalar(text, ConfigNode.Place.NONE);
    }

    @Nested
    class Only extends OfKey {
        Only() {
            super("only", values("numpy", "lib*"), values("python 3.11.*", "*[license=MIT]", "conda-forge::six"));
        }
    }

    @Nested
    class Exclude extends OfKey {
        Exclude() {
            super("exclude", values(), values("numpy", "p* >=3"));
        }
    }

    @Nested
    class Include extends OfKey {
        Include() {
            super("include", values(), values("numpy >=1", "six"));
        }
    }

    @Nested
    class LicenseBlacklist extends OfKey {
        LicenseBlacklist() {
            super("license_blacklist", values(), values("GPL"), values("gpl-3.0-only", "*x*", "NONE", "other"));
        }
    }

    @Nested
    class OnlyLicenses extends OfKey {
        OnlyLicenses() {
            super("only_licenses", values("GPL", "MIT"), values("NONE", "OTHER"));
        }
    }

    @Nested
    class Fields extends OfKey {
        Fields() {
            super("fields");
        }

        @Override
        protected List<FilterConfig> configs() {
            ConfigNode globs = new ConfigNode.Mapping(
                    Map.of("license", scalar("*gpl*"), "depends", scalar("python*")), ConfigNode.Place.NONE);
            return List.of(config("fields", globs, Path.of("")));
        }
    }

    @Nested
    class TrackFeatures extends OfKey {
        TrackFeatures() {
            super("track_features", values("mkl", "no*"));
        }

        @Override
        protected List<FilterConfig> configs() {
            return List.of(
                    super.configs().get(0),
                    config("track_features", scalar("true"), Path.of("")),
                    config("track_features", scalar("false"), Path.of("")));
        }
    }

    private abstract static class OfScalar extends OfKey {

        private final List<String> texts;

        OfScalar(String key, String... texts) {
            super(key);
            this.texts = List.of(texts);
        }

        @Override
        protected List<FilterConfig> configs() {
            return texts.stream()
                    .map(text -> config(provider().keys().get(0), scalar(text), Path.of("")))
                    .toList();
        }
    }

    @Nested
    class MinAge extends OfScalar {
        MinAge() {
            super("min_age", "7d", "52w", "1000w");
        }

        @Override
        protected List<PackageRecord> records() {
            PackageRecord built = Records.linux("'name':'a','timestamp':1767139200000");
            return List.of(
                    built,
                    Records.seen(built, now().minusSeconds(10)),
                    Records.linux("'name':'a','indexed_timestamp':1767225600000"),
                    Records.linux("'name':'a','indexed_timestamp':1893456000000"));
        }
    }

    @Nested
    class PublishedAfter extends OfScalar {
        PublishedAfter() {
            super("published_after", "2024-01-01", "2030-01-01T00:00:00+02:00");
        }
    }

    @Nested
    class PublishedBefore extends OfScalar {
        PublishedBefore() {
            super("published_before", "2024-01-01", "2030-01-01T00:00:00+02:00");
        }
    }

    @Nested
    class MaxSize extends OfScalar {
        MaxSize() {
            super("max_size", "999", "1kB", "1GiB");
        }
    }

    @Nested
    class Formats extends OfKey {
        Formats() {
            super("formats", values("conda"), values("tar.bz2", "conda"));
        }
    }

    @Nested
    class PythonVersions extends OfKey {
        PythonVersions() {
            super("python_versions", values("3.12"), values("3.9", "2.7"));
        }
    }

    @Nested
    class ExcludeAdvisories extends OfKey {

        @TempDir
        Path folder;

        ExcludeAdvisories() {
            super("exclude_advisories");
        }

        @Override
        protected List<FilterConfig> configs() {
            try {
                Files.writeString(folder.resolve("a.json"), """
                        {"id": "X-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "numpy"},
                         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}
                        """);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of(
                    config("exclude_advisories", scalar("a.json"), folder),
                    config("exclude_advisories", scalar("."), folder));
        }
    }
}
