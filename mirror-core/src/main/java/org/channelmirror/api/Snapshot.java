package org.channelmirror.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;

/**
 * What an account listed at one time, which stays as it was. Immutable.
 *
 * @param name the snapshot
 * @param created when it was made
 * @param subdirs what it has of each subdir, noarch first
 */
public record Snapshot(SnapshotName name, Instant created, List<Content> subdirs) {

    /** Copies the list. */
    public Snapshot {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(created, "created");
        subdirs = List.copyOf(subdirs);
    }

    /**
     * What a snapshot has of one subdir. Immutable.
     *
     * @param subdir the subdir
     * @param packages how many packages its index lists
     * @param bytes their sizes
     */
    public record Content(Subdir subdir, long packages, long bytes) {

        /** Refuses nulls. */
        public Content {
            Objects.requireNonNull(subdir, "subdir");
        }
    }

    /**
     * How many packages it lists.
     *
     * @return the sum over its subdirs
     */
    public long packages() {
        return subdirs.stream().mapToLong(Content::packages).sum();
    }

    /**
     * The sizes of the packages it lists, most of which take no room of their own.
     *
     * @return the sum over its subdirs
     */
    public long bytes() {
        return subdirs.stream().mapToLong(Content::bytes).sum();
    }
}
