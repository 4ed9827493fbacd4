package org.channelmirror.cli;

import org.channelmirror.api.MirrorException;
import picocli.CommandLine.Command;

/** {@code snapshot list}. */
@Command(name = "list", description = "Tells what snapshots the account has, and under which labels they are shown.")
final class SnapshotListCommand implements Action {

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session, (place, snapshots) -> new SnapshotListAnswer(place, snapshots.list(), snapshots.labels()));
    }
}
