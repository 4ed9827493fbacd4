package org.channelmirror.cli;

import java.io.IOException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.server.access.AccessTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token revoke}. */
@Command(name = "revoke", description = "Ends a token; a running server knows it within seconds.")
final class TokenRevokeCommand implements Action {

    @Parameters(paramLabel = "ID", description = "The token's id, as \"token list\" shows it.")
    String id = "";

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        try (OpenStorage target = session.open(place)) {
            if (!new AccessTokens(target.storage(), session.clock()).revoke(id)) {
                // It may be a token itself that was given, and that is not repeated.
                throw new UsageException(
                        "there is no token with that id", "\"channel-mirror token list\" shows the ids");
            }
            return new TokenRevokeAnswer(id);
        } catch (IOException e) {
            throw new StorageException(place.root().toString(), e);
        }
    }
}
