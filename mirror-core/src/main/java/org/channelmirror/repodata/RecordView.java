package org.channelmirror.repodata;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/** A record as filters see it, decoded where they look. */
final class RecordView implements PackageRecord {

    /** What is smaller is in seconds: as milliseconds it would be before conda was. */
    private static final long LEAST_MILLIS = 253_402_300_799L;

    private final RawRecord raw;
    private final Subdir subdir;
    private final @Nullable Channel channel;
    private final @Nullable Instant firstSeen;
    private @Nullable String name;

    RecordView(RawRecord raw, Subdir subdir, @Nullable Channel channel, @Nullable Instant firstSeen) {
        this.raw = raw;
        this.subdir = subdir;
        this.channel = channel;
        this.firstSeen = firstSeen;
    }

    @Override
    public Subdir subdir() {
        return subdir;
    }

    @Override
    public Optional<Channel> channel() {
        return Optional.ofNullable(channel);
    }

    @Override
    public PackageFileName file() {
        return new PackageFileName(raw.fileName());
    }

    @Override
    public String name() {
        if (name == null) {
            name = raw.text(RecordField.NAME).orElse("");
        }
        return name;
    }

    @Override
    public String version() {
        return raw.text(RecordField.VERSION).orElse("");
    }

    @Override
    public String build() {
        return raw.text(RecordField.BUILD).orElse("");
    }

    @Override
    public long buildNumber() {
        return raw.number(RecordField.BUILD_NUMBER).orElse(0);
    }

    @Override
    public OptionalLong size() {
        return raw.size();
    }

    @Override
    public Optional<Digest> sha256() {
        return checksum(DigestAlgorithm.SHA256);
    }

    @Override
    public Optional<Digest> md5() {
        return checksum(DigestAlgorithm.MD5);
    }

    @Override
    public Optional<String> license() {
        return raw.text(RecordField.LICENSE);
    }

    @Override
    public Optional<String> licenseFamily() {
        return raw.text(RecordField.LICENSE_FAMILY);
    }

    @Override
    public Optional<Instant> timestamp() {
        return time(raw.number(RecordField.TIMESTAMP));
    }

    @Override
    public Optional<Instant> indexedTimestamp() {
        return time(raw.number(RecordField.INDEXED_TIMESTAMP));
    }

    @Override
    public Optional<Instant> firstSeen() {
        return Optional.ofNullable(firstSeen);
    }

    @Override
    public List<String> depends() {
        List<String> specs = new ArrayList<>();
        raw.strings(RecordField.DEPENDS, specs::add);
        return specs;
    }

    @Override
    public List<String> values(String field) {
        return MemberValues.of(raw.buffer(), raw.offset(), raw.length(), field);
    }

    @Override
    public PackageRecord copy() {
        byte[] json = Arrays.copyOfRange(raw.buffer(), raw.offset(), raw.offset() + raw.length());
        return new RecordView(RawRecord.of(raw, json), subdir, channel, firstSeen);
    }

    @Override
    public String toString() {
        return subdir + "/" + raw.fileName() + " "
                + new String(raw.buffer(), raw.offset(), raw.length(), StandardCharsets.UTF_8);
    }

    /** Without a checksum that is malformed. */
    private Optional<Digest> checksum(DigestAlgorithm algorithm) {
        try {
            Optional<byte[]> bytes = algorithm == DigestAlgorithm.SHA256 ? raw.sha256() : raw.md5();
            return bytes.map(found -> Digest.of(algorithm, found));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(OptionalLong listed) {
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        long number = listed.getAsLong();
        return Optional.of(number > LEAST_MILLIS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }
}
