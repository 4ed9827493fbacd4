package org.channelmirror.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as a map of its fields. */
record MapCandidate(Map<?, ?> fields) implements Candidate {

    @Override
    public String name() {
        return (String) fields.get("name");
    }

    @Override
    public @Nullable Version version() {
        return Version.parseOrNull((String) fields.get("version"));
    }

    @Override
    public @Nullable String build() {
        return (String) fields.get("build");
    }

    @Override
    public long buildNumber() {
        return number("build_number");
    }

    @Override
    public @Nullable String subdir() {
        return (String) fields.get("subdir");
    }

    @Override
    public @Nullable ChannelName channel() {
        String channel = (String) fields.get("channel");
        return channel == null ? null : ChannelName.parse(channel);
    }

    @Override
    public @Nullable String fileName() {
        return (String) fields.get("fn");
    }

    @Override
    public @Nullable String url() {
        return (String) fields.get("url");
    }

    @Override
    public long size() {
        return number("size");
    }

    @Override
    public @Nullable String md5() {
        return (String) fields.get("md5");
    }

    @Override
    public @Nullable String sha256() {
        return (String) fields.get("sha256");
    }

    @Override
    public @Nullable String license() {
        return (String) fields.get("license");
    }

    @Override
    public @Nullable String licenseFamily() {
        return (String) fields.get("license_family");
    }

    @Override
    public @Nullable String trackFeatures() {
        return (String) fields.get("track_features");
    }

    @Override
    public @Nullable String features() {
        return (String) fields.get("features");
    }

    private long number(String key) {
        return fields.get(key) instanceof Long number ? number : -1;
    }
}
