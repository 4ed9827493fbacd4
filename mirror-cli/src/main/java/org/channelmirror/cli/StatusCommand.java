package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}. */
@Command(
        name = "status",
        description = "Tells what the mirror holds, without asking upstream: all accounts, or the one that --account or"
                + " the configuration names.")
final class StatusCommand implements Action {

    @ArgGroup(multiplicity = "0..1")
    @Nullable
    Detail detail;

    /** What else is told than the overview. */
    static final class Detail {

        @Option(
                names = "--inventory",
                description = "List every file that the account holds, as CSV: subdir, name, size, sha256.")
        boolean inventory;

        @Option(
                names = "--licenses",
                description = "Count the listed packages of the account by licence, as CSV: license, packages, bytes.")
        boolean licenses;
    }

    @Override
    public Answer run(Session session) throws MirrorException {
        Optional<MirrorDefinition> definition = session.definition();
        Place place = session.place(definition);
        try (OpenStorage target = session.open(place);
                MirrorClient client = session.client()) {
            KnownAccounts known = KnownAccounts.of(client, target);
            known.refuseUnknown(Optional.ofNullable(session.options().account), target);
            boolean isOne = definition.isPresent() || session.options().account != null;
            if (detail != null) {
                Place told =
                        isOne ? place : new Place(place.root(), known.only().orElse(place.account()));
                StatusRequest request = new StatusRequest(target.storage(), told.account());
                return detail.inventory
                        ? new InventoryAnswer(told, client.inventory(request))
                        : new LicensesAnswer(told, client.licenses(request));
            }
            List<AccountName> names = isOne || known.names().isEmpty() ? List.of(place.account()) : known.names();
            List<MirrorStatus> accounts = new ArrayList<>();
            for (AccountName name : names) {
                accounts.add(client.status(new StatusRequest(target.storage(), name)));
            }
            return new StatusAnswer(place, accounts);
        }
    }
}
