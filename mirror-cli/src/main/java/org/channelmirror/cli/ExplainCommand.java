package org.channelmirror.cli;

import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.config.MirrorDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}. */
@Command(
        name = "explain",
        description = {
            "Tells for each package file that is asked about: whether it is in the mirror or out, by which key and line of the"
                    + " configuration, from which channel, and whether it is published here now. Reads upstream's indexes"
                    + " and writes nothing."
        })
final class ExplainCommand implements Action {

    @Parameters(
            arity = "1..*",
            paramLabel = "SPEC|FILE",
            description = "A name, a match spec such as \"numpy >=1.26\", or a file such as"
                    + " linux-64/numpy-1.26.4-py312_0.conda.")
    List<String> words = List.of();

    @Override
    public Answer run(Session session) throws MirrorException {
        PackageQuery query = query();
        MirrorDefinition definition = session.definition("explain");
        Place place = session.place(Optional.of(definition));
        try (OpenStorage target = session.open(place);
                MirrorClient client = session.client(definition, MirrorListener.NONE)) {
            SyncRequest mirror = definition
                    .syncRequest(target.storage())
                    .account(place.account())
                    .cancellation(session.cancellation())
                    .build();
            return new ExplainAnswer(
                    place, definition, query, client.explain(definition.explainRequest(mirror, query)));
        }
    }

    private PackageQuery query() {
        String text = String.join(" ", words);
        try {
            return PackageQuery.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()),
                    "ask for a name, a match spec such as \"numpy >=1.26\", or a file's name");
        }
    }
}
