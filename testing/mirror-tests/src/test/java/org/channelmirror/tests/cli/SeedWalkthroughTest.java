package org.channelmirror.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The original product's page "Mirroring an Anaconda repository", step by step: its configurations as they are printed, with stand-ins
 * for the channels, and its command lines. Each form of a configuration has a root of its own.
 */
class SeedWalkthroughTest {

    private static final Path DOCUMENT = Path.of("../../../shared/reference/seed-mirroring-an-anaconda-repository.txt");
    private static final Path SAMPLES = Path.of("../../etc/anaconda-server/mirror");

    private static final String AIR_GAP = """
            channels:
              - file://$MIRRORS_ARCHIVE/%s/pkgs

            # The platforms should correspond %s the platforms contained in
            # the archive. Omit if the archive contains conda packages for all platforms.
            platforms:
              - linux-64
              - osx-64
              - win-64
            """;
    private static final String R_AIR_GAP = AIR_GAP.formatted("r", "to");
    private static final String R_ONLINE = """
            channels:
              - https://conda.anaconda.org/r
            """;
    private static final String WAKARI_AIR_GAP = AIR_GAP.formatted("wakari", "with");
    private static final String WAKARI_ONLINE = """
            channels:
              - https://conda.anaconda.org/t/<TOKEN>/anaconda-nb-extensions
              - https://conda.anaconda.org/wakari
            """;
    private static final String ADAM_AIR_GAP = """
            channels:
              - file://$MIRRORS_ARCHIVE/anaconda-adam/pkgs

            # The platforms should correspond with the platforms contained in
            # the archive. Omit if the archive contains conda packages for all
            # platforms.
            platforms:
                  * linux-64
                  * osx-64
                  * win-64
            """;
    private static final String ADAM_ONLINE = """
            channels:
              - https://conda.anaconda.org/anaconda-adam
            """;

    @TempDir
    Path dir;

    private Path prefix;
    private final Map<String, String> environment = new HashMap<>();
    private String standIns = "";

    @BeforeEach
    void makeChannels() throws IOException {
        prefix = dir.resolve("prefix");
        environment.put("CHANNEL_MIRROR_PREFIX", prefix.toString());
        environment.put("MIRRORS_ARCHIVE", dir.resolve("archive").toString());
        for (String name : List.of("r", "wakari", "anaconda-adam")) {
            channel(dir.resolve("archive").resolve(name).resolve("pkgs"), name);
            channel(dir.resolve("online").resolve(name), name);
        }
        channel(dir.resolve("online/anaconda-nb-extensions"), "nb");
        for (String name : List.of("main", "r", "msys2")) {
            channel(dir.resolve("vendor/pkgs").resolve(name), "pkgs-" + name);
        }
        standIns = "url_mapping:\n  https://conda.anaconda.org/: " + dir.resolve("online")
                + "\n  https://repo.anaconda.com/: " + dir.resolve("vendor") + "\n";
    }

    private static void channel(Path root, String name) throws IOException {
        ChannelBuilder.at(root)
                .subdir("noarch")
                .pkg(name + "-data", "1", "0")
                .subdir("linux-64")
                .pkg(name, "1", "0")
                .license("MIT")
                .pkg(name + "-gpl", "1", "0")
                .license("GPL-3.0-only")
                .subdir("osx-64")
                .pkg(name, "1", "0")
                .subdir("win-64")
                .pkg(name, "1", "0")
                .subdir("linux-ppc64le")
                .pkg(name, "1", "0")
                .write();
    }

