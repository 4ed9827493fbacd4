package org.channelmirror.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.storage.FileSystemStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and visibilities as they are kept. */
final class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final AccountName ACCOUNT = new AccountName("a");

    @TempDir
    Path temp;

    private FileSystemStorage storage;
    private AccessTokens tokens;

    @BeforeEach
    void open() throws IOException {
        storage = new FileSystemStorage(temp);
        tokens = new AccessTokens(storage, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void whatIsKeptIsReadAgain() throws IOException {
        TreeSet<AccountName> two = new TreeSet<>(List.of(ACCOUNT, new AccountName("b.c")));
        AccessToken one = tokens.create(
                        new TokenScope(Optional.of(two)), TokenRole.ADMIN, Optional.of(Duration.ofHours(1)))
                .token();
        AccessToken all =
                tokens.create(TokenScope.ALL, TokenRole.READ, Optional.empty()).token();

        assertEquals(new TreeSet<>(List.of(one.id(), all.id())), ids());
        assertTrue(tokens.list().containsAll(List.of(one, all)));
        assertEquals(Optional.of(NOW.plusSeconds(3600)), one.expires());
    }

    private Set<String> ids() throws IOException {
        return new TreeSet<>(tokens.list().stream().map(AccessToken::id).toList());
    }

    @Test
    void aTokenIsKnownByItsHash() throws IOException {
        IssuedToken issued = tokens.create(TokenScope.of(ACCOUNT), TokenRole.READ, Optional.empty());

        assertTrue(issued.token().isMadeOf(AccessToken.hash(issued.secret())));
        assertFalse(issued.token().isMadeOf(AccessToken.hash(issued.secret() + "0")));
        assertFalse(issued.toString().contains(issued.secret()));
    }

    @Test
    void aRevokedTokenIsGoneAndOthersStay() throws IOException {
        AccessToken one =
                tokens.create(TokenScope.ALL, TokenRole.READ, Optional.empty()).token();
        AccessToken two =
                tokens.create(TokenScope.ALL, TokenRole.READ, Optional.empty()).token();

        assertTrue(tokens.revoke(one.id()));
        assertFalse(tokens.revoke(one.id()));
        assertFalse(tokens.revoke("../tokens"));
        assertEquals(List.of(two), tokens.list());
    }

    @Test
    void aDamagedTokenOpensNothing() throws IOException {
        AccessToken token = tokens.create(TokenScope.of(ACCOUNT), TokenRole.READ, Optional.empty())
                .token();
        Path file = temp.resolve(".mirror/tokens/" + token.id());

        Files.writeString(file, Files.readString(file).replace("accounts a", "accounts *"));

        assertEquals(List.of(), tokens.list());
    }

    @Test
    void whatANewerVersionWroteIsSaid() throws IOException {
        Files.createDirectories(temp.resolve(".mirror/access"));
        Files.writeString(temp.resolve(".mirror/access/a"), "channel-mirror-access 2 whatever\n");

        IOException failure = assertThrows(IOException.class, () -> new Visibilities(storage).of(ACCOUNT));

        assertTrue(failure.getMessage().contains("newer version"), failure.getMessage());
    }

    @Test
    void theSameVisibilityIsNotWrittenAgain() throws IOException {
        Visibilities visibilities = new Visibilities(storage);
        assertEquals(Visibility.PUBLIC, visibilities.of(ACCOUNT));
        visibilities.set(ACCOUNT, Visibility.PRIVATE);
        Object before = Files.readAttributes(temp.resolve(".mirror/access/a"), "lastModifiedTime,fileKey");

        visibilities.set(ACCOUNT, Visibility.PRIVATE);

        assertEquals(before, Files.readAttributes(temp.resolve(".mirror/access/a"), "lastModifiedTime,fileKey"));
        assertEquals(Visibility.PRIVATE, visibilities.of(ACCOUNT));
    }
}
