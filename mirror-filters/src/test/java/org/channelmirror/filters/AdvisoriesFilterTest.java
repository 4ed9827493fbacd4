package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.FilterProvider;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisoriesFilterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{'introduced':'0'},{'fixed':'1.2'}; 1.1; true",
                "{'introduced':'0'},{'fixed':'1.2'}; 0.0.dev1; true",
                "{'introduced':'0'},{'fixed':'1.2'}; 1.2; false",
                "{'introduced':'0'},{'fixed':'1.2'}; 1.2rc1; true",
                "{'introduced':'1.1'},{'fixed':'1.2'}; 1.0; false",
                "{'introduced':'1.1'},{'fixed':'1.2'}; 1.1; true",
                "{'introduced':'1.1'},{'last_affected':'1.2'}; 1.2; true",
                "{'introduced':'1.1'},{'last_affected':'1.2'}; 1.2.0; true",
                "{'introduced':'1.1'},{'last_affected':'1.2'}; 1.3; false",
                "{'introduced':'1.1'},{'limit':'1.2'}; 1.2; false",
                "{'introduced':'1.1'}; 9; true",
                "{'fixed':'2'},{'introduced':'1'}; 1.5; true",
                "{'introduced':'1'},{'fixed':'2'},{'introduced':'3'},{'fixed':'4'}; 2.5; false",
                "{'introduced':'1'},{'fixed':'2'},{'introduced':'3'},{'fixed':'4'}; 3.5; true",
                "{'introduced':'1'},{'fixed':'2'},{'introduced':'2'}; 2; true",
                "{'introduced':'2'},{'last_affected':'2'}; 2; true",
                "{'introduced':'2'},{'last_affected':'2'}; 2.1; false",
                "{'introduced':'1.9'},{'fixed':'1.10'}; 1.9.5; true",
                "{'introduced':'?!'},{'fixed':'2'}; 1; true",
                "{'introduced':'1'},{'fixed':'?!'}; 5; true",
                "{'introduced':'0'}; not a version; false",
                "; 1; false",
            })
    void ranges(String events, String version, boolean affected) throws IOException {
        write("a.json", advisory("X-1", "PyPI", "numpy", range("ECOSYSTEM", events == null ? "" : events)));

        String reason = reason(filter("a.json"), Records.linux("'name':'numpy','version':'" + version + "'"));

        assertEquals(affected ? "exclude_advisories: X-1" : KEPT, reason);
    }

    @Test
    void listedVersionsAreAffectedHoweverTheyAreWritten() throws IOException {
        write(
                "a.json",
                advisory(
                        "X-1",
                        "PyPI",
                        "numpy",
                        "'versions':['1.0','2.0.0','?!'],'ranges':[{'type':'ECOSYSTEM','events':"
                                + "[{'introduced':'1.5'},{'fixed':'1.6'}]}]"));
        PackageFilter filter = filter("a.json");

        assertEquals("exclude_advisories: X-1", reason(filter, Records.version("numpy", "1.0.0", "0")));
        assertEquals("exclude_advisories: X-1", reason(filter, Records.version("numpy", "2", "0")));
        assertEquals("exclude_advisories: X-1", reason(filter, Records.version("numpy", "1.5.1", "0")));
        assertEquals("exclude_advisories: X-1", reason(filter, Records.linux("'name':'numpy','version':'?!'")));
        assertEquals(KEPT, reason(filter, Records.version("numpy", "1.1", "0")));
    }

    @ParameterizedTest
    @CsvSource({
        "PyPI, true",
        "pypi, true",
        "Conda, true",
        "conda-forge, true",
        "conda-forge:main, true",
        "npm, false",
        "Debian:12, false",
        "'', false",
    })
    void ecosystems(String ecosystem, boolean counts) throws IOException {
        write("a.json", advisory("X-1", ecosystem, "numpy", "'versions':['1']"));

        assertEquals(
                counts ? "exclude_advisories: X-1" : KEPT,
                reason(filter("a.json"), Records.version("numpy", "1", "0")));
    }

    @Test
    void rangesOfCommitsAndWithdrawnAdvisoriesDoNotCount() throws IOException {
        write("a.json", advisory("X-1", "PyPI", "numpy", range("GIT", "{'introduced':'0'}")));
        write(
                "b.json",
                advisory("X-2", "PyPI", "numpy", "'versions':['1']")
                        .replaceFirst("\\{", "{'withdrawn':'2024-01-01T00:00:00Z',"));

        assertEquals(KEPT, reason(filter("."), Records.version("numpy", "1", "0")));
    }

    @ParameterizedTest
    @CsvSource({
        "ruamel.yaml, ruamel-yaml",
        "Ruamel_YAML, ruamel.yaml",
        "a--b, a-b",
    })
    void namesAreComparedAsPythonsIndexDoes(String listed, String name) throws IOException {
        write("a.json", advisory("X-1", "PyPI", listed, "'versions':['1']"));

        assertEquals(
                "exclude_advisories: X-1",
                reason(filter("a.json"), Records.linux("'name':'" + name + "','version':'1'")));
    }

    @Test
    void filesAndFoldersAreReadAndTheFirstIdIsTheReason() throws IOException {
        write("list.json", "[" + numpy("X-3") + "," + numpy("X-1") + "]");
        write("deep/er/one.JSON", numpy("X-2"));
        write("deep/readme.txt", "no advisory");
        PackageFilter filter = filter("list.json", "deep");

        assertEquals("exclude_advisories: X-1", reason(filter, Records.version("numpy", "1", "0")));
        assertEquals(Optional.of("affected by X-1, X-2, X-3"), filter.explain(Records.version("numpy", "1", "0")));
        assertEquals(Optional.empty(), filter.explain(Records.named("scipy")));
    }

    @Test
    void otherMembersMayBeAnything() throws IOException {
        write(
                "a.json",
                "{'x':{'id':'no','affected':[[1]]},'affected':[null,7,[{}],{'package':'numpy','versions':{},"
                        + "'ranges':[1,{'type':[],'events':[[],{'introduced':1,'x':{}}]}]},"
                        + "{'database_specific':[[{}]],'versions':[1,[2],'1'],"
                        + "'package':{'purl':{},'name':'numpy','ecosystem':'PyPI'}}],'id':'X-1','severity':[{}]}");

        assertEquals("exclude_advisories: X-1", reason(filter("a.json"), Records.version("numpy", "1", "0")));
        assertEquals(KEPT, reason(filter("a.json"), Records.version("numpy", "2", "0")));
    }

    @Test
    void theFingerprintFollowsTheContent() throws IOException {
        FilterProvider provider = new ExcludeAdvisoriesProvider();
        write("a.json", numpy("X-1"));
        String first = provider.fingerprint(config("."));
        write("other.txt", "text");
        assertEquals(first, provider.fingerprint(config(".")));

        write("a.json", numpy("X-2"));
        String changed = provider.fingerprint(config("."));
        write("b.json", numpy("X-3"));

        assertNotEquals(first, changed);
        assertNotEquals(changed, provider.fingerprint(config(".")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.json", "absent", "empty", "", "empty/text.txt.json"})
    void whatIsNotThereIsRefused(String entry) throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        FilterConfig config = config(entry);

        String message = assertThrows(
                        InvalidConfigException.class, () -> new ExcludeAdvisoriesProvider().create(config))
                .getMessage();
        assertTrue(message.endsWith("write where your OSV advisories are"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '~',
            value = {
                "{'id':'X-1','affected':[ @ it is not JSON: ",
                "{'id':'X-1',$$?} @ in line 3",
                "'text' @ it has neither an advisory nor a list of advisories",
                "{'affected':[]} @ an advisory in it has no \"id\"",
                "[{}] @ an advisory in it has no \"id\"",
            })
    void whatIsNoAdvisoryIsRefusedWithItsFile(String content, String expected) throws IOException {
        write("good.json", numpy("X-0"));
        write("odd.json", content.replace('$', '\n'));
        FilterConfig config = config(".");

        InvalidConfigException e =
                assertThrows(InvalidConfigException.class, () -> new ExcludeAdvisoriesProvider().create(config));
        assertTrue(e.getMessage().contains("odd.json\" cannot be read: "), e.getMessage());
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertEquals(new Place(2, 5), e.node().place());
    }

    private PackageFilter filter(String... entries) {
        return Filters.create(config(entries));
    }

    private FilterConfig config(String... entries) {
        return new FilterConfig(
                "exclude_advisories",
                new ConfigNode.Sequence(
                        Arrays.stream(entries)
                                .map(entry -> (ConfigNode) new ConfigNode.Scalar(entry, new Place(2, 5)))
                                .toList(),
                        new Place(2, 3)),
                folder);
    }

    private void write(String file, String json) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, json.replace('\'', '"'));
    }

    private static String numpy(String id) {
        return advisory(id, "PyPI", "numpy", "'versions':['1']");
    }

    private static String advisory(String id, String ecosystem, String name, String members) {
        return "{'schema_version':'1.6.0','id':'" + id + "','affected':[{'package':{'ecosystem':'" + ecosystem
                + "','name':'" + name + "'}," + members + "}]}";
    }

    private static String range(String type, String events) {
        return "'ranges':[{'type':'" + type + "','events':[" + events + "]}]";
    }
}