    /** Puts a configuration where the document has it. */
    private Path configure(String name, String yaml) throws IOException {
        Path file = prefix.resolve("etc/anaconda-server/mirror").resolve(name + ".yaml");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, yaml);
    }

    private String sample(String name) throws IOException {
        return Files.readString(SAMPLES.resolve(name + ".yaml"));
    }

    /** A printed command line. */
    private CommandLineRun run(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.replace("\\\n", " ")
                .replace("$PREFIX", prefix.toString())
                .trim()
                .split("\\s+")));
        String program = words.remove(0);
        if (program.equals("anaconda-server-sync-conda")) {
            words.add(0, "sync");
        } else {
            assertEquals("anaconda-mirror", program);
        }
        return CommandLineRun.of(dir, environment, words.toArray(String[]::new));
    }

    private Set<String> packages(String account) throws IOException {
        Path folder = dir.resolve("mirror/conda").resolve(account);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".conda"))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static CommandLineRun ok(CommandLineRun run) {
        assertEquals(0, run.code(), run.err() + run.out());
        return run;
    }

    private static final Set<String> ARCHIVED_OF_R = Set.of(
            "linux-64/r-1-0.conda",
            "linux-64/r-gpl-1-0.conda",
            "noarch/r-data-1-0.conda",
            "osx-64/r-1-0.conda",
            "win-64/r-1-0.conda");
    private static final Set<String> ALL_OF_R = Stream.concat(
                    ARCHIVED_OF_R.stream(), Stream.of("linux-ppc64le/r-1-0.conda"))
            .collect(Collectors.toSet());

    @Test
    void mirroringAllPackages() throws IOException {
        configure("anaconda", sample("anaconda") + standIns);
        CommandLineRun run = ok(run("anaconda-server-sync-conda"));
        assertEquals(
                1,
                run.err()
                        .lines()
                        .filter(line -> line.contains("terms of service"))
                        .count(),
                run.err());
        assertTrue(run.err().contains("conda-forge"), run.err());
        assertTrue(packages("anaconda").contains("linux-64/pkgs-main-1-0.conda"));
        assertTrue(packages("anaconda").contains("linux-64/pkgs-r-1-0.conda"));
        assertTrue(packages("anaconda").contains("noarch/pkgs-msys2-data-1-0.conda"));
        CommandLineRun again = ok(run("anaconda-mirror sync"));
        assertTrue(again.out().contains("nothing to do"), again.out());
        assertTrue(again.err().contains("using the configuration " + prefix), again.err());
    }

    @Test
    void mirroringSomePackages() throws IOException {
        configure(
                "anaconda-custom",
                sample("anaconda") + "platforms: [linux-64]\nlicense_blacklist: [GPL3]\n" + standIns);
        ok(run("anaconda-server-sync-conda --mirror-config anaconda-custom"));
        assertEquals(6, packages("anaconda").size(), () -> "two of each channel");
        assertFalse(packages("anaconda").contains("linux-64/pkgs-main-gpl-1-0.conda"));
        assertTrue(ok(run("anaconda-mirror --config-file anaconda-custom sync"))
                .out()
                .contains("nothing to do"));
        CommandLineRun reset = ok(run("anaconda-mirror --config-file anaconda-custom sync --reset --json"));
        assertTrue(reset.out().contains("\"downloaded\":0,\"downloaded_bytes\":0,\"adopted\":6,"), reset.out());
    }

    @Test
    void newFiltersAddAndNeverRemove() throws IOException {
        configure("anaconda-custom", sample("anaconda") + standIns);
        ok(run("anaconda-mirror --config-file anaconda-custom sync"));
        configure("anaconda-custom", sample("anaconda") + "license_blacklist: [GPL3]\n" + standIns);
        CommandLineRun run = ok(run("anaconda-mirror sync"));
        assertTrue(packages("anaconda").contains("linux-64/pkgs-main-gpl-1-0.conda"));
        assertTrue(run.err().contains("no longer selected"), run.err());
    }

    @Test
    void cleaningRemovesWhatNoLongerMatches() throws IOException {
        configure("anaconda-custom", sample("anaconda") + standIns);
        ok(run("anaconda-mirror --config-file anaconda-custom sync"));
        configure("anaconda-custom", sample("anaconda") + "license_blacklist: [GPL3]\n" + standIns);
        String index = index("anaconda/linux-64");
        Set<String> before = packages("anaconda");
        CommandLineRun dry = ok(run("anaconda-mirror clean --dry-run"));
        assertTrue(dry.out().contains("linux-64/pkgs-main-gpl-1-0.conda"), dry.out());
        assertTrue(dry.out().contains("license_blacklist: GPL3"), dry.out());
        assertTrue(dry.out().contains("would take out 3 packages"), dry.out());
        assertEquals(index, index("anaconda/linux-64"));
        CommandLineRun clean = ok(run("anaconda-mirror clean"));
        assertTrue(clean.out().contains("3 packages taken out"), clean.out());
        assertFalse(index("anaconda/linux-64").contains("gpl"));
        assertEquals(before, packages("anaconda"), "the files go when clients have read the new index");
        assertTrue(ok(run("anaconda-mirror status")).out().contains("to be deleted: 3 files"));
        assertTrue(ok(run("anaconda-mirror clean --dry-run")).out().contains("would take out 0 packages"));
    }

    private String index(String folder) throws IOException {
        return Files.readString(dir.resolve("mirror/conda").resolve(folder).resolve("repodata.json"));
    }

    @Test
    void mirroringTheRChannelFromAnArchive() throws IOException {
        configure("r", R_AIR_GAP);
        ok(run("anaconda-server-sync-conda --mirror-config \\\n"
                + "    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=r-channel"));
        assertEquals(ARCHIVED_OF_R, packages("r-channel"));
    }

    @Test
    void mirroringTheRChannelOnline() throws IOException {
        configure("r", R_ONLINE + standIns);
        CommandLineRun run = ok(run("anaconda-server-sync-conda --mirror-config \\\n"
                + "    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=r-channel"));
        assertEquals("", run.err());
        assertEquals(ALL_OF_R, packages("r-channel"));
    }

    @Test
    void mirroringTheWakariChannelFromAnArchive() throws IOException {
        configure("wakari", WAKARI_AIR_GAP);
        ok(run("anaconda-server-sync-conda --mirror-config wakari --account=wakari"));
        assertEquals(5, packages("wakari").size());
    }

    @Test
    void mirroringTheWakariChannelOnline() throws IOException {
        configure("wakari", WAKARI_ONLINE + standIns);
        CommandLineRun without = run("anaconda-server-sync-conda --mirror-config wakari --account=wakari");
        assertEquals(2, without.code());
        assertTrue(without.err().contains("wakari.yaml:2:5"), without.err());
        assertTrue(without.err().contains("<TOKEN> is a placeholder: put the real token in its place"), without.err());
        configure("wakari", WAKARI_ONLINE.replace("<TOKEN>", "xy-123") + standIns);
        CommandLineRun with = ok(run("anaconda-server-sync-conda --mirror-config wakari --account=wakari --json"));
        assertTrue(packages("wakari").containsAll(Set.of("linux-64/nb-1-0.conda", "linux-64/wakari-1-0.conda")));
        assertFalse((with.out() + with.err()).contains("xy-123"));
    }

    @Test
    void mirroringTheAdamChannelFromAnArchive() throws IOException {
        configure("anaconda-adam", ADAM_AIR_GAP);
        CommandLineRun misprint =
                run("anaconda-server-sync-conda --mirror-config anaconda-adam --account=anaconda-adam");
        assertEquals(2, misprint.code());
        assertTrue(misprint.err().contains("anaconda-adam.yaml:8:7: \"*\" is not a bullet in YAML"), misprint.err());
        assertTrue(misprint.err().contains("did you mean \"- linux-64\"?"), misprint.err());
        assertFalse(Files.exists(dir.resolve("mirror/conda")));
        configure("anaconda-adam", ADAM_AIR_GAP.replace("* ", "- "));
        ok(run("anaconda-server-sync-conda --mirror-config anaconda-adam --account=anaconda-adam"));
        assertEquals(5, packages("anaconda-adam").size());
    }

    @Test
    void mirroringTheAdamChannelOnline() throws IOException {
        configure("anaconda-adam", ADAM_ONLINE + standIns);
        ok(run("anaconda-server-sync-conda --mirror-config anaconda-adam --account=anaconda-adam"));
        assertEquals(6, packages("anaconda-adam").size());
    }

    /** The steps for the other channels print the command line of the first. */
    @ParameterizedTest
    @ValueSource(strings = {"wakari", "anaconda-adam"})
    void theStepsThatPrintTheOtherConfigurationRunAndWarn(String account) throws IOException {
        configure("r", R_ONLINE + standIns);
        configure("wakari", WAKARI_AIR_GAP);
        configure("anaconda-adam", ADAM_ONLINE);
        CommandLineRun run = ok(run("anaconda-server-sync-conda --mirror-config \\\n"
                + "    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=" + account));
        assertTrue(
                run.err()
                        .contains("r.yaml: it fills the account " + account + ", as --account says; but there is "
                                + prefix.resolve("etc/anaconda-server/mirror").resolve(account + ".yaml")),
                run.err());
        assertEquals(ALL_OF_R, packages(account));
    }

    @Test
    void severalChannelsAreAccountsOfOneRoot() throws IOException {
        configure("r", R_ONLINE + standIns);
        configure("wakari", WAKARI_AIR_GAP);
        ok(run("anaconda-server-sync-conda --mirror-config r --account=r-channel"));
        ok(run("anaconda-server-sync-conda --mirror-config wakari --account=wakari"));
        assertEquals(ALL_OF_R, packages("r-channel"));
        assertEquals(5, packages("wakari").size());
        CommandLineRun foreign = run("anaconda-server-sync-conda --mirror-config wakari --account=r-channel");
        assertEquals(2, foreign.code());
        assertEquals(ALL_OF_R, packages("r-channel"));
    }

    /** What is shipped is what the document prints, and works. */
    @ParameterizedTest
    @CsvSource({"r,r-channel", "wakari,wakari", "anaconda-adam,anaconda-adam"})
    void theSamplesWork(String name, String account) throws IOException {
        configure(name, sample(name).replace("<TOKEN>", "xy-123") + standIns);
        ok(run("anaconda-server-sync-conda --mirror-config " + name + " --account=" + account));
        configure(name + "-airgap", sample(name + "-airgap"));
        CommandLineRun other =
                run("anaconda-server-sync-conda --mirror-config " + name + "-airgap --account=" + account);
        assertEquals(2, other.code(), "the archive is another channel: " + other.err());
        CommandLineRun airGap = ok(run("anaconda-server-sync-conda --root elsewhere --mirror-config " + name
                + "-airgap --account=" + account));
        assertEquals("", airGap.err());
    }

    @Test
    void aSampleIsThereForEachChannelAndForm() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            assertEquals(
                    Set.of(
                            "anaconda.yaml",
                            "anaconda-airgap.yaml",
                            "anaconda-adam.yaml",
                            "anaconda-adam-airgap.yaml",
                            "r.yaml",
                            "r-airgap.yaml",
                            "wakari.yaml",
                            "wakari-airgap.yaml"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void theTextsHereAreTheDocuments() throws IOException {
        assumeTrue(Files.exists(DOCUMENT));
        String document = words(Files.readString(DOCUMENT));
        for (String yaml : List.of(R_AIR_GAP, R_ONLINE, WAKARI_AIR_GAP, WAKARI_ONLINE, ADAM_AIR_GAP, ADAM_ONLINE)) {
            assertTrue(document.contains(words(yaml)), yaml);
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
