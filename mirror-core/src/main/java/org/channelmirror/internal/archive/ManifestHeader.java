package org.channelmirror.internal.archive;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;

/**
 * The first line of a manifest.
 *
 * @param format the version of the format: {@link #FORMAT}, or {@link #WITH_ROOT} where lines tell of files at the channel's root
 * @param minor the minor version of the format: what is newer may be passed over
 * @param account the account that was exported
 * @param subdirs its subdirs, noarch first
 * @param channels the URLs of the channels that it was filled from, without secrets
 * @param selection what narrowed the export, in words
 * @param base the SHA-256 of what a delta was made against, in hexadecimal
 */
public record ManifestHeader(
        int format,
        int minor,
        AccountName account,
        List<SubdirLine> subdirs,
        List<String> channels,
        List<String> selection,
        Optional<String> base) {

    /** The version of the format where nothing is at the channel's root. */
    public static final int FORMAT = 1;

    /** The version that tells of files at the channel's root, too; a later one cannot be read. */
    public static final int WITH_ROOT = 2;

    /** The minor version that this program writes. */
    public static final int MINOR = 0;

    public ManifestHeader {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(base, "base");
        subdirs = List.copyOf(subdirs);
        channels = List.copyOf(channels);
        selection = List.copyOf(selection);
    }

    /**
     * The state of a subdir that was exported.
     *
     * @param sequence counts its publications
     * @param published when it was published
     */
    public record SubdirLine(Subdir subdir, long sequence, Instant published) {

        public SubdirLine {
            Objects.requireNonNull(subdir, "subdir");
            Objects.requireNonNull(published, "published");
        }

        /** Whether this is an older state than another of the same subdir. */
        public boolean isOlderThan(Instant otherPublished, long otherSequence) {
            int order = published.compareTo(otherPublished);
            return order < 0 || (order == 0 && sequence < otherSequence);
        }
    }

    public Optional<SubdirLine> line(Subdir subdir) {
        return subdirs.stream().filter(line -> line.subdir().equals(subdir)).findFirst();
    }

    /** Grows with each publication of any subdir. */
    public long sequence() {
        return subdirs.stream().mapToLong(SubdirLine::sequence).sum();
    }

    public Instant published() {
        return subdirs.stream()
                .map(SubdirLine::published)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
