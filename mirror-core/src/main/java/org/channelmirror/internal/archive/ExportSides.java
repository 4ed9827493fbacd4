package org.channelmirror.internal.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.internal.side.SideFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/**
 * Takes copies of the files beside a subdir's index, once that is taken. A sync publishes them behind the index: of one that was made
 * for another index what it tells of the packages of this one is taken.
 */
final class ExportSides {

    private final SideCopies copies;
    private final ExportPlaces places;
    private final SideNarrowing narrowing;

    ExportSides(SideCopies copies, ExportPlaces places, SideNarrowing narrowing) {
        this.copies = copies;
        this.places = places;
        this.narrowing = narrowing;
    }

    /** The same subdir with the files beside its index. */
    ExportedSubdir beside(ExportedSubdir exported) throws IOException {
        Subdir subdir = exported.line().subdir();
        Map<String, Path> taken = new HashMap<>();
        for (SideFile side : SideFile.values()) {
            Optional<Side> copied = copies.take(place(subdir, side));
            if (copied.isPresent() && copied.get().listing().equals(exported.listing())) {
                copied.get().files().forEach(file -> taken.put(file.name(), copies.of(subdir.name(), file.name())));
            } else if (copied.isPresent()) {
                Path text = copies.of(subdir.name(), side.fileName());
                taken.putAll(narrowing.narrow(side, exported, text));
            }
        }
        return exported.withSides(taken);
    }

    private SideCopies.Place place(Subdir subdir, SideFile side) {
        return new SideCopies.Place() {
            @Override
            public String folder() {
                return subdir.name();
            }

            @Override
            public String name() {
                return side.fileName();
            }

            @Override
            public Optional<Side> known() throws IOException {
                return places.sides(subdir).side(side.fileName());
            }

            @Override
            public boolean isChanging() throws IOException {
                return places.areSidesChanging(subdir);
            }

            @Override
            public StoragePath path(String fileName) {
                return places.file(subdir, fileName);
            }
        };
    }
}
