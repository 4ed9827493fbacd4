package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchSpecTest {

    private static final Map<String, Object> NUMPY = Map.ofEntries(
            Map.entry("name", "numpy"),
            Map.entry("version", "1.8.2"),
            Map.entry("build", "py39h123_7"),
            Map.entry("build_number", 7L),
            Map.entry("subdir", "linux-64"),
            Map.entry("channel", "https://mirror.example/conda-forge"),
            Map.entry("fn", "numpy-1.8.2-py39h123_7.conda"),
            Map.entry("url", "https://mirror.example/conda-forge/linux-64/numpy-1.8.2-py39h123_7.conda"),
            Map.entry("size", 1000L),
            Map.entry("md5", "0123abcd"),
            Map.entry("sha256", "4567ef01"),
            Map.entry("license", "BSD-3-Clause"),
            Map.entry("license_family", "BSD"),
            Map.entry("track_features", "mkl, debug"));

    @Test
    void takesNamesAndGlobsOfAnyCase() {
        assertMatches("numpy", "NumPy", "num*", "*py", "*", "n*p*");
        assertMatchesNot("nump", "numpyx", "um*", "*p");
        assertTrue(MatchSpec.parse("numpy").matches(numpy("name", "NumPy")));
    }

    @Test
    void takesVersionsInEveryForm() {
        assertMatches("numpy 1.8.2", "numpy==1.8.2", "numpy=1.8", "numpy =1.8", "numpy 1.8.*", "numpy 1.8*");
        assertMatches("numpy >=1.8,<2", "numpy>=1.8 , < 2", "numpy >= 1.8, <2|3", "numpy ~=1.8.1", "numpy!=1.8");
        assertMatches(
                "numpy[version='>=1.8,<2']", "numpy[version=1.8.*]", "numpy[version>1.8]", "numpy (1.7|1.8.2),!=1.7");
        assertMatches("numpy=*", "numpy *", "numpy 1.*.2", "numpy ^1\\.8.*$");
        assertMatchesNot("numpy 1.8", "numpy==1.8", "numpy <1.8", "numpy=1.9", "numpy[version=1.8]", "numpy 1.*.3");
    }

    /** The forms that CEP 29 lists as equal. */
    @Test
    void formsThatAreEqualReadEqual() {
        for (String fuzzy : new String[] {
            "pkg =1.8", "pkg 1.8.*", "pkg=1.8.*", "pkg[version=1.8.*]", "pkg[version=\"1.8.*\"]", "pkg[version='=1.8']"
        }) {
            assertEquals(MatchSpec.parse("pkg=1.8"), MatchSpec.parse(fuzzy), fuzzy);
        }
        for (String fuzzy :
                new String[] {"pkg 1.8.* *", "pkg=1.8.*=*", "pkg =1.8.* *", "pkg ==1.8.* *", "pkg =1.8 *"}) {
            assertEquals("pkg=1.8[build=*]", MatchSpec.parse(fuzzy).toString(), fuzzy);
        }
        for (String exact : new String[] {"pkg==1.8", "pkg ==1.8", "pkg[version=1.8]", "pkg[version='==1.8']"}) {
            assertEquals(MatchSpec.parse("pkg 1.8"), MatchSpec.parse(exact), exact);
        }
        for (String exact : new String[] {"pkg=1.8=b", "pkg==1.8=b", "pkg ==1.8 b", "pkg[version=1.8,build=b]"}) {
            assertEquals(MatchSpec.parse("pkg 1.8 b"), MatchSpec.parse(exact), exact);
            assertEquals(
                    MatchSpec.parse("pkg 1.8 b").hashCode(),
                    MatchSpec.parse(exact).hashCode(),
                    exact);
        }
        assertNotEquals(MatchSpec.parse("pkg 1.8"), MatchSpec.parse("pkg=1.8"));
    }

    @Test
    void takesBuilds() {
        assertMatches(
                "numpy 1.8.2 py39h123_7", "numpy=1.8.2=py39*", "numpy * PY39*", "numpy=*=*_7", "numpy[build=*h123*]");
        assertMatches("numpy[build='^py(38|39).*_\\d$']", "numpy >=1.8,<2 py39h123_7");
        assertMatchesNot("numpy 1.8.2 py39h123", "numpy * py38*", "numpy[build='^py38.*$']");
    }

    @Test
    void takesNumbers() {
        assertMatches(
                "numpy[build_number=7]",
                "numpy[build_number='>6']",
                "numpy[build_number=<=7]",
                "numpy[build_number=!=8]");
        assertMatches(
                "numpy[build_number=07]", "numpy[build_number='=7']", "numpy[build_number='*']", "*[size='<=1000']");
        assertMatchesNot(
                "numpy[build_number=8]", "numpy[build_number='>7']", "*[size='>1000']", "numpy[build_number='8*']");
    }

    @Test
    void takesTheOtherFields() {
        assertMatches("*[md5=0123ABCD]", "*[sha256=4567ef01]", "*[fn=numpy-1.8.2-py39h123_7.conda]", "*[fn='*.conda']");
        assertMatches("*[license='bsd*']", "*[license=BSD-3-Clause]", "*[license_family=bsd]", "*[subdir=linux-64]");
        assertMatches("*[track_features='debug mkl']", "*[subdir='linux-*', license='*']");
        assertMatchesNot("*[md5=01]", "*[sha256=4567]", "*[fn='*.tar.bz2']", "*[license=MIT]", "*[subdir=noarch]");
        assertMatchesNot("*[track_features=mkl]", "*[features=x]");
    }

    @Test
    void whatIsAbsentMeetsOnlyAStar() {
        Candidate bare = new MapCandidate(Map.of("name", "numpy", "version", "no version!"));
        for (String spec : new String[] {
            "numpy", "numpy *", "numpy * *", "numpy[md5='*']", "numpy[license='*']", "*::numpy", "numpy[size='*']"
        }) {
            assertTrue(MatchSpec.parse(spec).matches(bare), spec);
        }
        for (String spec : new String[] {
            "numpy >=0",
            "numpy !=1",
            "numpy *.*",
            "numpy * *_0",
            "numpy[md5=None]",
            "numpy[license='*n*']",
            "conda-forge::numpy",
            "numpy[build_number='<5']",
            "numpy[size='<5']",
            "numpy[url='*x*']"
        }) {
            assertFalse(MatchSpec.parse(spec).matches(bare), spec);
        }
    }

    @Test
    void takesChannelsAndSubdirs() {
        assertMatches(
                "conda-forge::numpy", "conda-forge/linux-64::numpy", "numpy[channel=conda-forge]", "conda-*::numpy");
        assertMatches(
                "https://mirror.example/conda-forge::numpy", "https://mirror.example/conda-forge/linux-64::numpy");
        assertMatches("*/linux-64::numpy", "conda-forge:namespace:numpy", "namespace:numpy", "::numpy");
        assertMatches("numpy[channel=conda-forge/osx-64, subdir=linux-64]", "other::numpy[channel=conda-forge]");
        assertMatchesNot("bioconda::numpy", "conda-forge/noarch::numpy", "https://other.example/conda-forge::numpy");
        assertMatchesNot("numpy[channel=conda-forge/osx-64]", "*/osx-64::numpy", "conda-forge/label/dev::numpy");
    }

    @Test
    void takesThePackagesUrl() {
        String url = "https://mirror.example/conda-forge/linux-64/numpy-1.8.2-py39h123_7.conda";
        assertMatches(url, url + "#0123abcd", url.replace("_", "%5F"), url.replace("://", "://user:pw@"));
        assertMatches(url.replace("/conda-forge", "/t/secret/conda-forge"), "*[url=" + url + "]");
        assertMatchesNot(url.replace("_7", "_8"), url.replace("linux-64", "osx-64"), url.replace("mirror", "other"));
    }

    @Test
    void isWrittenAsByConda() {
        assertWritten(
                "numpy", "NumPy", "numpy # a comment", " numpy ", "numpy=*", "numpy[version=*]", "numpy[name=scipy]");
        assertWritten("numpy==1.8=py39_0", "numpy 1.8 py39_0", "numpy=1.8=py39_0", "numpy==1.8=py39_0");
        assertWritten("numpy=1.8", "numpy 1.8*", "numpy[version='1.8.*']");
        assertWritten("numpy[version='>=1.8,<2',build=py39*]", "numpy >=1.8 , <2 py39*");
        assertWritten("numpy!=1.8.*", "numpy != 1.8.*");
        assertWritten("numpy[version='(1.7|1.8),!=1.7.1']", "numpy (1.7|1.8),!=1.7.1");
        assertWritten("numpy[subdir=linux-64]", "*/linux-64::numpy");
        assertWritten("defaults/linux-64::numpy", "pkgs/main/linux-64::numpy");
        assertWritten("https://h.example/c::numpy", "numpy[channel=https://h.example/c/]");
        assertWritten("*[track_features=mkl]", "mkl@");
        assertWritten("numpy[build_number='>=7',license=*gpl*]", "numpy[license='*GPL*' build_number='>=7']");
        assertWritten(
                "conda-forge/linux-64::x264==1!164.3095=h1_2",
                "https://conda.anaconda.org/conda-forge/linux-64/x264-1%21164.3095-h1_2.tar.bz2");
        assertWritten("*[url=file:///srv/x-1-0.conda]", "/srv/x-1-0.conda");
        assertWritten("numpy=1.conda[]", "numpy[version=1.conda.*]");
        assertWritten("conda-forge::numpy[subdir=new-64]", "numpy[channel=conda-forge,subdir=new-64]");
        assertWritten("numpy==1.8[build='a:[b']", "numpy[version=1.8,build=\"a:[b\"]");
    }

    @Test
    void hidesSecrets() {
        for (String spec : new String[] {
            "https://user:secret@h.example/c::numpy",
            "https://h.example/t/secret/c::numpy",
            "https://user:secret@h.example/c/linux-64/a-1-0.conda",
            "https://h.example/t/secret/a-1-0.conda",
            "*[url='https://user:secret@h.example/c/a-1-0.conda']"
        }) {
            assertFalse(MatchSpec.parse(spec).toString().contains("secret"), spec);
            String broken = assertThrows(IllegalArgumentException.class, () -> MatchSpec.parse(spec + "[md5]"))
                    .getMessage();
            assertFalse(broken.contains("secret"), broken);
        }
    }

    @Test
    void saysWhatAFilterOverNamesNeeds() {
        assertEquals(
                Optional.of("numpy"), MatchSpec.parse("conda-forge::NumPy >1").name());
        assertEquals(Optional.empty(), MatchSpec.parse("num* >1").name());
        assertEquals(Optional.empty(), MatchSpec.parse("*").name());
        for (String spec : new String[] {"numpy", "num*", "*", "numpy=*", "*::numpy", "numpy * *"}) {
            assertTrue(MatchSpec.parse(spec).isNameOnly(), spec);
        }
        for (String spec : new String[] {"numpy 1", "numpy * py39_0", "conda-forge::numpy", "numpy[md5=01]"}) {
            assertFalse(MatchSpec.parse(spec).isNameOnly(), spec);
        }
        assertEquals(Optional.empty(), MatchSpec.parse("numpy").version());
        assertEquals(
                Optional.of(VersionSpec.parse(">1")), MatchSpec.parse("numpy>1").version());
    }

    @Test
    void theVersionIsReadOnlyWhereTheNameMatches() {
        Candidate numpy = new MapCandidate(NUMPY);
        Candidate unread = new CandidateWithoutVersion(numpy);

        assertFalse(MatchSpec.parse("scipy >=1").matches(unread));
        assertFalse(MatchSpec.parse("numpy >=1 py27_0").matches(unread));
        assertThrows(AssertionError.class, () -> MatchSpec.parse("numpy >=1").matches(unread));
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused("", "match spec \"\": it has no package name; write \"*\" for any");
        assertRefused("# only a comment", "it has no package name");
        assertRefused("numpy\t1.8", "match spec \"numpy?1.8\": it has a tab, a line break or a control character");
        assertRefused("pkg[version='1:*:2']", "\"1:*:2\" may have only what a version has, and \"*\"");
        assertRefused("'c'::pkg", "a quote can stand only in brackets");
        assertRefused("'pkg'", "a quote can stand only in brackets");
        assertRefused("pkg.conda 1", "\"pkg.conda\" is a file's name, not a package's");
        assertRefused("https://h.example/linux-64/a-1*-0.conda", "\"a-1*-0.conda\" is not <name>-<version>-<build>");
        assertRefused("https://h.example/linux-64/a\"-1-0.conda", "a URL cannot have a double quote");
        assertRefused("@", "it has no package name");
        assertRefused("!xyz 1.3", "it has no package name");
        assertRefused("pack@ge", "\"@\" cannot stand in a package name");
        assertRefused("^num.*$", "\"^\" cannot stand in a package name");
        assertRefused("pkg..name", "\"pkg..name\" is not a package name: a word is missing before \".\"");
        assertRefused("-pkg", "a word is missing before \"-\"");
        assertRefused("___pkg", "a word is missing before \"_\"");
        assertRefused(
                "pkg 4.2<6", "match spec \"pkg 4.2<6\": version spec \"4.2<6\": version \"4.2<6\": it may have only");
        assertRefused("pkg ==", "a version is missing after \"==\"");
        assertRefused("pkg===1", "\"===\" is not an operator");
        assertRefused("pkg 1 2 3", "expected a name, a version and a build, and nothing after them");
        assertRefused("foo if python>=3.6", "version \"ifpython>=3.6\"");
        assertRefused("pkg[build", "a \"[\" is not closed at its end");
        assertRefused("pkg[build=0][version=2]", "there is one pair of brackets");
        assertRefused("pkg[build]", "\"build\" has no value; write build=VALUE");
        assertRefused("pkg[build=]", "the value of \"build\" is empty");
        assertRefused("pkg[build=' ']", "the value of \"build\" is empty");
        assertRefused(
                "pkg[build=0,junk]", "there is no field \"junk\"; there are channel, subdir, name, version, build,");
        assertRefused("pkg[build=0 build=1]", "\"build\" stands twice");
        assertRefused("pkg[build='0]", "a quote is not closed");
        assertRefused("pkg[build='0'x]", "a comma is missing after a quote");
        assertRefused("pkg[build*0]", "expected \"=\" after \"build\"");
        assertRefused("pkg[=0]", "expected KEY=VALUE in brackets, not \"=0\"");
        assertRefused("pkg[when=__win]", "\"when\" is not supported: it belongs to the match specs of repodata v3");
        assertRefused("pkg[build_number=x]", "\"x\" is not a whole number");
        assertRefused("pkg[build_number='~7']", "\"~7\" is not a whole number");
        assertRefused("pkg[build_number='=>7']", "\"=>\" is not an operator");
        assertRefused("pkg[build='^(?!a)$']", "regular expression \"^(?!a)$\": groups that begin with \"(?\"");
        assertRefused("https://h.example/c:pkg", "expected two colons between a channel and a name");
        assertRefused("a-1-0.conda", "expected a URL or an absolute path; a file name is matched by \"*[fn=NAME]\"");
        assertRefused("https://h.example/linux-64/a-1.conda", "\"a-1.conda\" is not <name>-<version>-<build>");
        assertRefused("pkg " + "1".repeat(5000), "it has more than 4000 characters");
    }

    /** A package whose version must not be read. */
    private record CandidateWithoutVersion(Candidate other) implements Candidate {

        @Override
        public String name() {
            return other.name();
        }

        @Override
        public Version version() {
            throw new AssertionError("the version was read");
        }

        @Override
        public String build() {
            return other.build();
        }

        @Override
        public long buildNumber() {
            return other.buildNumber();
        }
    }

    private static Candidate numpy(String key, Object value) {
        Map<String, Object> fields = new HashMap<>(NUMPY);
        fields.put(key, value);
        return new MapCandidate(fields);
    }

    private static void assertMatches(String... specs) {
        for (String spec : specs) {
            assertTrue(MatchSpec.parse(spec).matches(new MapCandidate(NUMPY)), spec);
        }
    }

    private static void assertMatchesNot(String... specs) {
        for (String spec : specs) {
            assertFalse(MatchSpec.parse(spec).matches(new MapCandidate(NUMPY)), spec);
        }
    }

    private static void assertWritten(String canonical, String... specs) {
        for (String spec : specs) {
            assertEquals(canonical, MatchSpec.parse(spec).toString(), spec);
        }
        assertEquals(canonical, MatchSpec.parse(canonical).toString());
    }

    private static void assertRefused(String spec, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> MatchSpec.parse(spec), spec)
                .getMessage();
        assertTrue(message.contains(why), message);
    }
}
