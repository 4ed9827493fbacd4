package org.channelmirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.channelmirror.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetrcTest {

    @TempDir
    Path dir;

    private Credentials read(String... lines) throws IOException {
        return Credentials.netrc(Files.writeString(dir.resolve("netrc"), String.join("\n", lines)));
    }

    private static void assertFinds(String user, String password, Credentials credentials, String host) {
        assertEquals(Optional.of(new Credential.Basic(user, password)), credentials.find(Origin.parse(host)));
    }

    private static void assertFindsNothing(Credentials credentials, String... hosts) {
        Arrays.stream(hosts)
                .forEach(host -> assertEquals(Optional.empty(), credentials.find(Origin.parse(host)), host));
    }

    /** The warnings as {@code line: message}. */
    private static List<String> warnings(Credentials credentials) {
        return credentials.warnings().stream()
                .map(warning -> warning.subject().replaceFirst(".*:", "") + ": " + warning.message())
                .toList();
    }

    @Test
    void readsEntriesInEveryLayout() throws IOException {
        Credentials credentials = read(
                "# a comment",
                "machine one.example.org login me password secret",
                "machine two.example.org",
                "\tlogin you # another",
                "\taccount whatever",
                "\tpassword #s",
                "",
                "machine Three.example.org password p login \"u s\"");

        assertFinds("me", "secret", credentials, "one.example.org");
        assertFinds("you", "#s", credentials, "two.example.org");
        assertFinds("u s", "p", credentials, "three.example.org");
        assertEquals(List.of(), credentials.warnings());
    }

    @Test
    void quotesHoldBlanksTogether() throws IOException {
        Credentials credentials = read("machine h login u password \"a b\\\"c\\\\d\"");

        assertFinds("u", "a b\"c\\d", credentials, "h");
    }

    @Test
    void aMachineIsTheHostAtEveryPortByHttps() throws IOException {
        Credentials credentials = read("machine h login u password p", "machine 127.0.0.1 login u password q");

        assertFinds("u", "p", credentials, "h");
        assertFinds("u", "p", credentials, "h:8443");
        assertFinds("u", "q", credentials, "http://127.0.0.1:8080");
        assertFindsNothing(credentials, "http://h", "x.h", "hh");
    }

    @Test
    void theFirstEntryOfAMachineCounts() throws IOException {
        assertFinds("a", "1", read("machine h login a password 1", "machine h login b password 2"), "h");
    }

    @Test
    void macrosAreSkipped() throws IOException {
        Credentials credentials = read(
                "machine a login u password p",
                "macdef init",
                "cd /pub",
                "machine evil login u password p",
                "  ",
                "machine b login u password p");

        assertFinds("u", "p", credentials, "a");
        assertFinds("u", "p", credentials, "b");
        assertFindsNothing(credentials, "evil");
        assertEquals(List.of(), credentials.warnings());
    }

    @Test
    void aMacroMayBeTheLast() throws IOException {
        assertFinds("u", "p", read("machine a login u password p", "macdef x", "y"), "a");
        assertFinds("u", "p", read("machine a login u password p", "macdef x"), "a");
    }

    @Test
    void defaultIsForNobody() throws IOException {
        Credentials credentials = read("machine a login u password p", "default login geheim password geheim");

        assertFindsNothing(credentials, "b");
        assertEquals(
                List.of("2: \"default\" names no server, so it is not used: write \"machine\" and the host's name"),
                warnings(credentials));
        assertEquals(List.of(), warnings(read("default login anonymous password me@example.org")));
    }

    @Test
    void aMistakeIsAWarningWithItsLineAndTheRestCounts() throws IOException {
        Credentials credentials = read(
                "machine a login u password geheim geheim geheim",
                "machine b login u password p",
                "machine c login u",
                "geheim",
                "machine d login u password p",
                "machine e password geheim",
                "machine f login a:geheim password p");

        assertFindsNothing(credentials, "a", "c", "e", "f");
        assertFinds("u", "p", credentials, "b");
        assertFinds("u", "p", credentials, "d");
        String expected = ": expected machine, login, password, account, default or macdef; a word with blanks needs"
                + " quotes; this entry is passed over";
        assertEquals(
                List.of(
                        "1" + expected,
                        "4" + expected,
                        "6: the entry has no login or no password, so it is not used",
                        "7: the entry is not used: a user is not empty and has no \":\""),
                warnings(credentials));
    }

    @Test
    void whatIsCutOffIsPassedOver() throws IOException {
        Credentials quote = read("machine a login u password p", "machine b login u", "password \"geheim", "machine c");
        assertFinds("u", "p", quote, "a");
        assertEquals(List.of("3: a quote is not closed; what follows is passed over"), warnings(quote));

        Credentials end = read("machine a login u password p", "machine");
        assertFinds("u", "p", end, "a");
        assertEquals(List.of("2: a word is missing at the end; what follows is passed over"), warnings(end));
    }

    @Test
    void anEmptyFileHasNothing() throws IOException {
        assertEquals(List.of(), read("").warnings());
        assertFindsNothing(read(""), "h");
    }

    @Test
    void aFileThatCannotBeReadIsAWarning() {
        Path absent = dir.resolve("absent");
        MirrorWarning warning = Credentials.netrc(absent).warnings().get(0);

        assertEquals(absent.toString(), warning.subject());
        assertTrue(warning.message().contains("there is no such file"), warning.message());
        assertFalse(Credentials.netrc(dir).warnings().isEmpty(), "a folder is no netrc");
    }
}
