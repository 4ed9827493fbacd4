package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.cli.ChannelMirrorCommand.AccountConverter;
import org.channelmirror.model.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code account rename}. */
@Command(
        name = "rename",
        description =
                "Gives an account another name, with its labels and snapshots. What was killed is finished by the same"
                        + " command.")
final class AccountRenameCommand implements Action {

    @Parameters(index = "0", paramLabel = "OLD", converter = AccountConverter.class, description = "Its name.")
    AccountName from = AccountName.DEFAULT;

    @Parameters(index = "1", paramLabel = "NEW", converter = AccountConverter.class, description = "The new name.")
    AccountName to = AccountName.DEFAULT;

    @Override
    public Answer run(Session session) throws MirrorException {
        if (from.equals(to)) {
            throw new UsageException("the account " + from + " has that name already", "give another one");
        }
        Place place = session.place(session.definition());
        try (OpenStorage target = session.openExisting(place);
                MirrorClient client = session.client()) {
            return new AccountRenameAnswer(
                    place.root(),
                    client.rename(new RenameRequest(
                            target.storage(), from, to, session.options().lockPolicy())));
        }
    }
}
