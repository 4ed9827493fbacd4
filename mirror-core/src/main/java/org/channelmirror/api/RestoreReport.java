package org.channelmirror.api;

import java.util.List;
import java.util.Objects;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/**
 * That an account shows a snapshot again. Immutable.
 *
 * @param snapshot the snapshot
 * @param hold that the account is held from now on
 * @param subdirs what became of each subdir, noarch first
 * @param warnings what a person should know
 */
public record RestoreReport(
        SnapshotName snapshot, Hold hold, List<RestoredSubdir> subdirs, List<MirrorWarning> warnings) {

    /** Copies the lists. */
    public RestoreReport {
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(hold, "hold");
        subdirs = List.copyOf(subdirs);
        warnings = List.copyOf(warnings);
    }

    /**
     * What became of one subdir. Immutable.
     *
     * @param subdir the subdir
     * @param packages how many packages it lists now; none if the snapshot does not have it
     * @param broughtBack how many files were not in the account any more, or with another content
     * @param unlisted how many files are still stored and were listed before, but not by the snapshot
     */
    public record RestoredSubdir(Subdir subdir, long packages, long broughtBack, long unlisted) {

        /** Refuses nulls. */
        public RestoredSubdir {
            Objects.requireNonNull(subdir, "subdir");
        }
    }
}
