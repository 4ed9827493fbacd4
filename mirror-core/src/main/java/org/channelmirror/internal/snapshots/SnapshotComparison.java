package org.channelmirror.internal.snapshots;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotDiff.SubdirDiff;
import org.channelmirror.api.SnapshotDiff.Upgrade;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.NamedVersions;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two catalogs list, in two passes: the first finds the files that only one of them lists, the second the highest version on
 * both sides of the names of those files, and of no others.
 */
final class SnapshotComparison {

    private final List<SubdirDiff> subdirs = new ArrayList<>();
    private final Kept added = new Kept();
    private final Kept removed = new Kept();
    private final Kept replaced = new Kept();
    private int upgradesLeft = SnapshotDiff.MAX_LISTED;

    /** The files of one kind: all are counted, and no more are kept than there is room for, over all subdirs. */
    private static final class Kept {

        private int left = SnapshotDiff.MAX_LISTED;
        private long count;
        private List<PackageFileName> files = List.of();

        void begin() {
            count = 0;
            files = new ArrayList<>();
        }

        void add(Holding entry) {
            count++;
            if (left > 0) {
                left--;
                files.add(entry.name());
            }
        }
    }

    List<SubdirDiff> subdirs() {
        return List.copyOf(subdirs);
    }

    void add(Subdir subdir, SubdirSources.Catalog from, SubdirSources.Catalog to) throws IOException {
        added.begin();
        removed.begin();
        replaced.begin();
        NamedVersions names = new NamedVersions();
        Holding before = new Holding();
        Holding after = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(from.open(), to.open()))) {
            while (merge.next()) {
                boolean wasListed = isListed(merge.at(0), before);
                boolean isListed = isListed(merge.at(1), after);
                if (wasListed != isListed) {
                    names.want(merge.first());
                }
                if (wasListed && !isListed) {
                    removed.add(before);
                } else if (isListed && !wasListed) {
                    added.add(after);
                } else if (isListed && !before.sameContent(after)) {
                    replaced.add(after);
                }
            }
        }
        List<Upgrade> upgrades = names.upgrades(from, to);
        int kept = Math.min(upgradesLeft, upgrades.size());
        upgradesLeft -= kept;
        subdirs.add(new SubdirDiff(
                subdir,
                added.count,
                removed.count,
                replaced.count,
                upgrades.size(),
                added.files,
                removed.files,
                replaced.files,
                upgrades.subList(0, kept)));
    }

    private static boolean isListed(@Nullable FrameReader frame, Holding entry) {
        return frame != null && entry.read(frame).is(Holding.PUBLISHED);
    }
}
