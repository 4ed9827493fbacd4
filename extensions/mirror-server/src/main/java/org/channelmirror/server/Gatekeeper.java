package org.channelmirror.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.access.AccessToken;
import org.channelmirror.server.access.AccessTokens;
import org.channelmirror.server.access.TokenRole;
import org.channelmirror.server.access.Visibilities;
import org.channelmirror.spi.ChannelStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may read what. What the mirror says of tokens and accounts is read anew when it is older than a given age. When it
 * cannot be read, every account that the configuration does not call public is closed. Thread-safe.
 */
final class Gatekeeper {

    /** What becomes of a request. */
    enum Entry {
        GRANTED,
        NEEDS_TOKEN,
        REFUSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final AccessTokens tokens;
    private final Visibilities visibilities;
    private final Map<AccountName, Visibility> configured;
    private final Clock clock;
    private final Duration maxAge;
    private volatile Rules rules = new Rules(Instant.MIN, List.of(), Map.of(), Visibility.PRIVATE);

    Gatekeeper(ChannelStorage storage, Map<AccountName, Visibility> configured, Clock clock, Duration maxAge) {
        this.tokens = new AccessTokens(storage, clock);
        this.visibilities = new Visibilities(storage);
        this.configured = Map.copyOf(configured);
        this.clock = clock;
        this.maxAge = maxAge;
    }

    Visibility visibility(AccountName account) {
        Visibility given = configured.get(account);
        if (given != null) {
            return given;
        }
        Rules now = rules();
        return now.visibilities().getOrDefault(account, now.otherwise());
    }

    /** Whether an account may be read by whoever shows a token, or none. */
    Entry entry(AccountName account, Optional<String> shown) {
        if (visibility(account) == Visibility.PUBLIC) {
            return Entry.GRANTED;
        }
        return entry(shown, token -> token.opens(account));
    }

    /** Whether somebody may administer an account, or all if none is named. */
    Entry administration(Optional<AccountName> account, Optional<String> shown) {
        return entry(
                shown,
                token -> token.role() == TokenRole.ADMIN
                        && account.map(token::opens)
                                .orElse(token.scope().accounts().isEmpty()));
    }

    private Entry entry(Optional<String> shown, Predicate<AccessToken> opens) {
        if (shown.isEmpty()) {
            return Entry.NEEDS_TOKEN;
        }
        byte[] hash = AccessToken.hash(shown.get());
        Instant now = clock.instant();
        boolean granted = false;
        // Every token is looked at, whichever fits.
        for (AccessToken token : rules().tokens()) {
            boolean isThisOne = token.isMadeOf(hash);
            if (isThisOne && token.isValidAt(now) && opens.test(token)) {
                granted = true;
            }
        }
        return granted ? Entry.GRANTED : Entry.REFUSED;
    }

    private Rules rules() {
        Rules before = rules;
        Instant now = clock.instant();
        if (before.isFreshAt(now, maxAge)) {
            return before;
        }
        synchronized (this) {
            if (!rules.isFreshAt(now, maxAge)) {
                rules = read(now);
            }
            return rules;
        }
    }

    private Rules read(Instant now) {
        try {
            return new Rules(now, tokens.list(), visibilities.all(), Visibility.PUBLIC);
        } catch (IOException | RuntimeException e) {
            LOG.warn("accounts are closed, because the mirror does not say who may read them: {}", e.toString());
            return new Rules(now, List.of(), Map.of(), Visibility.PRIVATE);
        }
    }

    private record Rules(
            Instant read, List<AccessToken> tokens, Map<AccountName, Visibility> visibilities, Visibility otherwise) {

        boolean isFreshAt(Instant now, Duration maxAge) {
            return !read.equals(Instant.MIN)
                    && Duration.between(read, now).abs().compareTo(maxAge) < 0;
        }
    }
}
