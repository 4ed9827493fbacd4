package org.channelmirror.server.access;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens of a mirror, kept below {@code .mirror/tokens} as hashes. Thread-safe. */
public final class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final StoragePath FOLDER = StoragePath.of(".mirror", "tokens");
    private static final String PREFIX = "cm-";
    private static final int SECRET_BYTES = 20;
    private static final int ID_BYTES = 4;

    private final ChannelStorage storage;
    private final Clock clock;
    private final PrivateText texts;
    private final SecureRandom random = new SecureRandom();

    /**
     * The tokens of a mirror.
     *
     * @param storage where the mirror is kept
     * @param clock tells when a token is made
     */
    public AccessTokens(ChannelStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.texts = new PrivateText(storage, "token");
    }

    /**
     * Makes a token.
     *
     * @param scope the accounts it is for
     * @param role what its holder may do
     * @param lifetime how long it counts; empty for as long as it is not revoked
     * @return the token, which cannot be read again
     * @throws IOException if it cannot be kept
     */
    public IssuedToken create(TokenScope scope, TokenRole role, Optional<Duration> lifetime) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String secret = PREFIX + random(SECRET_BYTES);
        AccessToken token = new AccessToken(
                random(ID_BYTES),
                role,
                scope,
                now,
                lifetime.map(now::plus),
                HexFormat.of().formatHex(AccessToken.hash(secret)));
        texts.write(FOLDER.resolve(token.id()), TokenText.write(token));
        return new IssuedToken(secret, token);
    }

    /**
     * All tokens, those that have expired too. One that cannot be read opens nothing; it is logged and left out.
     *
     * @return the tokens, sorted by id
     * @throws IOException if the storage cannot be asked
     */
    public List<AccessToken> list() throws IOException {
        List<String> ids;
        try (Stream<StoredObject> objects = storage.list(FOLDER)) {
            ids = objects.map(object -> object.path().fileName())
                    .filter(AccessToken::isId)
                    .toList();
        }
        List<AccessToken> tokens = new ArrayList<>();
        for (String id : ids) {
            try {
                Optional<String> text = texts.read(FOLDER.resolve(id));
                if (text.isPresent()) {
                    tokens.add(TokenText.read(id, text.get()));
                }
            } catch (IOException e) {
                LOG.warn("a token is passed over: {}", e.getMessage());
            }
        }
        return tokens;
    }

    /**
     * Ends a token.
     *
     * @param id its id
     * @return whether there was one
     * @throws IOException if it cannot be ended
     */
    public boolean revoke(String id) throws IOException {
        if (!AccessToken.isId(id) || storage.stat(FOLDER.resolve(id)).isEmpty()) {
            return false;
        }
        for (DeleteResult result : storage.delete(List.of(FOLDER.resolve(id)))) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
        return true;
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
