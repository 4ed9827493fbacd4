package org.channelmirror.cli;

import org.channelmirror.api.MirrorException;
import picocli.CommandLine.Command;

/** {@code release}, which is {@code snapshot release}, too. */
@Command(name = "release", description = "Ends that the account is held.")
final class ReleaseCommand implements Action {

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session, (place, snapshots) -> new HoldAnswer(place, HoldAnswer.Change.RELEASED, snapshots.release()));
    }
}
