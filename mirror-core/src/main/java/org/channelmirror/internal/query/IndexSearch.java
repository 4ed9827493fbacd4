package org.channelmirror.internal.query;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Predicate;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.jspecify.annotations.Nullable;

/** Looks through an index for packages; what is not looked for leaves no trace. */
final class IndexSearch implements RepodataHandler {

    private final Subdir subdir;
    private final @Nullable Channel channel;
    private final Predicate<PackageRecord> wanted;
    private final SeenTimes seen;
    private final Finder finder;

    private IndexSearch(
            Subdir subdir, @Nullable Channel channel, Predicate<PackageRecord> wanted, SeenTimes seen, Finder finder) {
        this.subdir = subdir;
        this.channel = channel;
        this.wanted = wanted;
        this.seen = seen;
        this.finder = finder;
    }

    /** Tells of the records of an index, in their order, when their files were seen first. */
    @FunctionalInterface
    interface SeenTimes {

        /** Of nothing. */
        SeenTimes NONE = (record, format) -> null;

        @Nullable
        Instant of(RawRecord record, PackageFormat format) throws IOException;
    }

    /** Takes what is found. */
    @FunctionalInterface
    interface Finder {

        /** Both are the same record, and valid until this method returns. */
        void found(PackageRecord record, RawRecord raw);
    }

    static void run(
            InputStream in,
            Subdir subdir,
            @Nullable Channel channel,
            Predicate<PackageRecord> wanted,
            SeenTimes seen,
            Finder finder)
            throws IOException {
        RepodataReader.read(in, new IndexSearch(subdir, channel, wanted, seen, finder));
    }

    @Override
    public void record(RawRecord raw) throws IOException {
        // What a sync refuses is not here either.
        if (!PackageFileName.isValid(raw.fileName())) {
            return;
        }
        PackageFormat format = PackageFormat.of(raw.fileName()).orElseThrow();
        PackageRecord record = raw.view(subdir, channel, seen.of(raw, format));
        if (wanted.test(record)) {
            finder.found(record, raw);
        }
    }

    @Override
    public boolean unusable(RawRecord raw) throws IOException {
        record(raw);
        return true;
    }
}
