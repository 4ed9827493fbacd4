package org.channelmirror.cli;

import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.HistoryRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history}. */
@Command(
        name = "history",
        description =
                "Tells what happened to packages here, oldest first: when each was added, replaced, hidden, removed, or"
                        + " found damaged. Of all accounts, or of the one that --account or the configuration names.")
final class HistoryCommand implements Action {

    @Parameters(
            paramLabel = "SPEC|FILE",
            description = "A name, a match spec such as \"numpy >=1.26\", or a file such as"
                    + " linux-64/numpy-1.26.4-py312_0.conda. The log knows name, version, build, subdir and channel.")
    String spec = "";

    @Override
    public Answer run(Session session) throws MirrorException {
        PackageQuery query = query();
        Optional<MirrorDefinition> definition = session.definition();
        Place place = session.place(definition);
        Optional<AccountName> account = definition.isPresent() || session.options().account != null
                ? Optional.of(place.account())
                : Optional.empty();
        try (OpenStorage target = session.open(place);
                MirrorClient client = session.client()) {
            Stream<HistoryEvent> events = client.history(new HistoryRequest(target.storage(), account, query));
            HistoryAnswer answer = new HistoryAnswer(place, account, spec, events, events.iterator());
            try {
                // An account that is gone still has a history.
                if (!answer.found().hasNext()) {
                    KnownAccounts.of(client, target)
                            .refuseUnknown(Optional.ofNullable(session.options().account), target);
                }
                return answer;
            } catch (MirrorException | RuntimeException e) {
                answer.close();
                throw e;
            }
        }
    }

    private PackageQuery query() {
        try {
            return PackageQuery.parse(spec);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()),
                    "name a package, a match spec in quotes such as \"numpy >=1.26\", or a file");
        }
    }
}
