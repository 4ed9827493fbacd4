package org.channelmirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final Credential BEARER = new Credential.Bearer("b");

    @Test
    void theFirstThatKnowsTheServerAnswers() {
        Origin a = Origin.parse("a");
        Origin b = Origin.parse("b");
        Credential other = new Credential.CondaToken("c");
        Credentials both = Credentials.of(Map.of(a, BEARER)).orElse(Credentials.of(Map.of(a, other, b, other)));

        assertEquals(Optional.of(BEARER), both.find(a));
        assertEquals(Optional.of(other), both.find(b));
        assertEquals(Optional.empty(), both.find(Origin.parse("c")));
    }

    @Test
    void warningsOfBothAreKept() {
        MirrorWarning warning = new MirrorWarning("s", "m");
        Credentials warned = new Credentials() {
            @Override
            public Optional<Credential> find(Origin origin) {
                return Optional.empty();
            }

            @Override
            public List<MirrorWarning> warnings() {
                return List.of(warning);
            }
        };

        assertEquals(List.of(warning), Credentials.NONE.orElse(warned).warnings());
        assertEquals(List.of(warning), warned.orElse(Credentials.NONE).warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "REPO_EXAMPLE_ORG, https://repo.example.org",
        "REPO_EXAMPLE_ORG, https://repo.example.org:8443",
        "MY__REPO_EXAMPLE_ORG, https://my-repo.example.org",
        "127_0_0_1, http://127.0.0.1:8080",
        "LOCALHOST, http://localhost",
    })
    void aVariableIsForTheHostOfItsName(String host, String origin) {
        assertEquals(
                Optional.of(BEARER),
                Credentials.fromEnvironment(Map.of("CHANNEL_MIRROR_BEARER_" + host, "b"))
                        .find(Origin.parse(origin)));
    }

    @ParameterizedTest
    @CsvSource({
        "REPO_EXAMPLE_ORG, http://repo.example.org",
        "REPO_EXAMPLE_ORG, https://x.repo.example.org",
        "REPO_EXAMPLE_ORG, https://repo_example.org",
        "A__B, https://a__b",
        "A__B, https://a..b",
        "A___B, https://a-.b",
        "repo_example_org, https://repo.example.org",
        "'', https://repo.example.org",
    })
    void andForNoOther(String host, String origin) {
        assertEquals(
                Optional.empty(),
                Credentials.fromEnvironment(Map.of("CHANNEL_MIRROR_BEARER_" + host, "b"))
                        .find(Origin.parse(origin)));
    }

    @Test
    void everyKindHasItsVariable() {
        Credentials all = Credentials.fromEnvironment(Map.of(
                "CHANNEL_MIRROR_TOKEN_A",
                "t-1",
                "CHANNEL_MIRROR_USER_B",
                "me",
                "CHANNEL_MIRROR_PASSWORD_B",
                "p:w",
                "CHANNEL_MIRROR_BEARER_C",
                ""));

        assertEquals(Optional.of(new Credential.CondaToken("t-1")), all.find(Origin.parse("a")));
        assertEquals(Optional.of(new Credential.Basic("me", "p:w")), all.find(Origin.parse("b")));
        assertEquals(Optional.empty(), all.find(Origin.parse("c")));
    }

    @Test
    void variablesThatContradictEachOtherAreNamed() {
        assertProblem(
                "CHANNEL_MIRROR_BEARER_A and CHANNEL_MIRROR_TOKEN_A are for the same host: unset one of them",
                Map.of("CHANNEL_MIRROR_TOKEN_A", "geheim", "CHANNEL_MIRROR_BEARER_A", "geheim"));
        assertProblem(
                "CHANNEL_MIRROR_USER_A is set, but CHANNEL_MIRROR_PASSWORD_A is not: set both or none",
                Map.of("CHANNEL_MIRROR_USER_A", "geheim"));
        assertProblem(
                "CHANNEL_MIRROR_PASSWORD_A is set, but CHANNEL_MIRROR_USER_A is not: set both or none",
                Map.of("CHANNEL_MIRROR_PASSWORD_A", "geheim"));
        assertProblem(
                "CHANNEL_MIRROR_TOKEN_A cannot be used: a conda token is not empty and has letters, digits and -._~ only",
                Map.of("CHANNEL_MIRROR_TOKEN_A", "geheim/geheim"));
    }

    private static void assertProblem(String message, Map<String, String> environment) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Credentials.fromEnvironment(environment));
        assertEquals(message, e.getMessage());
    }

    @Test
    void noTextFormShowsASecret() {
        for (Object shown : new Object[] {
            new Credential.Basic("geheim", "geheim"),
            new Credential.Bearer("geheim"),
            new Credential.CondaToken("geheim"),
            ProxyServer.parse("http://geheim:geheim@proxy:3128"),
            ProxySettings.builder()
                    .proxy("https", ProxyServer.parse("geheim:geheim@proxy:3128"))
                    .build(),
            Credentials.of(Map.of(Origin.parse("h"), new Credential.Bearer("geheim"))),
            Credentials.fromEnvironment(Map.of("CHANNEL_MIRROR_BEARER_A", "geheim"))
        }) {
            assertFalse(shown.toString().contains("geheim"), shown.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "caf\u00e9"})
    void whatNoHeaderCanHoldIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Credential.Bearer(text));
        assertThrows(IllegalArgumentException.class, () -> new Credential.CondaToken(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "a?b", "%2e%2e"})
    void aCondaTokenIsOneSegmentOfAPath(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Credential.CondaToken(text));
    }

    @Test
    void aUserHasNoColon() {
        assertThrows(IllegalArgumentException.class, () -> new Credential.Basic("a:b", "p"));
        assertThrows(IllegalArgumentException.class, () -> new Credential.Basic("", "p"));
        assertThrows(IllegalArgumentException.class, () -> new Credential.Basic("a", "p\n"));
    }
}
