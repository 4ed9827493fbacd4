package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.Candidate;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/** A record with every field that a match spec can ask for. Reads its version once, when it is asked for; not thread-safe. */
final class SpecCandidate implements Candidate {

    private final PackageRecord record;
    private final BoundedCache<Channel, ChannelName> channels;
    private @Nullable Version version;
    private boolean versionRead;

    SpecCandidate(PackageRecord record, BoundedCache<Channel, ChannelName> channels) {
        this.record = record;
        this.channels = channels;
    }

    @Override
    public String name() {
        return record.name();
    }

    @Override
    public @Nullable Version version() {
        if (!versionRead) {
            version = Version.tryParse(record.version()).orElse(null);
            versionRead = true;
        }
        return version;
    }

    @Override
    public String build() {
        return record.build();
    }

    @Override
    public long buildNumber() {
        return record.buildNumber();
    }

    @Override
    public String subdir() {
        return record.subdir().name();
    }

    @Override
    public @Nullable ChannelName channel() {
        return record.channel()
                .map(channel -> channels.get(channel, ChannelName::of))
                .orElse(null);
    }

    @Override
    public String fileName() {
        return record.file().value();
    }

    @Override
    public @Nullable String url() {
        ChannelName channel = channel();
        return channel == null
                ? null
                : channel.url()
                        .map(url -> url + "/" + subdir() + "/" + fileName())
                        .orElse(null);
    }

    @Override
    public long size() {
        return record.size().orElse(-1);
    }

    @Override
    public @Nullable String md5() {
        return record.md5().map(Digest::hex).orElse(null);
    }

    @Override
    public @Nullable String sha256() {
        return record.sha256().map(Digest::hex).orElse(null);
    }

    @Override
    public @Nullable String license() {
        return record.license().orElse(null);
    }

    @Override
    public @Nullable String licenseFamily() {
        return record.licenseFamily().orElse(null);
    }

    @Override
    public @Nullable String trackFeatures() {
        return words("track_features");
    }

    @Override
    public @Nullable String features() {
        return words("features");
    }

    private @Nullable String words(String field) {
        List<String> words = record.values(field);
        return words.isEmpty() ? null : String.join(" ", words);
    }
}
