package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StatusRequest;
import picocli.CommandLine.Command;

/** {@code status}. */
@Command(name = "status", description = "Tells what the mirror holds, without asking upstream.")
final class StatusCommand implements Action {

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        try (OpenStorage target = session.open(place);
                MirrorClient client = session.client()) {
            return new StatusAnswer(place, client.status(new StatusRequest(target.storage(), place.account())));
        }
    }
}
