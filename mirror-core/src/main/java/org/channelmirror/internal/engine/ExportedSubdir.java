package org.channelmirror.internal.engine;

import java.nio.file.Path;
import java.util.Map;
import org.channelmirror.internal.archive.ManifestHeader.SubdirLine;
import org.channelmirror.internal.state.Origins;

/**
 * What an export has of one subdir, in files that nobody else writes to.
 *
 * @param line which state it is
 * @param catalog the frames of the {@link org.channelmirror.internal.state.Holding}s, of which those that are published are exported
 * @param indexes the files of the index by their names
 * @param origins the channels of the catalog's numbers
 */
record ExportedSubdir(SubdirLine line, Path catalog, Map<String, Path> indexes, Origins origins) {

    static final String INDEX = "repodata.json";

    ExportedSubdir {
        indexes = Map.copyOf(indexes);
    }

    Path index() {
        Path index = indexes.get(INDEX);
        if (index == null) {
            throw new IllegalStateException("every published index has a " + INDEX);
        }
        return index;
    }

    ExportedSubdir with(Path newCatalog, Map<String, Path> newIndexes) {
        return new ExportedSubdir(line, newCatalog, newIndexes, origins);
    }
}
