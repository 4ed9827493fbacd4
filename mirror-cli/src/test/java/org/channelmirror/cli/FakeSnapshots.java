package org.channelmirror.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.Hold;
import org.channelmirror.api.LabelReport;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.RestoreReport;
import org.channelmirror.api.RestoreReport.RestoredSubdir;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotDeletion;
import org.channelmirror.api.SnapshotDeletion.Kind;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotDiff.SubdirDiff;
import org.channelmirror.api.SnapshotDiff.Upgrade;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.api.Snapshots;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.AliasResult;

/** Answers as it is told to, and remembers what it was asked. */
final class FakeSnapshots implements Snapshots {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    static final SnapshotName JANUARY = new SnapshotName("2026-01");
    static final SnapshotName PROD = new SnapshotName("prod");

    final List<String> asked = new ArrayList<>();
    AliasResult alias = AliasResult.ALIASED;
    Optional<Hold> hold = Optional.of(new Hold("audit", TIME));

    private static Snapshot snapshot(SnapshotName name) {
        return new Snapshot(
                name,
                TIME,
                List.of(new Snapshot.Content(Subdir.NOARCH, 2, 500), new Snapshot.Content(Samples.LINUX, 3, 2_000)));
    }

    @Override
    public Snapshot create(SnapshotName name) throws MirrorException {
        asked.add("create " + name);
        if (name.equals(PROD)) {
            throw new SnapshotException("snapshot prod", "it exists");
        }
        return snapshot(name);
    }

    @Override
    public List<Snapshot> list() {
        return List.of(snapshot(JANUARY), snapshot(new SnapshotName("spare")));
    }

    @Override
    public List<SnapshotLabel> labels() {
        return List.of(new SnapshotLabel(PROD, JANUARY), new SnapshotLabel(new SnapshotName("test"), JANUARY));
    }

    @Override
    public SnapshotDiff diff(SnapshotName from) {
        asked.add("diff " + from);
        return new SnapshotDiff(from, Optional.empty(), List.of(none(Subdir.NOARCH)));
    }

    @Override
    public SnapshotDiff diff(SnapshotName from, SnapshotName to) {
        asked.add("diff " + from + " " + to);
        SubdirDiff linux = new SubdirDiff(
                Samples.LINUX,
                7,
                1,
                1,
                2,
                List.of(new PackageFileName("a-2-0.conda")),
                List.of(new PackageFileName("a-1-0.conda")),
                List.of(new PackageFileName("b-1-0.conda")),
                List.of(new Upgrade("a", "1", "2")));
        return new SnapshotDiff(from, Optional.of(to), List.of(none(Subdir.NOARCH), linux));
    }

    private static SubdirDiff none(Subdir subdir) {
        return new SubdirDiff(subdir, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public LabelReport publish(SnapshotName name, SnapshotName label) {
        asked.add("publish " + name + " " + label);
        return new LabelReport(new SnapshotLabel(label, name), Optional.of(new SnapshotName("2025-12")), alias);
    }

    @Override
    public RestoreReport restore(SnapshotName name) {
        asked.add("restore " + name);
        return new RestoreReport(
                name,
                new Hold("snapshot " + name + " was restored", TIME),
                List.of(new RestoredSubdir(Samples.LINUX, 3, 1, 4)),
                List.of(new MirrorWarning("linux-64", "odd")));
    }

    @Override
    public SnapshotDeletion delete(SnapshotName name) {
        asked.add("delete " + name);
        return new SnapshotDeletion(name, name.equals(PROD) ? Kind.LABEL : Kind.SNAPSHOT, name.equals(PROD) ? 0 : 9);
    }

    @Override
    public Hold hold(String reason) {
        asked.add("hold " + reason);
        return new Hold(reason, TIME);
    }

    @Override
    public Optional<Hold> release() {
        asked.add("release");
        return hold;
    }

    @Override
    public Optional<Hold> held() {
        return hold;
    }
}
