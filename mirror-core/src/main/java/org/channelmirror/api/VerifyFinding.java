package org.channelmirror.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/**
 * A file of the account or of one of its snapshots that is not as the index has it. Immutable.
 *
 * @param subdir where it is; empty if it is in none
 * @param path the whole path
 * @param kind what is the matter
 * @param reason what is wrong with a damaged file; why another is kept
 * @param size how many bytes are stored; empty for a missing file
 * @param repair what became of it
 */
public record VerifyFinding(
        Optional<Subdir> subdir, StoragePath path, Kind kind, String reason, OptionalLong size, Repair repair) {

    /** Refuses nulls. */
    public VerifyFinding {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(repair, "repair");
    }

    /** What is the matter with a file. */
    public enum Kind {
        /** The index lists it, and it is not there. */
        MISSING,
        /** The index lists other bytes. */
        CORRUPT,
        /** It is an index, or what tells of a snapshot what it is, and not as it was published. */
        DAMAGED_INDEX,
        /** It is a file at the channel's root, and not as it was published. */
        DAMAGED_ROOT_FILE,
        /** It is a label, and does not show the snapshot that it is to show. */
        DAMAGED_LABEL,
        /** Upstream withdrew it: it is hidden, and stays reachable by its URL. */
        WITHDRAWN,
        /** It was listed once, or waits to be. */
        NO_LONGER_LISTED,
        /** No index ever named it. */
        UNKNOWN;

        /**
         * Whether a reader of the index comes to harm by it.
         *
         * @return true for what is missing, corrupt or damaged
         */
        public boolean isDamage() {
            return switch (this) {
                case MISSING, CORRUPT, DAMAGED_INDEX, DAMAGED_ROOT_FILE, DAMAGED_LABEL -> true;
                case WITHDRAWN, NO_LONGER_LISTED, UNKNOWN -> false;
            };
        }
    }

    /** What became of a damaged file. */
    public enum Repair {
        /** Nobody asked for that, or there is nothing to repair. */
        NOT_TRIED,
        /** It is what it should be again. */
        REPAIRED,
        /** It could not be had again, and the index lists it no more, or it is gone from the channel's root. */
        TAKEN_OUT,
        /** It is as it was. */
        FAILED
    }
}
