package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.Decision.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrors what an environment needs: each form of file that says so. */
class SpecsFromTest {

    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final String SHA256 = MD5 + MD5;
    private static final Channel CHANNEL = new Channel(URI.create("https://parent.example.org/conda-forge"));

    @TempDir
    Path folder;

    private MirrorDefinition definition;

    private ConfigLoader loader() {
        return new ConfigLoader(TestProvider.byName(), Map.of(), folder);
    }

    private MirrorDefinition load(String... lines) throws ConfigException {
        definition = loader().parse("c.yaml", "channels: r\n" + String.join("\n", lines));
        return definition;
    }

    private MirrorDefinition loadWith(String file, String content) throws IOException, ConfigException {
        Files.writeString(folder.resolve(file), content);
        return load("specs_from: " + file);
    }

    private String failsWith(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
        try {
            load("specs_from: " + file);
        } catch (ConfigException e) {
            assertEquals(1, e.problems().size(), e.getMessage());
            return e.problems().get(0).toString();
        }
        throw new AssertionError("read without a problem");
    }

    private static PackageRecord record(String subdir, String file, String fields) {
        String stem = new PackageFileName(file).stem();
        String build = stem.substring(stem.lastIndexOf('-') + 1);
        String rest = stem.substring(0, stem.length() - build.length() - 1);
        String version = rest.substring(rest.lastIndexOf('-') + 1);
        String name = rest.substring(0, rest.length() - version.length() - 1);
        return RawRecord.parse(
                new Subdir(subdir),
                CHANNEL,
                new PackageFileName(file),
                "{\"name\":\"" + name + "\",\"version\":\"" + version + "\",\"build\":\"" + build + "\"" + fields
                        + "}");
    }

    private Decision decide(String file) {
        return decide("linux-64", file, "");
    }

    private Decision decide(String subdir, String file, String fields) {
        return definition.packages().decide(record(subdir, file, fields), Instant.EPOCH);
    }

    private void assertIn(String... files) {
        for (String file : files) {
            assertTrue(decide(file).isAccepted(), file);
        }
    }

    private void assertOut(String... files) {
        for (String file : files) {
            assertFalse(decide(file).isAccepted(), file);
        }
    }

    private static final String ENVIRONMENT = """
            name: work
            channels:
              - conda-forge
              - nodefaults
            dependencies:
              - python=3.12
              - numpy>=1.26,<2   # a comment
              - NumPy !=1.26.1
              - conda-forge::zlib
              - lib*-dev
              - pip
              - pip:
                  - requests==2.0
                  - ./here
            variables:
              A: $B
            """;

    @Test
    void anEnvironmentFileIsAListOfSpecs() throws IOException, ConfigException {
        loadWith("environment.yml", ENVIRONMENT);

        assertIn(
                "python-3.12.1-0.conda",
                "numpy-1.26.4-py312_0.conda",
                "zlib-1.3-0.conda",
                "libx-dev-1-0.conda",
                "pip-24-0.conda");
        assertOut("python-3.11.1-0.conda", "numpy-2.0-0.conda", "numpy-1.26.1-0.conda", "requests-2.0-0.conda");
        assertEquals(
                List.of(
                        "specs_from: environment.yml also asks for packages that are not conda's (2, from PyPI or sources);"
                                + " they are not mirrored",
                        "specs_from: environment.yml names channels for packages (1); they are taken from the channels of"
                                + " this configuration"),
                definition.warnings().stream().map(MirrorWarning::message).toList());
        assertEquals("c.yaml:2:13", definition.warnings().get(0).subject());
    }

    @Test
    void aVersionThatTheFileDoesNotWantIsRuledOutAndAnotherPackageIsNot() throws IOException, ConfigException {
        loadWith("environment.yml", ENVIRONMENT);

        Decision version = decide("numpy-2.0-0.conda");
        assertEquals(Verdict.RULED_OUT, version.verdict());
        assertTrue(version.reason().orElseThrow().startsWith("specs_from: not numpy"), version::toString);
        assertEquals(new ConfigNode.Place(2, 13), version.place());
        Decision other = decide("requests-2.0-0.conda");
        assertEquals(Verdict.REJECTED, other.verdict());
        assertEquals("not in specs_from", other.reason().orElseThrow());
    }

    @Test
    void theReasonNamesTheSpecAndItsFile() throws IOException, ConfigException {
        loadWith("environment.yml", ENVIRONMENT);

        assertEquals(
                List.of("specs_from: pip (environment.yml)"),
                definition.packages().opinions(record("noarch", "pip-24-0.conda", ""), Instant.EPOCH).stream()
                        .map(opinion -> opinion.reason().orElseThrow())
                        .toList());
    }

