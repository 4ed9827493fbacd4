package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every configuration that "Mirroring an Anaconda repository" prints, as it prints it. */
class SeedDocumentTest {

    private final ConfigLoader loader =
            new ConfigLoader(List.of(), Map.of("MIRRORS_ARCHIVE", "/mnt/usb"), Path.of("/"));

    @ParameterizedTest
    @ValueSource(strings = {"r", "wakari"})
    void airGapChannels(String channel) throws ConfigException {
        MirrorDefinition definition = loader.parse(channel + ".yaml", """
                channels:
                  - file://$MIRRORS_ARCHIVE/%s/pkgs

                # The platforms should correspond to the platforms contained in
                # the archive. Omit if the archive contains conda packages for all platforms.
                platforms:
                  - linux-64
                  - osx-64
                  - win-64
                """.formatted(channel));

        assertEquals(List.of("file:///mnt/usb/" + channel + "/pkgs/"), Configs.urls(definition));
        assertEquals(
                Optional.of(List.of(Subdir.NOARCH, new Subdir("linux-64"), new Subdir("osx-64"), new Subdir("win-64"))),
                definition.subdirs().subdirs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "anaconda-adam"})
    void onlineChannels(String channel) throws ConfigException {
        MirrorDefinition definition =
                loader.parse(channel + ".yaml", "channels:\n  - https://conda.anaconda.org/" + channel + "\n");

        assertEquals(List.of("https://conda.anaconda.org/" + channel + "/"), Configs.urls(definition));
        assertTrue(definition.subdirs().subdirs().isEmpty());
    }

    private static final String ONLINE_WAKARI = """
            channels:
              - https://conda.anaconda.org/t/<TOKEN>/anaconda-nb-extensions
              - https://conda.anaconda.org/wakari
            """;

    @Test
    void theTokenIsAskedFor() {
        ConfigException e = assertThrows(ConfigException.class, () -> loader.parse("wakari.yaml", ONLINE_WAKARI));

        ConfigProblem problem = e.problems().get(0);
        assertEquals(2, problem.line());
        assertEquals(5, problem.column());
        assertTrue(problem.message().contains("put the real token in its place"), problem.message());
    }

    @Test
    void withTheTokenBothChannelsAreThere() throws ConfigException {
        MirrorDefinition definition = loader.parse("wakari.yaml", ONLINE_WAKARI.replace("<TOKEN>", "xx-1"));

        assertEquals(
                List.of(
                        "https://conda.anaconda.org/t/xx-1/anaconda-nb-extensions/",
                        "https://conda.anaconda.org/wakari/"),
                Configs.urls(definition));
    }

    private static final String MISPRINT = """
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

    @Test
    void theMisprintGetsItsHint() {
        ConfigException e = assertThrows(ConfigException.class, () -> loader.parse("anaconda-adam.yaml", MISPRINT));

        assertEquals(
                "anaconda-adam.yaml:8:7: \"*\" is not a bullet in YAML: did you mean \"- linux-64\"?\n    * linux-64",
                e.getMessage());
    }

    @Test
    void correctedItRuns() throws ConfigException {
        MirrorDefinition definition = loader.parse("anaconda-adam.yaml", MISPRINT.replace("* ", "- "));

        assertEquals(4, definition.subdirs().subdirs().orElseThrow().size());
    }
}
