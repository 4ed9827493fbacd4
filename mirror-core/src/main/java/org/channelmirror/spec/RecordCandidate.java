package org.channelmirror.spec;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageRecord;
import org.jspecify.annotations.Nullable;

/** A {@link PackageRecord} that match specs are tested against. Reads its version once, when it is asked for; not thread-safe. */
public final class RecordCandidate implements Candidate {

    private final PackageRecord record;
    private final @Nullable ChannelName channel;
    private final @Nullable Function<Channel, ChannelName> names;
    private @Nullable Version version;
    private boolean versionRead;

    private RecordCandidate(
            PackageRecord record, @Nullable ChannelName channel, @Nullable Function<Channel, ChannelName> names) {
        this.record = Objects.requireNonNull(record, "record");
        this.channel = channel;
        this.names = names;
    }

    /**
     * A record of which no channel is known: conditions on the channel and the URL are not met.
     *
     * @param record the record
     * @return the candidate
     */
    public static RecordCandidate of(PackageRecord record) {
        return new RecordCandidate(record, null, null);
    }

    /**
     * A record of a channel.
     *
     * @param record the record
     * @param channel where it comes from
     * @return the candidate
     */
    public static RecordCandidate of(PackageRecord record, ChannelName channel) {
        return new RecordCandidate(record, Objects.requireNonNull(channel, "channel"), null);
    }

    /**
     * A record whose channel is named when a spec asks for it.
     *
     * @param record the record
     * @param names names channels, such as {@link ChannelName#of}
     * @return the candidate
     */
    public static RecordCandidate of(PackageRecord record, Function<Channel, ChannelName> names) {
        return new RecordCandidate(record, null, Objects.requireNonNull(names, "names"));
    }

    @Override
    public String name() {
        return record.name();
    }

    @Override
    public @Nullable Version version() {
        if (!versionRead) {
            version = Version.parseOrNull(record.version());
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
        return names == null ? channel : record.channel().map(names).orElse(null);
    }

    @Override
    public String fileName() {
        return record.file().value();
    }

    @Override
    public @Nullable String url() {
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
        List<String> values = record.values(field);
        return values.isEmpty() ? null : String.join(" ", values);
    }
}
