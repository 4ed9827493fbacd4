package org.channelmirror.internal.archive;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.archive.ManifestHeader.SubdirLine;
import org.channelmirror.internal.side.SideFiles;
import org.channelmirror.internal.state.Origins;

/**
 * What an export has of one subdir, in files that nobody else writes to.
 *
 * @param line which state it is
 * @param listing what {@linkplain SideFiles#listing tells} which index it is; empty if it is not the one that is published
 * @param catalog the frames of the {@link org.channelmirror.internal.state.Holding}s, of which those that are published are exported
 * @param indexes the files of the index by their names
 * @param sides the files beside it, in the same way
 * @param origins the channels of the catalog's numbers
 */
record ExportedSubdir(
        SubdirLine line,
        String listing,
        Path catalog,
        Map<String, Path> indexes,
        Map<String, Path> sides,
        Origins origins) {

    static final String INDEX = "repodata.json";

    /** The listing of an index for which nothing was made that is published. */
    static final String ANOTHER = "";

    ExportedSubdir {
        indexes = Map.copyOf(indexes);
        sides = Map.copyOf(sides);
    }

    Path index() {
        Path index = indexes.get(INDEX);
        if (index == null) {
            throw new IllegalStateException("every published index has a " + INDEX);
        }
        return index;
    }

    /** The same with another index. */
    ExportedSubdir with(Path newCatalog, Map<String, Path> newIndexes) {
        return new ExportedSubdir(line, ANOTHER, newCatalog, newIndexes, sides, origins);
    }

    ExportedSubdir withSides(Map<String, Path> newSides) {
        return new ExportedSubdir(line, listing, catalog, indexes, newSides, origins);
    }

    /** What is written behind the packages, sorted by name. */
    SortedMap<String, Path> files() {
        TreeMap<String, Path> files = new TreeMap<>(indexes);
        files.putAll(sides);
        return files;
    }
}
