package org.channelmirror.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.Subdir;

/**
 * What an export wrote, or would write. Immutable.
 *
 * @param account the account
 * @param subdirs its subdirs, noarch first
 * @param sequence the sequence number of the state that was exported
 * @param published when that state was published
 * @param manifest the checksum of the manifest, empty if nothing was written
 * @param warnings what a person should know
 * @param duration how long it took
 */
public record ExportReport(
        AccountName account,
        List<ExportedSubdir> subdirs,
        long sequence,
        Instant published,
        Optional<Digest> manifest,
        List<MirrorWarning> warnings,
        Duration duration) {

    /** Copies the lists. */
    public ExportReport {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(duration, "duration");
        subdirs = List.copyOf(subdirs);
        warnings = List.copyOf(warnings);
    }

    /**
     * How many packages are in the archive.
     *
     * @return their number
     */
    public long packages() {
        return subdirs.stream().mapToLong(ExportedSubdir::packages).sum();
    }

    /**
     * How many bytes of packages are in the archive.
     *
     * @return their sizes
     */
    public long bytes() {
        return subdirs.stream().mapToLong(ExportedSubdir::bytes).sum();
    }

    /**
     * What of one subdir is in an archive. Immutable.
     *
     * @param subdir the subdir
     * @param listed how many packages its index lists
     * @param packages how many of them are in the archive; the base has the others
     * @param bytes their sizes
     * @param removed how many packages of the base are not listed any more
     */
    public record ExportedSubdir(Subdir subdir, long listed, long packages, long bytes, long removed) {

        /** Refuses null. */
        public ExportedSubdir {
            Objects.requireNonNull(subdir, "subdir");
        }
    }
}
