package org.channelmirror.api;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/**
 * What comparing an account's files with its index came to. The findings are in a temporary file, which goes when the report is
 * closed.
 *
 * @param account the account
 * @param subdirs the counts of each subdir
 * @param snapshots the counts of each of the account's snapshots
 * @param outside the counts of what is in none of them
 * @param findings all findings, the damaged files first
 * @param repair what the sync came to that fetched what was damaged, if there was one
 * @param warnings what a person should know
 * @param duration how long it took
 */
public record VerifyReport(
        AccountName account,
        List<SubdirCounts> subdirs,
        List<SnapshotCounts> snapshots,
        OutsideCounts outside,
        Findings findings,
        Optional<MirrorReport> repair,
        List<MirrorWarning> warnings,
        Duration duration)
        implements AutoCloseable {

    /** Copies the lists. */
    public VerifyReport {
        Objects.requireNonNull(account, "account");
        subdirs = List.copyOf(subdirs);
        snapshots = List.copyOf(snapshots);
        Objects.requireNonNull(outside, "outside");
        Objects.requireNonNull(findings, "findings");
        Objects.requireNonNull(repair, "repair");
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(duration, "duration");
    }

    /**
     * A report on an account without snapshots, with nothing damaged outside of its subdirs.
     *
     * @param account the account
     * @param subdirs the counts of each subdir
     * @param findings all findings, the damaged files first
     * @param repair what the sync came to that fetched what was damaged, if there was one
     * @param warnings what a person should know
     * @param duration how long it took
     */
    public VerifyReport(
            AccountName account,
            List<SubdirCounts> subdirs,
            Findings findings,
            Optional<MirrorReport> repair,
            List<MirrorWarning> warnings,
            Duration duration) {
        this(account, subdirs, List.of(), OutsideCounts.NONE, findings, repair, warnings, duration);
    }

    /** Where the findings are kept. */
    public interface Findings extends Closeable {

        /**
         * Reads them.
         *
         * @return all of them, to be closed by the caller; reading throws {@link java.io.UncheckedIOException} if they cannot be
         *     read
         */
        Stream<VerifyFinding> stream();
    }

    /**
     * The counts of one subdir. Immutable.
     *
     * @param subdir the subdir
     * @param listed how many packages its index lists
     * @param bytes their sizes
     * @param missing how many of them are not there
     * @param corrupt how many of them have other bytes
     * @param damagedIndexes how many index files are damaged
     * @param repaired how many damaged files are what the index lists again
     * @param takenOut how many damaged files could not be had again and are listed no more
     * @param unlisted how many files are there that the index does not list
     * @param unlistedBytes their sizes
     */
    public record SubdirCounts(
            Subdir subdir,
            long listed,
            long bytes,
            long missing,
            long corrupt,
            long damagedIndexes,
            long repaired,
            long takenOut,
            long unlisted,
            long unlistedBytes) {

        /** Refuses null. */
        public SubdirCounts {
            Objects.requireNonNull(subdir, "subdir");
        }

        /**
         * How many files were found damaged.
         *
         * @return missing, corrupt and index files
         */
        public long damaged() {
            return missing + corrupt + damagedIndexes;
        }
    }

    /**
     * The counts of one snapshot, which is compared with what the account listed when it was made. Immutable.
     *
     * @param snapshot the snapshot
     * @param listed how many packages it lists
     * @param bytes their sizes
     * @param missing how many of them are not there
     * @param corrupt how many of them have other bytes
     * @param damagedIndexes how many of its index files, or of those that tell what it is, are damaged
     * @param repaired how many damaged files are what they were again
     */
    public record SnapshotCounts(
            SnapshotName snapshot,
            long listed,
            long bytes,
            long missing,
            long corrupt,
            long damagedIndexes,
            long repaired) {

        /** Refuses null. */
        public SnapshotCounts {
            Objects.requireNonNull(snapshot, "snapshot");
        }

        /**
         * How many files were found damaged.
         *
         * @return missing, corrupt and index files
         */
        public long damaged() {
            return missing + corrupt + damagedIndexes;
        }
    }

    /**
     * The counts of what is an account's, but in none of its subdirs and snapshots. Immutable.
     *
     * @param damagedFiles how many files at the channel's root are damaged
     * @param damagedLabels how many labels do not show what they are to show
     * @param repaired how many of these are what they should be again
     * @param takenOut how many of the files could not be had again and are gone
     */
    public record OutsideCounts(long damagedFiles, long damagedLabels, long repaired, long takenOut) {

        /** Nothing is damaged. */
        public static final OutsideCounts NONE = new OutsideCounts(0, 0, 0, 0);

        /**
         * How many were found damaged.
         *
         * @return files and labels
         */
        public long damaged() {
            return damagedFiles + damagedLabels;
        }
    }

    /**
     * Adds up one of the counts.
     *
     * @param count which one
     * @return the sum over the subdirs
     */
    public long total(ToLongFunction<SubdirCounts> count) {
        return subdirs.stream().mapToLong(count).sum();
    }

    /**
     * How many files and labels were found damaged, of the account and of its snapshots.
     *
     * @return all of them
     */
    public long damaged() {
        return total(SubdirCounts::damaged)
                + outside.damaged()
                + snapshots.stream().mapToLong(SnapshotCounts::damaged).sum();
    }

    /**
     * How many of them are what they should be again.
     *
     * @return those of the account and of its snapshots
     */
    public long repaired() {
        return total(SubdirCounts::repaired)
                + outside.repaired()
                + snapshots.stream().mapToLong(SnapshotCounts::repaired).sum();
    }

    /**
     * How many of them could not be had again and are gone.
     *
     * @return those that the index lists no more, and those that were at the channel's root
     */
    public long takenOut() {
        return total(SubdirCounts::takenOut) + outside.takenOut();
    }

    /**
     * How many damaged files are still in the way of readers.
     *
     * @return those that were neither repaired nor taken out
     */
    public long damageLeft() {
        return damaged() - repaired() - takenOut();
    }

    /**
     * Whether everything that was asked for was reached: no damage is left, nothing was lost, and a sync that had to be run had no
     * failures.
     *
     * @return true if so
     */
    public boolean isComplete() {
        return damageLeft() == 0
                && takenOut() == 0
                && repair.map(MirrorReport::isComplete).orElse(true);
    }

    /** Deletes the findings' temporary file. */
    @Override
    public void close() {
        try {
            findings.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
