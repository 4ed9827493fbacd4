package org.channelmirror.cli;

import java.util.Objects;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.SnapshotName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snapshot create}. */
@Command(
        name = "create",
        description =
                "Keeps what the account lists now. Later syncs do not change it; it takes little room of its own.")
final class SnapshotCreateCommand implements Action {

    @Parameters(paramLabel = "NAME", converter = SnapshotNameConverter.class, description = "The snapshot's name.")
    @Nullable
    SnapshotName name;

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session,
                (place, snapshots) -> new SnapshotAnswer(place, snapshots.create(Objects.requireNonNull(name))));
    }
}
