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
            StatusRequest request = new StatusRequest(target.storage(), place.account());
            if (detail != null && detail.inventory) {
                return new InventoryAnswer(place, client.inventory(request));
            }
            if (detail != null && detail.licenses) {
                return new LicensesAnswer(place, client.licenses(request));
            }
            boolean isOne = definition.isPresent() || session.options().account != null;
            List<MirrorStatus> accounts = new ArrayList<>();
            for (AccountName account : isOne ? List.of(place.account()) : client.accounts(target.storage())) {
                accounts.add(client.status(new StatusRequest(target.storage(), account)));
            }
            if (accounts.isEmpty()) {
                accounts.add(client.status(request));
            }
            return new StatusAnswer(place, accounts);
        }
    }
}
