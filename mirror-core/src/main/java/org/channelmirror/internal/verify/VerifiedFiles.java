package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.SubdirSources;

/**
 * Packages of a subdir that this run has compared with a catalog already.
 *
 * @param damaged a file of {@link Damage}s, which are not as the catalog says; empty if there is none
 */
record VerifiedFiles(Shelf shelf, SubdirSources.Catalog catalog, Optional<Path> damaged) {

    /** The catalog, or nothing if it went when its successor came. */
    FrameReader openCatalog() throws IOException {
        try {
            return catalog.open();
        } catch (NoSuchFileException e) {
            return FrameReader.empty();
        }
    }

    FrameReader openDamaged() throws IOException {
        return damaged.isEmpty() ? FrameReader.empty() : new FrameReader(Files.newInputStream(damaged.get()));
    }
}
