package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLocatorTest {

    private static final String BELOW = "etc/anaconda-server/mirror/";

    @TempDir
    Path folder;

    private Path prefix;
    private Path install;
    private Path here;

    @BeforeEach
    void makeFolders() throws IOException {
        prefix = folder.resolve("prefix");
        install = folder.resolve("install");
        here = Files.createDirectory(folder.resolve("here"));
    }

    @Test
    void aBareNameIsFoundBelowThePrefixFirst() throws IOException, ConfigException {
        Path installed = create(install.resolve(BELOW + "custom.yaml"));
        assertEquals(installed, locate("custom"));

        Path own = create(prefix.resolve(BELOW + "custom.yaml"));
        assertEquals(own, locate("custom"));
    }

    @Test
    void aPathIsTakenAsItIs() throws IOException, ConfigException {
        create(prefix.resolve(BELOW + "sub/c.yaml"));
        Path file = create(here.resolve("sub/c.yaml"));

        assertEquals(file, locate("sub/c.yaml"));
        assertEquals(file, locate(file.toString()));
        assertThrows(ConfigException.class, () -> locate("other/c.yaml"));
    }

    @Test
    void aFileNameIsLookedUpInTheWorkingDirectoryFirst() throws IOException, ConfigException {
        Path installed = create(install.resolve(BELOW + "c.yaml"));
        assertEquals(installed, locate("c.yaml"));

        Path near = create(here.resolve("c.yaml"));
        assertEquals(near, locate("c.yaml"));
        assertEquals(installed, locate("c"));
    }

    @Test
    void aFileWithoutEndingIsFoundLast() throws IOException, ConfigException {
        Path near = create(here.resolve("settings"));
        assertEquals(near, locate("settings"));
    }

    @Test
    void folderIsNoConfiguration() throws IOException {
        Files.createDirectory(here.resolve("anaconda"));
        assertThrows(ConfigException.class, () -> locate("anaconda"));
    }

    @Test
    void whatIsNotFoundListsWhereItWasLookedFor() {
        ConfigException e = assertThrows(ConfigException.class, () -> locate("custom"));

        assertEquals(
                "custom: no such configuration; looked for " + prefix.resolve(BELOW + "custom.yaml") + ", "
                        + install.resolve(BELOW + "custom.yaml") + ", " + here.resolve("custom"),
                e.getMessage());
    }

    @Test
    void theNamesThatThereAreAreTold() throws IOException {
        create(prefix.resolve(BELOW + "wakari.yaml"));
        create(install.resolve(BELOW + "r.yaml"));

        ConfigException e = assertThrows(ConfigException.class, () -> locate("custom"));
        assertTrue(String.valueOf(e.getMessage()).endsWith("; known by name are r, wakari"), e.getMessage());
    }

    @Test
    void withoutFoldersOnlyPathsAreFound() throws IOException, ConfigException {
        ConfigLocator locator = new ConfigLocator(Optional.empty(), Optional.empty(), here);
        Path file = create(here.resolve("c.yaml"));

        assertEquals(file, locator.locate("c.yaml"));
        assertThrows(ConfigException.class, () -> locator.locate("c"));
        assertThrows(ConfigException.class, () -> locator.locate("a\0b"));
    }

    private Path locate(String nameOrPath) throws ConfigException {
        return new ConfigLocator(Optional.of(prefix), Optional.of(install), here).locate(nameOrPath);
    }

    private static Path create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "channels: r");
    }

    @Test
    void aRelativePrefixIsBelowTheWorkingDirectory() throws IOException, ConfigException {
        Path own = create(here.resolve("relative").resolve(BELOW + "custom.yaml"));

        assertEquals(own, new ConfigLocator(Optional.of(Path.of("relative")), Optional.empty(), here).locate("custom"));
    }
}
