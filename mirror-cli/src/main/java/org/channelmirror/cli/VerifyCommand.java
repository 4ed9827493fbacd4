package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.VerifyRequest;
import org.channelmirror.config.MirrorDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}. */
@Command(
        name = "verify",
        description = {
            "Compares every listed file with its size and checksum, and every stored file with the index. Reads all files,"
                    + " asks upstream nothing, takes no lock and writes nothing, unless it is to repair."
        })
final class VerifyCommand implements Action {

    @Option(
            names = "--repair",
            description =
                    "Keep what is damaged in the quarantine, fetch it again, and publish. What cannot be fetched any"
                            + " more leaves the index.")
    boolean repair;

    @Override
    public Answer run(Session session) throws MirrorException {
        return repair ? repair(session) : look(session);
    }

    private static Answer look(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        try (OpenStorage target = session.openExisting(place);
                MirrorClient client = session.client()) {
            KnownAccounts.of(client, target).refuseUnknown(Optional.ofNullable(session.options().account), target);
            return new VerifyAnswer(
                    place,
                    client.verify(VerifyRequest.looking(target.storage(), place.account(), session.cancellation())));
        }
    }

    private static Answer repair(Session session) throws MirrorException {
        MirrorDefinition definition = session.definition("verify --repair");
        Place place = session.place(Optional.of(definition));
        try (OpenStorage target = session.openExisting(place);
                Progress progress = session.progress();
                MirrorClient client = session.client(definition, progress)) {
            SyncRequest sync = definition
                    .syncRequest(target.storage())
                    .account(place.account())
                    .lock(session.options().lockPolicy())
                    .cancellation(session.cancellation())
                    .build();
            return new VerifyAnswer(place, client.verify(VerifyRequest.repairing(sync)));
        }
    }
}
