package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.dataformat.toml.TomlMapper;

/** {@code config condarc} prints what clients read, and with it they ask nobody but the mirror. */
class ConfigCondarcTest {

    private static final String BASE = "http://packages.example.org:8080/conda";
    private static final String FORGE = BASE + "/forge";
    private static final String MAIN = BASE + "/main-and-r";
    private static final String BIO = BASE + "/bioconda";
    private static final String OWN = BASE + "/own";

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(dir.resolve("all.yaml"), """
                mirrors:
                  - account: forge
                    channels: [conda-forge]
                  - account: bioconda
                    channels: [https://conda.anaconda.org/t/tk-secret/bioconda/]
                  - account: main-and-r
                    channels: [https://repo.anaconda.com/pkgs/main, https://repo.anaconda.com/pkgs/r]
                  - account: own
                    channels: [https://me:pw-secret@artifacts.example.org/conda/own, ./folder]
                """);
    }

    private CliRun run(String... args) {
        return CliRun.of(dir, client, args);
    }

    private static Map<?, ?> yaml(CliRun run) {
        assertEquals(0, run.code(), run.err());
        assertFalse((run.out() + run.err()).contains("secret"), run.out());
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(run.out());
    }

    @Test
    void condaIsToldOfEveryAccountAndOfEveryName() {
        CliRun run = run("config", "condarc", "all.yaml", "--url", BASE + "/");
        assertEquals(
                Map.of(
                        "channels",
                        List.of(FORGE, BIO, MAIN, OWN),
                        "default_channels",
                        List.of(MAIN),
                        "channel_alias",
                        BASE,
                        "custom_multichannels",
                        Map.of("conda-forge", List.of(FORGE), "pkgs/main", List.of(MAIN), "pkgs/r", List.of(MAIN)),
                        "migrated_channel_aliases",
                        List.of("https://conda.anaconda.org", "https://repo.anaconda.com"),
                        "allowlist_channels",
                        List.of(FORGE, BIO, MAIN, OWN),
                        "report_errors",
                        false),
                yaml(run));
        assertTrue(run.err().contains("warning: conda-forge: it is in an account of another name"), run.err());
        assertFalse(run.err().contains("bioconda: it is in an account of another name"), run.err());
    }

    @Test
    void mambaIsToldOnlyWhatItKnows() {
        Map<?, ?> told = yaml(run("config", "condarc", "all.yaml", "--url", BASE, "--for", "mamba"));
        assertEquals(Set.of("channels", "default_channels", "channel_alias", "custom_multichannels"), told.keySet());
    }

    @Test
    void pixiIsToldWhereEachUrlIs() {
        CliRun run = run("config", "condarc", "all.yaml", "--url", BASE, "--for", "pixi");
        assertEquals(0, run.code(), run.err());
        assertFalse(run.out().contains("secret"), run.out());
        Map<?, ?> told = new TomlMapper().readValue(run.out(), Map.class);
        assertEquals(
                Map.of(
                        "default-channels",
                        List.of(FORGE, BIO, MAIN, OWN),
                        "mirrors",
                        Map.of(
                                "https://conda.anaconda.org/conda-forge",
                                List.of(FORGE),
                                "https://conda.anaconda.org/bioconda",
                                List.of(BIO),
                                "https://repo.anaconda.com/pkgs/main",
                                List.of(MAIN),
                                "https://repo.anaconda.com/pkgs/r",
                                List.of(MAIN),
                                "https://artifacts.example.org/conda/own",
                                List.of(OWN),
                                "https://conda.anaconda.org",
                                List.of(BASE),
                                "https://repo.anaconda.com",
                                List.of(BASE))),
                told);
    }

    @Test
    void oneAccountIsChosen() {
        Map<?, ?> told = yaml(run("config", "condarc", "all.yaml", "--url", BASE, "--account", "forge"));
        assertEquals(List.of(FORGE), told.get("channels"));
        assertEquals(List.of(FORGE), told.get("default_channels"));
        assertEquals(List.of(FORGE), told.get("allowlist_channels"));
        assertEquals(Map.of("conda-forge", List.of(FORGE)), told.get("custom_multichannels"));
    }

    @Test
    void theOptionsAccountIsTheOneOfASingleMirror() throws IOException {
        String file = CliRun.configuration(dir);
        Map<?, ?> told = yaml(run("config", "condarc", file, "--url", BASE, "--account", "mine"));
        assertEquals(List.of(BASE + "/mine"), told.get("channels"));
        assertFalse(told.containsKey("custom_multichannels"));
    }

    @Test
    void withoutAUrlItIsTheFolderAndSaysSo() throws IOException {
        Files.createDirectories(dir.resolve("mirror/conda/own"));
        CliRun run = run("config", "condarc", "all.yaml");
        Map<?, ?> told = yaml(run);
        String base = "file://" + dir.resolve("mirror/conda").toUri().getPath().replaceFirst("/$", "");
        assertEquals(base, told.get("channel_alias"));
        assertEquals(base + "/forge", ((List<?>) told.get("channels")).get(0));
        assertTrue(run.err().contains("for this machine only"), run.err());
        assertTrue(run.err().contains("warning: account forge: it is not in"), run.err());
        assertFalse(run.err().contains("account own: it is not in"), run.err());
    }

    @Test
    void whatCannotBeRightIsRefused() throws IOException {
        assertRefused("pixi takes only a server", "--for", "pixi");
        assertRefused("has credentials in it", "--url", "http://me:pw-secret@packages.example.org/conda");
        assertRefused("has credentials in it", "--url", "http://packages.example.org/t/tk-secret/conda");
        assertRefused("is not a URL", "--url", "packages.example.org");
        assertRefused("expected one of", "--for", "pip", "--url", BASE);
        Files.writeString(
                dir.resolve("all.yaml"),
                "mirrors:\n- {account: a, channels: [r], mirror_dir: one}\n- {account: b, channels: [r], mirror_dir: two}\n");
        assertRefused("in several roots", "--url", BASE);
        assertEquals(
                0,
                run("config", "condarc", "all.yaml", "--account", "b", "--url", BASE)
                        .code());
    }

    private void assertRefused(String problem, String... options) {
        String[] args = new String[options.length + 3];
        System.arraycopy(new String[] {"config", "condarc", "all.yaml"}, 0, args, 0, 3);
        System.arraycopy(options, 0, args, 3, options.length);
        CliRun run = run(args);
        assertEquals(2, run.code(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains(problem), run.err());
        assertFalse(run.err().contains("secret"), run.err());
    }

    @Test
    void asJsonItTellsOfEachAccount() {
        JsonValue json =
                run("config", "condarc", "all.yaml", "--url", BASE, "--json").json();
        assertEquals("conda", json.at("client"));
        assertEquals(BASE, json.at("url"));
        assertEquals(
                Map.of(
                        "account",
                        "forge",
                        "url",
                        FORGE,
                        "names",
                        List.of("conda-forge"),
                        "origins",
                        List.of("https://conda.anaconda.org/conda-forge")),
                json.at("accounts/0"));
        assertTrue(String.valueOf(json.at("text")).contains("channel_alias: \"" + BASE + "\"\n"));
    }
}
