package org.channelmirror.cli;

import java.util.Objects;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.SnapshotName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snapshot restore}. */
@Command(
        name = "restore",
        description = {
            "Makes the account list again what a snapshot lists, and holds it: nothing changes it until \"release\"."
        })
final class SnapshotRestoreCommand implements Action {

    @Parameters(paramLabel = "NAME", converter = SnapshotNameConverter.class, description = "The snapshot.")
    @Nullable
    SnapshotName name;

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session,
                (place, snapshots) -> new RestoreAnswer(place, snapshots.restore(Objects.requireNonNull(name))));
    }
}
