package org.channelmirror.internal.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/** A record that is read when somebody looks at it, which most listeners do not. */
public final class LateRecord implements PackageRecord {

    private final Supplier<PackageRecord> source;
    private @Nullable PackageRecord read;

    public LateRecord(Supplier<PackageRecord> source) {
        this.source = source;
    }

    private PackageRecord record() {
        PackageRecord record = read == null ? source.get() : read;
        read = record;
        return record;
    }

    @Override
    public Subdir subdir() {
        return record().subdir();
    }

    @Override
    public Optional<Channel> channel() {
        return record().channel();
    }

    @Override
    public PackageFileName file() {
        return record().file();
    }

    @Override
    public String name() {
        return record().name();
    }

    @Override
    public String version() {
        return record().version();
    }

    @Override
    public String build() {
        return record().build();
    }

    @Override
    public long buildNumber() {
        return record().buildNumber();
    }

    @Override
    public OptionalLong size() {
        return record().size();
    }

    @Override
    public Optional<Digest> sha256() {
        return record().sha256();
    }

    @Override
    public Optional<Digest> md5() {
        return record().md5();
    }

    @Override
    public Optional<String> license() {
        return record().license();
    }

    @Override
    public Optional<String> licenseFamily() {
        return record().licenseFamily();
    }

    @Override
    public Optional<Instant> timestamp() {
        return record().timestamp();
    }

    @Override
    public Optional<Instant> indexedTimestamp() {
        return record().indexedTimestamp();
    }

    @Override
    public Optional<Instant> firstSeen() {
        return record().firstSeen();
    }

    @Override
    public List<String> depends() {
        return record().depends();
    }

    @Override
    public List<String> values(String name) {
        return record().values(name);
    }

    @Override
    public PackageRecord copy() {
        return record().copy();
    }

    @Override
    public String toString() {
        return record().toString();
    }
}
