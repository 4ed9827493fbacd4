package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.junit.jupiter.api.Test;

/** Several mirrors in one file. */
class MirrorsTest {

    private static final String[] TWO = {
        "platforms: [linux-64]",
        "blacklist: [a]",
        "max_parallel: 3",
        "mirrors:",
        "  - account: main",
        "    channels: pkgs/main",
        "  - dest_channel: forge",
        "    channels: conda-forge",
        "    platforms: [osx-64]",
        "    exclude: [b]",
    };

    private static MirrorDefinitions parse(String... lines) throws ConfigException {
        return Configs.loader().parseAll("c.yaml", String.join("\n", lines));
    }

    @Test
    void whatStandsBesideIsTheDefaultOfEach() throws ConfigException {
        MirrorDefinitions definitions = parse(TWO);

        assertEquals(List.of(new AccountName("main"), new AccountName("forge")), definitions.accounts());
        MirrorDefinition main = definitions.all().get(0);
        MirrorDefinition forge = definitions.all().get(1);
        assertEquals(3, main.maxParallel());
        assertEquals(3, forge.maxParallel());
        assertEquals(List.of("https://conda.anaconda.org/pkgs/main/"), Configs.urls(main));
        assertEquals(
                "[noarch, linux-64]", main.subdirs().subdirs().orElseThrow().toString());
        assertEquals("[noarch, osx-64]", forge.subdirs().subdirs().orElseThrow().toString());
    }

    @Test
    void anEntrysKeyTakesTheDefaultsPlaceUnderWhateverName() throws ConfigException {
        MirrorDefinitions definitions = parse(TWO);

        assertEquals(
                List.of("REMOVAL blacklist: [a]"),
                definitions.all().get(0).packages().descriptions());
        assertEquals(
                List.of("REMOVAL exclude: [b]"),
                definitions.all().get(1).packages().descriptions());
    }

    @Test
    void theAccountPicksOne() throws ConfigException {
        MirrorDefinitions definitions = parse(TWO);

        assertEquals(definitions.all().get(1), definitions.pick(Optional.of(new AccountName("forge"))));
        assertEquals(
                "c.yaml: it has 2 mirrors: main, forge; choose one with --account NAME, or sync them all"
                        + " with --all",
                failure(definitions, Optional.empty()));
        assertEquals(
                "c.yaml: none of its 2 mirrors fills the account \"r\"; they fill main, forge",
                failure(definitions, Optional.of(new AccountName("r"))));
        assertThrows(ConfigException.class, () -> Configs.parse(TWO));
    }

    @Test
    void ofASingleMirrorTheAccountIsNotAsked() throws ConfigException {
        MirrorDefinitions one = parse("mirrors: [{channels: r}]");

        assertEquals(List.of(AccountName.DEFAULT), one.accounts());
        assertEquals(one.all().get(0), one.pick(Optional.of(new AccountName("other"))));
    }

    @Test
    void everyMistakeIsNamedOnce() {
        assertEquals(
                List.of(
                        "1:1: unknown key \"platfroms\"; did you mean \"platforms\"?",
                        "2:14: max_retries: expected a whole number from 0 to 100, not \"x\"",
                        "4:5: mirrors: this entry needs \"channels\", such as \"channels: [conda-forge]\"",
                        "6:5: unknown key \"acount\"; did you mean \"account\"?"),
                Configs.problems(
                        "platfroms: osx-64",
                        "max_retries: x",
                        "mirrors:",
                        "  - account: a",
                        "  - channels: r",
                        "    acount: b"));
    }

    @Test
    void twoMirrorsDoNotShareAnAccount() {
        assertEquals(
                List.of(
                        "3:5: mirrors: this entry fills the account \"anaconda\", as the one in line 2 does; give each an"
                                + " \"account\" of its own"),
                Configs.problems("mirrors:", "  - channels: r", "  - channels: s"));
    }

    @Test
    void wrongShapesAreNamed() {
        String expected = "mirrors: expected a list of mirrors, each with keys of its own, such as \"- account: r\"";

        assertEquals(List.of("1:1: " + expected), Configs.problems("mirrors:"));
        assertEquals(List.of("1:1: " + expected), Configs.problems("mirrors: {r: {channels: r}}"));
        assertEquals(List.of("1:11: " + expected), Configs.problems("mirrors: [r, {channels: r}]"));
        assertEquals(
                List.of("1:25: mirrors: an entry is one mirror and has no \"mirrors\" of its own"),
                Configs.problems("mirrors: [{channels: r, mirrors: []}]"));
    }

    @Test
    void theClosedListStandsAloneWhereverTheOtherIs() {
        assertEquals(
                List.of(
                        "4:5: \"only\" cannot stand together with \"blacklist\" in line 1: \"only\" is already the whole"
                                + " list; keep one of them"),
                Configs.problems("blacklist: a", "mirrors:", "  - channels: r", "    only: b"));
    }

    private static String failure(MirrorDefinitions definitions, Optional<AccountName> account) {
        return String.valueOf(assertThrows(ConfigException.class, () -> definitions.pick(account))
                .getMessage());
    }
}
