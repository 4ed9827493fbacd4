package org.channelmirror.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/**
 * How two snapshots differ, or a snapshot and the account now. Counts are of everything; of files and names themselves no more than
 * {@value #MAX_LISTED} of each kind are kept. Immutable.
 *
 * @param from the earlier side
 * @param to the later side; empty if it is the account now
 * @param subdirs each subdir that either side has, noarch first
 */
public record SnapshotDiff(SnapshotName from, Optional<SnapshotName> to, List<SubdirDiff> subdirs) {

    /** How many files or names of a kind are kept, over all subdirs. */
    public static final int MAX_LISTED = 10_000;

    /** Copies the list. */
    public SnapshotDiff {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        subdirs = List.copyOf(subdirs);
    }

    /**
     * Whether both sides list the same files with the same content.
     *
     * @return true if nothing was added, removed or replaced
     */
    public boolean isEmpty() {
        return subdirs.stream().allMatch(subdir -> subdir.added() + subdir.removed() + subdir.replaced() == 0);
    }

    /**
     * How one subdir differs. Immutable.
     *
     * @param subdir the subdir
     * @param added how many files only the later side lists
     * @param removed how many files only the earlier side lists
     * @param replaced how many files both list, with another content
     * @param upgraded how many names have another highest version
     * @param addedFiles the first of those that were added
     * @param removedFiles the first of those that were removed
     * @param replacedFiles the first of those that were replaced
     * @param upgrades the first of those that were upgraded, sorted by name
     */
    public record SubdirDiff(
            Subdir subdir,
            long added,
            long removed,
            long replaced,
            long upgraded,
            List<PackageFileName> addedFiles,
            List<PackageFileName> removedFiles,
            List<PackageFileName> replacedFiles,
            List<Upgrade> upgrades) {

        /** Copies the lists. */
        public SubdirDiff {
            Objects.requireNonNull(subdir, "subdir");
            addedFiles = List.copyOf(addedFiles);
            removedFiles = List.copyOf(removedFiles);
            replacedFiles = List.copyOf(replacedFiles);
            upgrades = List.copyOf(upgrades);
        }
    }

    /**
     * A name that both sides have, with another highest version. Immutable.
     *
     * @param name the package's name
     * @param from the highest version of the earlier side
     * @param to the highest version of the later side, which may be lower
     */
    public record Upgrade(String name, String from, String to) {

        /** Refuses nulls. */
        public Upgrade {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }
}