    private static final String EXPLICIT = """
            # This file may be used to create an environment
            # platform: linux-64
            @EXPLICIT
            https://conda.anaconda.org/conda-forge/linux-64/python-3.12.0-hab_0.conda#%s
            https://user:geheim@host/t/geheim/chan/noarch/six-1.16.0-pyh_0.tar.bz2#sha256:%s

            https://conda.anaconda.org/x/linux-64/pkg-1%%212.0+local-0.conda
            /opt/pkgs/own-1-0.conda
            """.formatted(MD5, SHA256);

    @Test
    void anExplicitLockNamesFiles() throws IOException, ConfigException {
        loadWith("linux.lock", EXPLICIT);

        assertIn("python-3.12.0-hab_0.conda", "pkg-1!2.0+local-0.conda", "own-1-0.conda");
        assertTrue(decide("noarch", "six-1.16.0-pyh_0.tar.bz2", "").isAccepted());
        assertOut("six-1.16.0-pyh_0.tar.bz2", "python-3.12.0-hab_1.conda", "python-3.12.0-hab_0.tar.bz2");
        assertEquals(
                "specs_from: linux.lock has another file of this package",
                decide("python-3.12.0-hab_1.conda").reason().orElseThrow());
        assertEquals(Verdict.RULED_OUT, decide("python-3.12.0-hab_1.conda").verdict());
        assertEquals("not in specs_from", decide("other-1-0.conda").reason().orElseThrow());
    }

    @Test
    void theChecksumOfALockCountsWhereBothHaveOne() throws IOException, ConfigException {
        loadWith("linux.lock", EXPLICIT);
        String file = "python-3.12.0-hab_0.conda";

        assertTrue(decide("linux-64", file, ",\"md5\":\"" + MD5 + "\"").isAccepted());
        assertTrue(decide("linux-64", file, ",\"sha256\":\"" + SHA256 + "\"").isAccepted());
        Decision other = decide("linux-64", file, ",\"md5\":\"" + MD5.replace('0', '1') + "\"");
        assertEquals(
                "specs_from: linux.lock has another content of this file",
                other.reason().orElseThrow());
        assertFalse(decide("noarch", "six-1.16.0-pyh_0.tar.bz2", ",\"sha256\":\"" + MD5 + MD5.replace('0', '1') + "\"")
                .isAccepted());
    }

