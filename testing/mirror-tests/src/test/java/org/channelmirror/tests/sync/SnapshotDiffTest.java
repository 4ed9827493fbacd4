package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotDiff.SubdirDiff;
import org.channelmirror.api.SnapshotDiff.Upgrade;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.Snapshots;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How snapshots differ. */
class SnapshotDiffTest extends SyncTestBase {

    private static final SnapshotName OLD = new SnapshotName("old");
    private static final SnapshotName NEW = new SnapshotName("new");

    private Snapshots snapshots;

    @BeforeEach
    void open() {
        snapshots = client.snapshots(storage, AccountName.DEFAULT);
    }

    private static List<PackageFileName> files(String... names) {
        return Stream.of(names).map(PackageFileName::new).toList();
    }

    private SubdirDiff linux(SnapshotDiff diff) {
        return diff.subdirs().stream()
                .filter(each -> each.subdir().name().equals(LINUX))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void filesAndNamesAreTold() throws Exception {
        channel.subdir(LINUX)
                .pkg("up", "1.9", "0")
                .pkg("up", "1.10", "0")
                .pkg("up-base", "7", "0")
                .pkg("below", "2", "0")
                .pkg("gone", "1", "0")
                .pkg("down", "1", "0")
                .pkg("down", "2", "0")
                .pkg("same", "1", "0")
                .pkg("mixed", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .write();
        syncAll();
        snapshots.create(OLD);
        channel.subdir(LINUX)
                .drop("up-1.9-0.conda")
                .drop("gone-1-0.conda")
                .drop("down-2-0.conda")
                .pkg("up", "1.11", "0")
                .pkg("below", "1", "0")
                .pkg("same", "1", "0")
                .payload("another".getBytes(StandardCharsets.UTF_8))
                .pkg("mixed", "2", "0")
                .pkg("fresh", "1", "0")
                .write();
        syncAll();
        SnapshotDiff diff = snapshots.diff(OLD);
        assertEquals(
                new SubdirDiff(
                        new Subdir(LINUX),
                        4,
                        3,
                        1,
                        3,
                        files("below-1-0.conda", "fresh-1-0.conda", "mixed-2-0.conda", "up-1.11-0.conda"),
                        files("down-2-0.conda", "gone-1-0.conda", "up-1.9-0.conda"),
                        files("same-1-0.conda"),
                        List.of(
                                new Upgrade("down", "2", "1"),
                                new Upgrade("mixed", "1", "2"),
                                new Upgrade("up", "1.10", "1.11"))),
                linux(diff));
        assertFalse(diff.isEmpty());
        assertEquals(Optional.empty(), diff.to());

        snapshots.create(NEW);
        assertEquals(linux(diff), linux(snapshots.diff(OLD, NEW)));
        assertTrue(snapshots.diff(NEW).isEmpty());
        SubdirDiff back = linux(snapshots.diff(NEW, OLD));
        assertEquals(3, back.added());
        assertEquals(4, back.removed());
        assertEquals(new Upgrade("up", "1.11", "1.10"), back.upgrades().get(2));
    }

    @Test
    void aSubdirThatOnlyOneSideHasIsTold() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        syncAll();
        snapshots.create(OLD);
        channel.subdir("osx-64").pkg("m", "1", "0").write();
        sync(builder -> builder.build().toBuilder().subdirs(SubdirSelection.all()));
        SnapshotDiff diff = snapshots.diff(OLD);
        assertEquals(
                List.of("noarch", LINUX, "osx-64"),
                diff.subdirs().stream().map(each -> each.subdir().name()).toList());
        assertEquals(1, diff.subdirs().get(2).added());
        assertEquals(0, diff.subdirs().get(2).upgraded());
    }

    @Test
    void whatIsNotThereCannotBeCompared() throws Exception {
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        syncAll();
        snapshots.create(OLD);
        assertTrue(snapshots.diff(OLD).isEmpty());
        assertThrows(SnapshotException.class, () -> snapshots.diff(NEW));
        assertThrows(SnapshotException.class, () -> snapshots.diff(OLD, NEW));
    }
}
