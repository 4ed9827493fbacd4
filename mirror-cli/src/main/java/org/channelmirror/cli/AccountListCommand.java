package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.MirrorException;
import picocli.CommandLine.Command;

/** {@code account list}. */
@Command(
        name = "list",
        description = "Tells which accounts the root has, how much they hold, and which configuration filled them.")
final class AccountListCommand implements Action {

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        try (OpenStorage target = session.open(place);
                MirrorClient client = session.client()) {
            return new AccountListAnswer(place.root(), client.accounts(new AccountsRequest(target.storage())));
        }
    }
}
