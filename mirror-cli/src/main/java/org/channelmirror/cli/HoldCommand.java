package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.api.MirrorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hold}. */
@Command(name = "hold", description = "Keeps the account as it is: what would change it is refused until \"release\".")
final class HoldCommand implements Action {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who try to change it.")
    String reason = "no reason given";

    @Override
    public Answer run(Session session) throws MirrorException {
        return SnapshotWork.in(
                session,
                (place, snapshots) ->
                        new HoldAnswer(place, HoldAnswer.Change.HELD, Optional.of(snapshots.hold(reason))));
    }
}
