package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.cli.ChannelMirrorCommand.AccountConverter;
import org.channelmirror.model.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account delete}. */
@Command(
        name = "delete",
        description =
                "Deletes an account with all its packages, labels and snapshots: its indexes first, then the files.")
final class AccountDeleteCommand implements Action {

    @Parameters(index = "0", paramLabel = "NAME", converter = AccountConverter.class, description = "The account.")
    AccountName account = AccountName.DEFAULT;

    @Option(names = "--yes", description = "Do it: without this nothing is deleted.")
    boolean yes;

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = new Place(session.place(session.definition()).root(), account);
        try (OpenStorage target = session.openExisting(place);
                MirrorClient client = session.client()) {
            Optional<AccountSummary> known = client.accounts(new AccountsRequest(target.storage())).stream()
                    .filter(each -> each.account().equals(account))
                    .findFirst();
            if (!yes) {
                throw unasked(place, known);
            }
            return new AccountDeleteAnswer(
                    place,
                    client.delete(new DeleteRequest(
                            target.storage(), account, session.options().lockPolicy())));
        }
    }

    private static UsageException unasked(Place place, Optional<AccountSummary> known) {
        String what = known.map(account -> "has " + Units.count(account.packages(), "package") + " ("
                        + Units.bytes(account.bytes()) + "), which would go with its labels and snapshots")
                .orElse("is not known");
        return new UsageException(
                "account " + place.account() + " in " + place.root() + " " + what + "; nothing was deleted",
                known.isPresent()
                        ? "say --yes to delete them"
                        : "\"channel-mirror account list\" tells which there are");
    }
}
