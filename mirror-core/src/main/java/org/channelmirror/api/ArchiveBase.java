package org.channelmirror.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.spi.ArchiveSource;

/** What a delta is made against: what the far side has already. Immutable. */
public sealed interface ArchiveBase {

    /** Opens a file from its beginning. */
    @FunctionalInterface
    interface Input {

        /**
         * Opens it.
         *
         * @return a stream, to be closed by the caller
         * @throws IOException if it cannot be read
         */
        InputStream open() throws IOException;
    }

    /**
     * An earlier archive, of which the manifest is read.
     *
     * @param source the archive
     */
    record Archive(ArchiveSource source) implements ArchiveBase {

        /** Refuses null. */
        public Archive {
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * An earlier archive's manifest.
     *
     * @param input the file
     */
    record Manifest(Input input) implements ArchiveBase {

        /** Refuses null. */
        public Manifest {
            Objects.requireNonNull(input, "input");
        }
    }

    /**
     * A list of what the far side has: CSV with a first line that names the columns {@code subdir}, {@code name}, {@code size} and
     * {@code sha256}.
     *
     * @param input the file
     */
    record Inventory(Input input) implements ArchiveBase {

        /** Refuses null. */
        public Inventory {
            Objects.requireNonNull(input, "input");
        }
    }

    /**
     * What the account listed at one time.
     *
     * @param name a snapshot or a label of the account
     */
    record Snapshot(SnapshotName name) implements ArchiveBase {

        /** Refuses null. */
        public Snapshot {
            Objects.requireNonNull(name, "name");
        }
    }

    /** What the last export of the account carried. */
    record Last() implements ArchiveBase {}
}
