package org.channelmirror.cli;

import java.io.IOException;
import java.util.Optional;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.server.access.AccessTokens;
import org.channelmirror.server.access.TokenRole;
import org.channelmirror.server.access.TokenScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code token create}. */
@Command(
        name = "create",
        description = "Makes a token for the account and prints it, as the last word on stdout and never again.")
final class TokenCreateCommand implements Action {

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = LifetimeConverter.class,
            description = "How long it counts, such as 12h, 30d or 8w. Otherwise until it is revoked.")
    @Nullable
    Lifetime expires;

    @Option(names = "--admin", description = "Its holder may also ask the server for a sync.")
    boolean admin;

    @Option(names = "--all-accounts", description = "It is for all accounts, later ones too.")
    boolean allAccounts;

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        if (allAccounts && session.options().account != null) {
            throw new UsageException("--account and --all-accounts exclude each other", "leave one of them out");
        }
        try (OpenStorage target = session.open(place)) {
            return new TokenCreateAnswer(new AccessTokens(target.storage(), session.clock())
                    .create(
                            allAccounts ? TokenScope.ALL : TokenScope.of(place.account()),
                            admin ? TokenRole.ADMIN : TokenRole.READ,
                            Optional.ofNullable(expires).map(Lifetime::duration)));
        } catch (IOException e) {
            throw new StorageException(place.root().toString(), e);
        }
    }
}
