package org.channelmirror.cli;

import java.io.IOException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.server.access.AccessTokens;
import picocli.CommandLine.Command;

/** {@code token list}. */
@Command(name = "list", description = "Lists the tokens of the mirror, which are kept as hashes.")
final class TokenListCommand implements Action {

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        try (OpenStorage target = session.open(place)) {
            return new TokenListAnswer(new AccessTokens(target.storage(), session.clock()).list());
        } catch (IOException e) {
            throw new StorageException(place.root().toString(), e);
        }
    }
}
