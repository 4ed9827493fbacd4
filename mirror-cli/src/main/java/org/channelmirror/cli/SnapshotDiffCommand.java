package org.channelmirror.cli;

import java.util.Objects;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.SnapshotName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snapshot diff}. */
@Command(name = "diff", description = "Tells how a snapshot differs from another, or from what the account lists now.")
final class SnapshotDiffCommand implements Action {

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = SnapshotNameConverter.class,
            description = "The earlier snapshot.")
    @Nullable
    SnapshotName from;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OTHER",
            converter = SnapshotNameConverter.class,
            description = "The later snapshot. Otherwise: the account now.")
    @Nullable
    SnapshotName to;

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session,
                (place, snapshots) -> new SnapshotDiffAnswer(
                        place,
                        to == null
                                ? snapshots.diff(Objects.requireNonNull(from))
                                : snapshots.diff(Objects.requireNonNull(from), to)));
    }
}
