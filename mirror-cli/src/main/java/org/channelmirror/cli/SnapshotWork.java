package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.Snapshots;

/** What a command does with the snapshots of the account that the options name. */
@FunctionalInterface
interface SnapshotWork {

    Answer run(Place place, Snapshots snapshots) throws MirrorException;

    static Answer in(Session session, SnapshotWork work) throws MirrorException {
        Place place = session.place(session.definition());
        try (OpenStorage target = session.openExisting(place);
                MirrorClient client = session.client()) {
            return work.run(
                    place,
                    client.snapshots(
                            target.storage(), place.account(), session.options().lockPolicy()));
        }
    }
}
