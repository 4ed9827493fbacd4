package org.channelmirror.cli;

import java.util.Objects;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.SnapshotName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snapshot publish}. */
@Command(
        name = "publish",
        description = {
            "Shows a snapshot under a label such as \"prod\", in one step; a label that is shown already is moved."
                    + " \"snapshot delete LABEL\" takes it away."
        })
final class SnapshotPublishCommand implements Action {

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = SnapshotNameConverter.class,
            description = "The snapshot.")
    @Nullable
    SnapshotName name;

    @Parameters(index = "1", paramLabel = "LABEL", converter = SnapshotNameConverter.class, description = "The label.")
    @Nullable
    SnapshotName label;

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session,
                (place, snapshots) -> new LabelAnswer(
                        place, snapshots.publish(Objects.requireNonNull(name), Objects.requireNonNull(label))));
    }
}
