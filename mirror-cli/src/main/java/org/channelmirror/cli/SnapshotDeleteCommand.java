package org.channelmirror.cli;

import java.util.Objects;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.SnapshotName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snapshot delete}. */
@Command(
        name = "delete",
        description = "Deletes a snapshot that no label shows, or a label. The account is not changed.")
final class SnapshotDeleteCommand implements Action {

    @Parameters(
            paramLabel = "NAME|LABEL",
            converter = SnapshotNameConverter.class,
            description = "The snapshot or the label.")
    @Nullable
    SnapshotName name;

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session,
                (place, snapshots) ->
                        new SnapshotDeletionAnswer(place, snapshots.delete(Objects.requireNonNull(name))));
    }
}
