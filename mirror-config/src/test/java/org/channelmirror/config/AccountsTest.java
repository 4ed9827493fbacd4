package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.junit.jupiter.api.Test;

/** {@code accounts}, {@code account_mapping} and {@code remote_url}, which stand in the place of {@code channels}. */
class AccountsTest {

    private static MirrorDefinitions parse(String... lines) throws ConfigException {
        return Configs.loader().parseAll("c.yaml", String.join("\n", lines));
    }

    private static List<String> accounts(MirrorDefinitions definitions) {
        return definitions.accounts().stream().map(AccountName::value).toList();
    }

    @Test
    void eachIsAMirrorOfItsChannel() throws ConfigException {
        MirrorDefinitions definitions = parse("platforms: linux-64", "accounts: [anaconda, conda-forge]");

        assertEquals(List.of("anaconda", "conda-forge"), accounts(definitions));
        assertEquals(
                List.of("https://conda.anaconda.org/anaconda/"),
                Configs.urls(definitions.all().get(0)));
        assertEquals(
                List.of("https://conda.anaconda.org/conda-forge/"),
                Configs.urls(definitions.all().get(1)));
        assertEquals(
                "[noarch, linux-64]",
                definitions.all().get(1).subdirs().subdirs().orElseThrow().toString());
    }

    @Test
    void theyFollowTheAliasWithItsTokenAndTheMapping() throws ConfigException {
        MirrorDefinition aliased =
                Configs.parse("accounts: r", "channel_alias: https://repo.example.org/conda", "api_token: $TOKEN");
        MirrorDefinition mapped =
                Configs.parse("accounts: r", "url_mapping: {'https://conda.anaconda.org/': 'file:///mnt/'}");

        assertEquals(List.of("https://repo.example.org/conda/t/abc-123/r/"), Configs.urls(aliased));
        assertEquals(List.of("file:///mnt/r/"), Configs.urls(mapped));
        assertEquals(
                "https://conda.anaconda.org/r/",
                mapped.channels().get(0).origin().url().toString());
    }

    @Test
    void aMappingSaysWhichAccountOneFills() throws ConfigException {
        MirrorDefinitions definitions =
                parse("accounts: [anaconda, Esri]", "account_mapping: {anaconda: anaconda-mirror, Esri: esri}");

        assertEquals(List.of("anaconda-mirror", "esri"), accounts(definitions));
        assertEquals(
                List.of("https://conda.anaconda.org/Esri/"),
                Configs.urls(definitions.all().get(1)));
        assertEquals(
                Optional.of(new AccountName("esri")),
                definitions.pick(Optional.of(new AccountName("esri"))).account());
    }

    @Test
    void anEntryOfMirrorsMayHaveThem() throws ConfigException {
        MirrorDefinitions definitions =
                parse("channels: pkgs/main", "mirrors:", "  - account: main", "  - accounts: [r, msys2]");

        assertEquals(List.of("main", "r", "msys2"), accounts(definitions));
        assertEquals(
                List.of("https://conda.anaconda.org/msys2/"),
                Configs.urls(definitions.all().get(2)));
    }