    @Test
    void aCondaLockFileNamesFiles() throws IOException, ConfigException {
        loadWith("conda-lock.yml", """
                version: 1
                metadata:
                  content_hash: {linux-64: abc}
                  channels:
                  - url: conda-forge
                    used_env_vars: []
                package:
                - name: python
                  version: 3.12.0
                  manager: conda
                  platform: linux-64
                  dependencies:
                    libffi: '>=3.4'
                  url: https://conda.anaconda.org/conda-forge/linux-64/python-3.12.0-hab_0.conda
                  hash:
                    md5: %s
                    sha256: %s
                  category: main
                  optional: false
                - name: requests
                  version: '2.0'
                  manager: pip
                  platform: linux-64
                  url: https://files.pythonhosted.org/requests-2.0-py3-none-any.whl
                  hash: {sha256: %s}
                """.formatted(MD5, SHA256, SHA256));

        assertIn("python-3.12.0-hab_0.conda");
        assertOut("python-3.12.1-hab_0.conda", "requests-2.0-0.conda");
        assertFalse(
                decide("linux-64", "python-3.12.0-hab_0.conda", ",\"sha256\":\"" + MD5 + MD5.replace('0', '1') + "\"")
                        .isAccepted());
        assertTrue(definition.warnings().get(0).message().contains("(1, from PyPI or sources)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "6"})
    void aPixiLockNamesFiles(String version) throws IOException, ConfigException {
        String url = "https://conda.anaconda.org/conda-forge/osx-64/python-3.12.0-hab_0.conda";
        String conda = version.equals("6")
                ? "- conda: " + url
                : "- kind: conda\n  name: python\n  version: 3.12.0\n  subdir: osx-64\n  url: " + url;
        String pypi = version.equals("6")
                ? "- pypi: https://host/x.whl"
                : "- kind: pypi\n  name: x\n  url: https://host/x.whl";
        loadWith(
                "pixi.lock",
                String.join(
                        "\n",
                        "version: " + version,
                        "environments:",
                        "  default:",
                        "    channels:",
                        "    - url: https://conda.anaconda.org/conda-forge/",
                        "    packages:",
                        "      osx-64:",
                        "      - conda: " + url,
                        "packages:",
                        conda,
                        "  sha256: " + SHA256,
                        "  md5: " + MD5,
                        "  depends:",
                        "  - libffi >=3.4",
                        pypi,
                        "  sha256: " + SHA256,
                        ""));

        assertTrue(decide("osx-64", "python-3.12.0-hab_0.conda", ",\"sha256\":\"" + SHA256 + "\"")
                .isAccepted());
        assertFalse(decide("linux-64", "python-3.12.0-hab_0.conda", "").isAccepted());
        assertOut("x-1-0.conda", "libffi-3.4-0.conda");
        assertEquals(1, definition.warnings().size());
    }

    @Test
    void severalFilesAndTheClosedListAreOneList() throws IOException, ConfigException {
        Files.writeString(folder.resolve("one.yml"), "dependencies: [a]");
        Files.writeString(folder.resolve("two.lock"), "@EXPLICIT\nhttps://h/c/linux-64/b-1-0.conda\n");
        load("only: [c]", "specs_from: [one.yml, two.lock]");

        assertIn("a-1-0.conda", "b-1-0.conda", "c-1-0.conda");
        assertOut("b-2-0.conda", "d-1-0.conda");
    }

    @Test
    void anotherContentIsAnotherSelection() throws IOException, ConfigException {
        List<String> before = loadWith("e.yml", "dependencies: [a]").packages().descriptions();
        List<String> same = loadWith("e.yml", "dependencies: [a]").packages().descriptions();
        List<String> after = loadWith("e.yml", "dependencies: [b]").packages().descriptions();

        assertEquals(before, same);
        assertNotEquals(before, after);
        assertTrue(before.get(0).startsWith("CLOSED_LIST specs_from: e.yml sha256:"), before::toString);
    }

    @Test
    void itStandsBesideRemovals() throws IOException, ConfigException {
        Files.writeString(folder.resolve("e.yml"), "dependencies: [a, b]");
        load("specs_from: e.yml", "blacklist: [b]");

        assertIn("a-1-0.conda");
        assertOut("b-1-0.conda");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dependencies: [numpy >>1]        | e.yml:1:16:
                    dependencies: [{npm: [x]}]       | e.yml:1:16: expected a match spec such as "numpy >=1.26"
                    dependencies: [a                 | e.yml:1:15: what opens here is not closed
                    dependencies: []                 | e.yml names no conda package
                    {name: x}                        | e.yml: expected an environment.yml, a list of URLs under @EXPLICIT
                    a list of words                  | e.yml: expected an environment.yml, a list of URLs under @EXPLICIT
                    {package: [{manager: conda, url: 'https://h/x.zip'}], version: 1} | e.yml:1:12: expected the URL of a .conda
                    {package: [x], version: 1}       | e.yml:1:12: expected the fields of a package
                    {package: [{manager: conda, url: 'https://h/a-1-0.conda'}], version: 2} | e.yml is of version "2"; what can be read is 1
                    {packages: [{conda: 'https://h/a-1-0.conda'}], version: 9} | e.yml is of version "9"; what can be read is 4, 5, 6
                    {packages: [{conda: 'https://h/a-1-0.conda', md5: x}], version: 6} | e.yml:1:13: not a MD5
                    """)
    void whatCannotBeReadIsNamedWithItsPlace(String content, String problem) throws IOException {
        String found = failsWith("e.yml", content);
        assertTrue(found.startsWith("c.yaml:2:13: specs_from: " + problem), found);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:geheim@host/t/geheim/c/linux-64/a-1-0.zip, x.lock:2: expected the URL of a .conda",
        "https://host/t/geheim/c/a-1-0.conda#geheim, x.lock:2: expected an MD5 or SHA-256 in hexadecimal",
    })
    void mistakesInALockShowNoSecret(String line, String problem) throws IOException {
        String found = failsWith("x.lock", "@EXPLICIT\n" + line + "\n");
        assertTrue(found.startsWith("c.yaml:2:13: specs_from: " + problem), found);
        assertFalse(found.contains("geheim"), found);
    }

    @BeforeEach
    void nothingIsRead() {
        definition = null;
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertTrue(Configs.problems("channels: r", "specs_from: absent.yml")
                .get(0)
                .startsWith("2:13: specs_from: there is no file /work dir/absent.yml"));
        assertEquals(
                List.of("2:1: \"specs_from\" is empty; name an environment.yml or a lock, or remove the key"),
                Configs.problems("channels: r", "specs_from: []"));
        assertTrue(Configs.problems("channels: r", "specs_from: https://host/e.yml")
                .get(0)
                .contains("is a URL: a file is expected"));
    }

    @Test
    void aLongLockIsReadInPieces() throws IOException, ConfigException {
        StringBuilder lock = new StringBuilder("version: 6\npackages:\n");
        for (int i = 0; i < 20_000; i++) {
            lock.append("- conda: https://h/c/linux-64/p")
                    .append(i)
                    .append("-1-0.conda\n  sha256: ")
                    .append(SHA256)
                    .append("\n  depends:\n  - a\n  - b\n  license: MIT\n");
        }
        loadWith("pixi.lock", lock.toString());

        assertIn("p0-1-0.conda", "p19999-1-0.conda");
        assertOut("p20000-1-0.conda");
    }
}
