package org.channelmirror.internal.merge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.channelmirror.api.SnapshotDiff.Upgrade;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/** The highest version of some names in two catalogs. */
public final class NamedVersions {

    private final Map<String, Highest> names = new TreeMap<>();

    private static final class Highest {
        private @Nullable Version from;
        private @Nullable Version to;
    }

    /** The name of the file at hand is one of those. */
    public void want(FrameReader frame) {
        NamedVersion.of(frame).ifPresent(named -> names.computeIfAbsent(named.name(), absent -> new Highest()));
    }

    /** Looks all of them up, and answers those that both list, in different versions. */
    public List<Upgrade> upgrades(SubdirSources.Catalog from, SubdirSources.Catalog to) throws IOException {
        if (names.isEmpty()) {
            return List.of();
        }
        find(from, (highest, version) -> highest.from = higher(highest.from, version));
        find(to, (highest, version) -> highest.to = higher(highest.to, version));
        List<Upgrade> upgrades = new ArrayList<>();
        names.forEach((name, highest) -> {
            Version was = highest.from;
            Version is = highest.to;
            if (was != null && is != null && was.compareTo(is) != 0) {
                upgrades.add(new Upgrade(name, was.toString(), is.toString()));
            }
        });
        return upgrades;
    }

    private void find(SubdirSources.Catalog catalog, BiConsumer<Highest, Version> found) throws IOException {
        Holding entry = new Holding();
        try (FrameReader frames = catalog.open()) {
            while (frames.next()) {
                if (entry.read(frames).is(Holding.PUBLISHED)) {
                    NamedVersion.of(frames).ifPresent(named -> find(named, found));
                }
            }
        }
    }

    private void find(NamedVersion named, BiConsumer<Highest, Version> found) {
        Highest highest = names.get(named.name());
        if (highest != null) {
            Version.tryParse(named.version()).ifPresent(version -> found.accept(highest, version));
        }
    }

    private static Version higher(@Nullable Version one, Version other) {
        return one == null || one.compareTo(other) < 0 ? other : one;
    }
}
