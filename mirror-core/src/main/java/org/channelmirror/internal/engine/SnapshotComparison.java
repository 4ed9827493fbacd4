package org.channelmirror.internal.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotDiff.SubdirDiff;
import org.channelmirror.api.SnapshotDiff.Upgrade;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two catalogs list, in two passes: the first finds the files that only one of them lists, the second the highest version on
 * both sides of the names of those files, and of no others.
 */
final class SnapshotComparison {

    private final List<SubdirDiff> subdirs = new ArrayList<>();
    private int addedLeft = SnapshotDiff.MAX_LISTED;
    private int removedLeft = SnapshotDiff.MAX_LISTED;
    private int replacedLeft = SnapshotDiff.MAX_LISTED;
    private int upgradesLeft = SnapshotDiff.MAX_LISTED;

    /** The highest version of a name on each side. */
    private static final class Highest {
        private @Nullable Version from;
        private @Nullable Version to;

        private static @Nullable Version higher(@Nullable Version one, Version other) {
            return one == null || one.compareTo(other) < 0 ? other : one;
        }
    }

    List<SubdirDiff> subdirs() {
        return List.copyOf(subdirs);
    }

    void add(Subdir subdir, SubdirSources.Catalog from, SubdirSources.Catalog to) throws IOException {
        TreeMap<String, Highest> names = new TreeMap<>();
        List<PackageFileName> addedFiles = new ArrayList<>();
        List<PackageFileName> removedFiles = new ArrayList<>();
        List<PackageFileName> replacedFiles = new ArrayList<>();
        long added = 0;
        long removed = 0;
        long replaced = 0;
        Holding before = new Holding();
        Holding after = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(from.open(), to.open()))) {
            while (merge.next()) {
                boolean wasListed = isListed(merge.at(0), before);
                boolean isListed = isListed(merge.at(1), after);
                if (wasListed && !isListed) {
                    removed++;
                    removedLeft -= keep(before, removedFiles, removedLeft);
                } else if (isListed && !wasListed) {
                    added++;
                    addedLeft -= keep(after, addedFiles, addedLeft);
                } else if (isListed && !before.sameContent(after)) {
                    replaced++;
                    replacedLeft -= keep(after, replacedFiles, replacedLeft);
                }
                if (wasListed != isListed) {
                    NamedVersion.of(merge.first()).ifPresent(named -> names.put(named.name(), new Highest()));
                }
            }
        }
        long upgraded = 0;
        List<Upgrade> upgrades = new ArrayList<>();
        if (!names.isEmpty()) {
            findHighest(names, from, to);
        }
        for (var entry : names.entrySet()) {
            Version was = entry.getValue().from;
            Version is = entry.getValue().to;
            if (was != null && is != null && was.compareTo(is) != 0) {
                upgraded++;
                if (upgradesLeft > 0) {
                    upgradesLeft--;
                    upgrades.add(new Upgrade(entry.getKey(), was.toString(), is.toString()));
                }
            }
        }
        subdirs.add(new SubdirDiff(
                subdir, added, removed, replaced, upgraded, addedFiles, removedFiles, replacedFiles, upgrades));
    }

    private static boolean isListed(@Nullable FrameReader frame, Holding entry) {
        return frame != null && entry.read(frame).is(Holding.PUBLISHED);
    }

    private static int keep(Holding entry, List<PackageFileName> files, int left) {
        if (left > 0) {
            files.add(entry.name());
        }
        return left > 0 ? 1 : 0;
    }

    private static void findHighest(
            TreeMap<String, Highest> names, SubdirSources.Catalog from, SubdirSources.Catalog to) throws IOException {
        Holding entry = new Holding();
        try (FrameReader before = from.open();
                FrameReader after = to.open()) {
            while (before.next()) {
                Highest highest = find(names, before, entry);
                if (highest != null) {
                    version(before).ifPresent(version -> highest.from = Highest.higher(highest.from, version));
                }
            }
            while (after.next()) {
                Highest highest = find(names, after, entry);
                if (highest != null) {
                    version(after).ifPresent(version -> highest.to = Highest.higher(highest.to, version));
                }
            }
        }
    }

    private static @Nullable Highest find(TreeMap<String, Highest> names, FrameReader frame, Holding entry) {
        return isListed(frame, entry)
                ? NamedVersion.of(frame).map(named -> names.get(named.name())).orElse(null)
                : null;
    }

    private static Optional<Version> version(FrameReader frame) {
        return NamedVersion.of(frame).flatMap(named -> Version.tryParse(named.version()));
    }
}
