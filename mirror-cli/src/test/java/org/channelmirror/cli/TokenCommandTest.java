package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenCommandTest {

    @TempDir
    Path dir;

    private CliRun run(String... args) {
        return CliRun.of(dir, new FakeClient(), args);
    }

    private static String lastWord(String text) {
        String words = text.strip();
        return words.substring(Math.max(words.lastIndexOf(' '), words.lastIndexOf('\n')) + 1);
    }

    @Test
    void theTokenIsTheLastWordAndIsNeverShownAgain() {
        CliRun made = run("token", "create", "--account", "main", "--expires", "30d");
        String token = lastWord(made.out());

        assertEquals(0, made.code(), made.err());
        assertTrue(token.matches("[A-Za-z0-9-]{20,}"), token);
        assertEquals("", made.err());
        CliRun list = run("token", "list");
        assertTrue(list.out().contains("main"), list.out());
        assertFalse(list.out().contains(token.substring(3)), list.out());
    }

    @Test
    void aTokenIsJsonToo() {
        JsonValue made =
                run("token", "create", "--admin", "--all-accounts", "--json").json();

        assertEquals("admin", made.at("role"));
        assertTrue(made.at("token").toString().matches("[A-Za-z0-9-]{20,}"));
        assertEquals(1, ((List<?>) run("token", "list", "--json").json().at("tokens")).size());
    }

    @Test
    void aRevokedTokenIsNoLongerListed() {
        String id = run("token", "create", "--json").json().at("id").toString();

        assertEquals("token " + id + " is revoked\n", run("token", "revoke", id).out());
        assertEquals(2, run("token", "revoke", id).code());
        assertTrue(run("token", "list").out().startsWith("no tokens;"));
    }

    @Test
    void aTokenThatIsGivenForItsIdIsNotRepeated() {
        String token = lastWord(run("token", "create").out());

        CliRun revoke = run("token", "revoke", token);

        assertEquals(2, revoke.code());
        assertFalse(revoke.err().contains(token), revoke.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "0d", "d", "1y", "-1d"})
    void aLifetimeIsATime(String time) {
        CliRun run = run("token", "create", "--expires=" + time);

        assertEquals(2, run.code());
        assertTrue(run.err().contains("no time such as 12h, 30d or 8w"), run.err());
    }

    @Test
    void aSyncNotesWhoMayReadTheAccount() throws Exception {
        String configuration = CliRun.configuration(dir, "visibility: private", "account: main");

        assertEquals(0, run("sync", "--config-file", configuration).code());

        assertTrue(Files.readString(dir.resolve("mirror/.mirror/access/main")).endsWith("\nprivate\n"));
    }
}