    @Test
    void theyExcludeChannelsAndTheirAccount() {
        assertEquals(
                List.of(
                        "2:1: \"channels\" cannot stand together with \"accounts\" in line 1: each of the accounts is a"
                                + " channel; keep one of them",
                        "3:1: \"account\" cannot stand together with \"accounts\" in line 1: each of the accounts fills"
                                + " its own; rename it with \"account_mapping\""),
                Configs.problems("accounts: [r]", "channels: s", "account: t1"));
        assertTrue(
                Configs.problems("accounts: r", "dest_channel: x").get(0).startsWith("2:1: \"dest_channel\" cannot"));
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() {
        assertEquals(
                List.of(
                        "1:15: accounts: \"https://conda.anaconda.org/s\" is not the name of an account, such as"
                                + " conda-forge; for URLs and folders use \"channels\"",
                        "1:45: accounts: \"Esri\" is no name for an account here, which has lower-case letters, digits,"
                                + " \"_\", \".\" and \"-\" only; map it under \"account_mapping\""),
                Configs.problems("accounts: [r, https://conda.anaconda.org/s, Esri]"));
        assertEquals(
                List.of("2:19: account_mapping: \"anacnda\" is not one of the accounts; did you mean \"anaconda\"?"),
                Configs.problems("accounts: [anaconda]", "account_mapping: {anacnda: x}"));
        assertEquals(
                List.of("2:22: account_mapping: \"No Name\" is not an account name: use lower-case letters, digits,"
                        + " \"_\", \".\" and \"-\", at most 128, and not \"t\""),
                Configs.problems("accounts: [r]", "account_mapping: {r: No Name}"));
        assertEquals(
                List.of("2:1: \"account_mapping\" maps what \"accounts\" lists, and there is no such key; of"
                        + " \"channels\", \"account\" says which account they fill"),
                Configs.problems("channels: r", "account_mapping: {r: s}"));
        assertEquals(
                List.of("1:1: \"accounts\" is empty; list at least one account, such as conda-forge"),
                Configs.problems("accounts: []"));
        assertEquals(
                List.of(
                        "a configuration needs \"channels\", such as \"channels: [conda-forge]\"",
                        "1:1: unknown key \"acounts\"; did you mean \"accounts\"?"),
                Configs.problems("acounts: [r]"));
    }

    @Test
    void twoDoNotFillOneAccount() {
        assertEquals(
                List.of(
                        "1:15: accounts: this entry fills the account \"r\", as the one in line 1 does; map one of them to"
                                + " another name under \"account_mapping\""),
                Configs.problems("accounts: [r, s]", "account_mapping: {s: r}"));
    }

    @Test
    void theOriginalsDefaultChannelsAreBelowTheRemoteUrl() throws ConfigException {
        MirrorDefinition definition = Configs.parse("remote_url: https://repo.example.org/");

        assertEquals(
                List.of(
                        "https://repo.example.org/pkgs/main/",
                        "https://repo.example.org/pkgs/r/",
                        "https://repo.example.org/pkgs/msys2/"),
                Configs.urls(definition));
        assertEquals(List.of(), definition.warnings());
        assertEquals(
                List.of("1:13: remote_url: \"x\" is not a URL: begin it with https://, http:// or file:///"),
                Configs.problems("remote_url: x"));
    }

    @Test
    void besideChannelsTheRemoteUrlIsOnlyForInstallers() throws ConfigException {
        MirrorDefinition beside = Configs.parse("channels: r", "remote_url: https://repo.example.org/");

        assertEquals(List.of("https://conda.anaconda.org/r/"), Configs.urls(beside));
        assertEquals(1, beside.warnings().size());
        assertEquals("c.yaml:2:1", beside.warnings().get(0).subject());
        assertEquals(List.of(), Configs.parse("channels: r", "remote_url: \"\"").warnings());
    }

    @Test
    void theLogsFolderIsAFolder() throws ConfigException {
        assertEquals(
                Optional.of(Path.of("/work dir/logs").toAbsolutePath()),
                Configs.parse("channels: r", "log_dir: logs").logDir());
        assertEquals(Optional.empty(), Configs.parse("channels: r").logDir());
    }

    @Test
    void aMappedChannelIsKnownByItsOwnUrl() throws ConfigException {
        ChannelResolver resolver = new ChannelResolver(
                "https://conda.anaconda.org",
                Map.of("https://conda.anaconda.org/", "http://127.0.0.1:9/"),
                Path.of("/"));

        assertEquals(new Channel(URI.create("http://127.0.0.1:9/r/")), resolver.resolve("r"));
        assertEquals(
                "https://conda.anaconda.org/r/",
                resolver.configured("r").origin().url().toString());
    }
}
