package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MaxShrink;
import org.channelmirror.api.RemovedUpstream;
import org.channelmirror.api.ReplacedUpstream;
import org.channelmirror.api.RetryPolicy;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.UnmatchedPackages;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    @TempDir
    Path folder;

    @Test
    void everyDefault() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: conda-forge");

        assertEquals(List.of("https://conda.anaconda.org/conda-forge/"), Configs.urls(definition));
        assertEquals("conda-forge", definition.channels().get(0).written());
        assertEquals(SubdirSelection.all(), definition.subdirs());
        assertEquals(Optional.empty(), definition.account());
        assertEquals(Optional.empty(), definition.mirrorDir());
        assertEquals(8, definition.maxParallel());
        assertEquals(RetryPolicy.DEFAULT, definition.retryPolicy());
        assertEquals(UpstreamAccess.DEFAULT, definition.access());
        assertEquals(5, definition.retryPolicy().maxRetries());
        assertEquals(Optional.empty(), definition.bandwidthLimit());
        assertEquals(0, definition.minFreeSpace());
        assertEquals(RemovedUpstream.HIDE, definition.removedUpstream());
        assertEquals(UnmatchedPackages.KEEP, definition.unmatched());
        assertEquals(ReplacedUpstream.FOLLOW, definition.replacedUpstream());
        assertEquals(new MaxShrink(10, 50), definition.maxShrink());
        assertEquals(Duration.ofHours(24), definition.gracePeriod());
        assertTrue(definition.packages().isEverything());
        assertEquals(ClosureRequirement.REPORTED, definition.closure());
        assertEquals(List.of(), definition.warnings());
    }

    @Test
    void sizesOfTransfersAndSpace() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: r", "bandwidth_limit: 10MiB/s", "min_free_space: 20 GB");

        assertEquals(Optional.of(10L << 20), definition.bandwidthLimit());
        assertEquals(20_000_000_000L, definition.minFreeSpace());
        assertTrue(Configs.problems("channels: r", "bandwidth_limit: fast")
                .get(0)
                .startsWith("2:18: bandwidth_limit: expected a size such as"));
        assertEquals(1, Configs.problems("channels: r", "min_free_space: -1").size());
    }

    @ParameterizedTest
    @CsvSource({"24h,PT24H", "7d,P7D", "2W,P14D", "30 m,PT30M", "0h,PT0S"})
    void timesThatFilesStay(String text, Duration expected) throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: r", "grace_period: " + text);

        assertEquals(expected, definition.gracePeriod());
        CleanRequest request = definition.cleanRequest(
                definition.syncRequest(new InMemoryStorage()).build());
        assertEquals(expected, request.gracePeriod());
        assertEquals(DeletionTime.AFTER_GRACE_PERIOD, request.deletion());
        assertEquals(MajorityRemoval.REFUSE, request.majority());
    }

    @Test
    void aTimeWithoutAUnitIsRefused() {
        assertEquals(
                List.of("2:15: grace_period: expected a time such as 24h, 7d, 2w or 30m (minutes), not \"24\""),
                Configs.problems("channels: r", "grace_period: 24"));
    }

    @Test
    void everyKey() throws ConfigException {
        MirrorDefinition definition = Configs.parse(
                "channels:",
                "  - r",
                "  - file:///srv/x",
                "platforms: [Linux-64, noarch, osx-arm64]",
                "account: r-channel",
                "mirror_dir: mirrors/r",
                "channel_alias: https://repo.example.org/conda",
                "max_parallel: 3",
                "max_retries: 0",
                "removed_upstream: keep",
                "unmatched: hide",
                "replaced_upstream: FAIL",
                "require_closed: True");

        assertEquals(List.of("https://repo.example.org/conda/r/", "file:///srv/x/"), Configs.urls(definition));
        assertEquals(
                Optional.of(List.of(Subdir.NOARCH, new Subdir("linux-64"), new Subdir("osx-arm64"))),
                definition.subdirs().subdirs());
        assertEquals(Optional.of(new AccountName("r-channel")), definition.account());
        assertEquals(Optional.of(Path.of("/work dir/mirrors/r")), definition.mirrorDir());
        assertEquals(3, definition.maxParallel());
        assertEquals(0, definition.retryPolicy().maxRetries());
        assertEquals(RemovedUpstream.KEEP, definition.removedUpstream());
        assertEquals(UnmatchedPackages.HIDE, definition.unmatched());
        assertEquals(ReplacedUpstream.FAIL, definition.replacedUpstream());
        assertEquals(ClosureRequirement.REQUIRED, definition.closure());
    }

    @Test
    void aScalarStandsForAListOfOne() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels: r", "platforms: linux-64");

        assertEquals(
                Optional.of(List.of(Subdir.NOARCH, new Subdir("linux-64"))),
                definition.subdirs().subdirs());
    }

    @Test
    void wrongValuesAreNamedWithTheirPlace() {
        assertEquals(
                List.of(
                        "2:20: platforms: \"linux64\" is not a subdir: expected \"noarch\" or a form like \"linux-64\"",
                        "3:15: max_parallel: expected a whole number from 1 to 256, not \"0\"",
                        "4:14: max_retries: expected a whole number from 0 to 100, not \"5.5\"",
                        "5:19: removed_upstream: \"delete\" is not one of hide, keep, remove",
                        "6:12: unmatched: \"follow\" is not one of keep, hide",
                        "7:20: replaced_upstream: \"hide\" is not one of follow, keep, fail",
                        "8:17: require_closed: expected true or false, not \"yes\""),
                Configs.problems(
                                "channels: r",
                                "platforms: [osx-64,linux64]",
                                "max_parallel: 0",
                                "max_retries: 5.5",
                                "removed_upstream: delete",
                                "unmatched: follow",
                                "replaced_upstream: hide",
                                "require_closed: yes",
                                "account: Anaconda")
                        .subList(0, 7));
        assertTrue(Configs.problems("channels: r", "account: Anaconda")
                .get(0)
                .startsWith("2:10: account: \"Anaconda\" is not an account name: use lower-case"));
    }

    @Test
    void aShrinkIsAShareOrAShareAndANumber() throws ConfigException {
        assertEquals(
                new MaxShrink(25, 50),
                Configs.parse("channels: r", "max_shrink: 25%").maxShrink());
        assertEquals(
                new MaxShrink(0, 50),
                Configs.parse("channels: r", "max_shrink: '0 %'").maxShrink());
        assertEquals(
                new MaxShrink(100, 7),
                Configs.parse("channels: r", "max_shrink: {percent: 100, packages: 7}")
                        .maxShrink());
        assertEquals(
                new MaxShrink(10, 1000),
                Configs.parse("channels: r", "max_shrink:", "  packages: 1000").maxShrink());
    }

    @Test
    void aShrinkThatIsNoneIsNamed() {
        assertEquals(
                List.of(
                        "2:13: max_shrink: \"10\" may be a share or a number: write \"10%\", or {percent: 10, packages: 10}"),
                Configs.problems("channels: r", "max_shrink: 10"));
        assertEquals(
                List.of("2:13: max_shrink: expected a percentage from 0 to 100, not 101"),
                Configs.problems("channels: r", "max_shrink: 101%"));
        assertEquals(
                List.of(
                        "2:23: percent: expected a whole number, not \"-1\"",
                        "2:37: packages: expected a whole number, not \"1.5\"",
                        "2:42: max_shrink: \"files\" is not one of percent, packages"),
                Configs.problems("channels: r", "max_shrink: {percent: -1, packages: 1.5, files: 3}"));
        assertEquals(
                List.of("2:13: max_shrink: expected one plain value"),
                Configs.problems("channels: r", "max_shrink: [1]"));
    }

    @Test
    void wrongShapesAreNamedWithTheirPlace() {
        assertEquals(
                List.of(
                        "1:1: \"channels\" is empty; list at least one channel, such as conda-forge",
                        "2:1: \"platforms\" is empty; list platforms such as linux-64, or remove the key for all that the"
                                + " channel has",
                        "3:1: \"account\" has no value; give one, or remove the key",
                        "4:15: max_parallel: expected one plain value",
                        "5:14: url_mapping: expected lines of the form \"from: to\"",
                        "6:11: exclude: expected a plain value",
                        "8:4: include: an entry has no value; give one, or remove it",
                        "9:13: mirror_dir: tags, which begin with \"!\", are not supported; remove it, or put the value in"
                                + " quotes"),
                Configs.problems(
                        "channels:",
                        "platforms: []",
                        "account:",
                        "max_parallel: [3]",
                        "url_mapping: https://a",
                        "exclude: [{name: numpy}]",
                        "include:",
                        "  -",
                        "mirror_dir: !path /srv"));
    }

    @Test
    void withoutChannelsThereIsNothingToMirror() {
        String expected = "a configuration needs \"channels\", such as \"channels: [conda-forge]\"";

        assertEquals(List.of(expected), Configs.problems(""));
        assertEquals(List.of(expected), Configs.problems("# only a comment"));
        assertEquals(List.of(expected), Configs.problems("platforms: linux-64"));
        assertEquals(List.of(expected), Configs.problems("remote_url: ''"));
    }

    @Test
    void mirrorDirIsAFolder() {
        assertTrue(Configs.problems("channels: r", "mirror_dir: s3://bucket/x")
                .get(0)
                .startsWith("2:13: mirror_dir: \"s3://bucket/x\" is a URL: a folder is expected"));
        assertTrue(
                Configs.problems("channels: r", "mirror_dir: ~/mirror").get(0).contains("write $HOME"));
    }

    @Test
    void variablesAreExpanded() throws ConfigException {
        MirrorDefinition definition = Configs.parse(
                "channels:",
                "  - file://$ARCHIVE/r/pkgs",
                "  - https://conda.anaconda.org/t/${TOKEN}/chan",
                "mirror_dir: /srv/$$x${EMPTY}/$ARCHIVE-1");

        assertEquals(
                List.of("file:///mnt/usb/r/pkgs/", "https://conda.anaconda.org/t/abc-123/chan/"),
                Configs.urls(definition));
        assertEquals(Optional.of(Path.of("/srv/$x/mnt/usb-1")), definition.mirrorDir());
    }

    @Test
    void anUnsetVariableIsNamed() {
        List<String> problems = Configs.problems("channels:", "  - file://$NOWHERE/r", "  - ${ALSO_NOT}/x", "  - ${x");

        assertEquals(3, problems.size());
        assertTrue(problems.get(0).startsWith("2:5: channels: the variable NOWHERE is not set"), problems.get(0));
        assertTrue(problems.get(1).startsWith("3:5: channels: the variable ALSO_NOT is not set"), problems.get(1));
        assertTrue(problems.get(2).startsWith("4:5: channels: \"${\" begins a variable"), problems.get(2));
    }

    @Test
    void aPlaceholderIsNotTakenForAToken() {
        assertEquals(
                List.of("2:5: channels: <TOKEN> is a placeholder: put the real token in its place,"
                        + " or a variable such as $TOKEN"),
                Configs.problems("channels:", "  - https://conda.anaconda.org/t/<TOKEN>/anaconda-nb-extensions"));
    }

    @Test
    void valuesAreReadByTheirText() throws ConfigException {
        MirrorDefinition definition =
                Configs.parse("channels: r", "exclude: [3.10, yes, 010, 1e3, 2026-01-01, '~', \"a, b\", 'c\"']");

        assertEquals(
                List.of("REMOVAL exclude: [3.10, yes, 010, 1e3, 2026-01-01, ~, \"a, b\", \"c\\\"\"]"),
                definition.packages().descriptions());
    }

    @Test
    void urlMappingAppliesToResolvedChannels() throws ConfigException {
        MirrorDefinition definition = Configs.parse(
                "channels: [conda-forge, r]",
                "url_mapping:",
                "  https://conda.anaconda.org: https://parent.example.org/conda",
                "  https://conda.anaconda.org/r/: $ARCHIVE/r pkgs");

        assertEquals(
                List.of("https://parent.example.org/conda/conda-forge/", "file:///mnt/usb/r%20pkgs/"),
                Configs.urls(definition));
        assertEquals("r", definition.channels().get(1).written());
    }

    @Test
    void mistakesInUrlMappingAreNamed() {
        List<String> problems = Configs.problems(
                "channels: r",
                "url_mapping:",
                "  conda-forge: /srv/x",
                "  https://a/: ftp://b",
                "  https://c: /x",
                "  https://c/: /y",
                "channel_alias: /srv");

        assertEquals(4, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("3:3: url_mapping: \"conda-forge\" is not a URL"), problems.get(0));
        assertTrue(problems.get(1).startsWith("4:15: url_mapping: channel \"ftp://b\""), problems.get(1));
        assertEquals("6:3: url_mapping: the prefix https://c/ stands here again; keep one of them", problems.get(2));
        assertTrue(problems.get(3).startsWith("7:16: channel_alias: \"/srv\" is not a URL"), problems.get(3));
    }

    @Test
    void aChannelThatIsListedTwiceIsAWarning() throws ConfigException {
        MirrorDefinition definition = Configs.parse("channels:", "  - r", "  - https://conda.anaconda.org/r/");

        assertEquals(List.of("https://conda.anaconda.org/r/"), Configs.urls(definition));
        assertEquals("c.yaml:3:5", definition.warnings().get(0).subject());
        assertTrue(definition.warnings().get(0).message().contains("is listed twice"));
    }

    @Test
    void aDefinitionShowsNoSecrets() throws ConfigException {
        String shown = Configs.parse("channels: [https://user:geheim@host/t/abc-123/x, t/abc-123/y]")
                .toString();

        assertFalse(shown.contains("geheim"), shown);
        assertFalse(shown.contains("abc-123"), shown);
    }

    @Test
    void aFileIsRead() throws IOException, ConfigException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "\uFEFFchannels: r\r\nplatforms: osx-64\r\n");

        assertEquals(List.of("https://conda.anaconda.org/r/"), Configs.urls(load(file)));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path latin1 =
                Files.write(folder.resolve("latin1.yaml"), "channels: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[YamlReader.MAX_BYTES + 1]);
        Path absent = folder.resolve("absent.yaml");

        assertEquals(latin1 + ": is not UTF-8 text; save it as UTF-8", loadFailure(latin1));
        assertTrue(loadFailure(large).contains("is larger than"));
        assertEquals(absent + ": there is no such file", loadFailure(absent));
        assertTrue(loadFailure(folder).startsWith(folder + ": cannot be read"));
    }

    private String loadFailure(Path file) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> load(file)).getMessage());
    }

    private static MirrorDefinition load(Path file) throws ConfigException {
        return new ConfigLoader(List.of(), Map.of(), Path.of("/")).load(file);
    }
}
