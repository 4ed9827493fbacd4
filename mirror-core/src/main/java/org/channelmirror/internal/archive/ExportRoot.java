package org.channelmirror.internal.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.side.ChannelDataPass;
import org.channelmirror.internal.side.ChannelDataText;
import org.channelmirror.internal.side.RootFiles;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.StoragePath;

/**
 * Takes copies of the files at the channel's root, once the subdirs are taken. The channel's data that was made for more or other
 * indexes than these comes with what it tells of their packages.
 */
final class ExportRoot {

    private static final String FOLDER = "channel";

    private final SideCopies copies;
    private final ExportPlaces places;
    private final Events events;
    private final Path scratch;

    ExportRoot(SideCopies copies, ExportPlaces places, Events events, Path scratch) {
        this.copies = copies;
        this.places = places;
        this.events = events;
        this.scratch = scratch;
    }

    /** The files by their names. */
    SortedMap<String, Path> take(List<ExportedSubdir> subdirs) throws IOException {
        TreeMap<String, Path> taken = new TreeMap<>();
        if (copies.take(place(RootFiles.NOTICES)).isPresent()) {
            taken.put(RootFiles.NOTICES, copies.of(FOLDER, RootFiles.NOTICES));
        }
        Optional<Side> data = copies.take(place(RootFiles.CHANNELDATA));
        if (data.isPresent()) {
            Path text = copies.of(FOLDER, RootFiles.CHANNELDATA);
            boolean isOfThese = data.get().listing().equals(listing(subdirs));
            (isOfThese ? Optional.of(text) : narrowed(text, subdirs))
                    .ifPresent(file -> taken.put(RootFiles.CHANNELDATA, file));
        }
        return taken;
    }

    private static String listing(List<ExportedSubdir> subdirs) {
        Map<Subdir, String> listings = new LinkedHashMap<>();
        subdirs.forEach(subdir -> listings.put(subdir.line().subdir(), subdir.listing()));
        return RootFiles.listingOf(listings);
    }

    private Optional<Path> narrowed(Path text, List<ExportedSubdir> subdirs) throws IOException {
        Map<Subdir, SubdirSources.Catalog> catalogs = new LinkedHashMap<>();
        subdirs.forEach(subdir -> catalogs.put(subdir.line().subdir(), SubdirSources.Catalog.of(subdir.catalog())));
        Path narrowed = scratch.resolve(FOLDER + "-narrowed");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(text), 1 << 16);
                OutputStream out = Files.newOutputStream(narrowed)) {
            ChannelDataText data =
                    ChannelDataText.read(in, text, scratch, FOLDER + "-data", events, RootFiles.CHANNELDATA);
            new ChannelDataPass(List.of(data), catalogs, scratch).write(new MembersOutput(out));
            return Optional.of(narrowed);
        } catch (MalformedRepodataException e) {
            events.warn(RootFiles.CHANNELDATA, "what was published is of no use, and is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private SideCopies.Place place(String name) {
        return new SideCopies.Place() {
            @Override
            public String folder() {
                return FOLDER;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Side> known() throws IOException {
                return places.rootSides().side(name);
            }

            /** Nobody says so. */
            @Override
            public boolean isChanging() {
                return false;
            }

            @Override
            public StoragePath path(String fileName) {
                return places.root(fileName);
            }
        };
    }
}
