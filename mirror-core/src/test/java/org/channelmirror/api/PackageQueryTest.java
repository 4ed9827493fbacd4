package org.channelmirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageQueryTest {

    private static final Channel CHANNEL = new Channel(URI.create("https://conda.anaconda.org/conda-forge"));

    private static PackageRecord numpy(String subdir) {
        return RawRecord.parse(
                new Subdir(subdir),
                CHANNEL,
                new PackageFileName("numpy-1.26.4-py312_0.conda"),
                "{\"name\":\"NumPy\",\"version\":\"1.26.4\",\"build\":\"py312_0\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy",
                "NumPy",
                "num*",
                "numpy >=1.26",
                "numpy=1.26",
                "numpy 1.26.* py312*",
                "conda-forge::numpy",
                "*[build=py312_0]",
                "numpy-1.26.4-py312_0.conda",
                " numpy-1.26.4-py312_0.conda ",
                "linux-64/numpy-1.26.4-py312_0.conda",
                "conda-forge/linux-64::numpy",
                "numpy[subdir=linux-64]",
                "/srv/mirror/conda/anaconda/linux-64/numpy-1.26.4-py312_0.conda",
            })
    void asksForThePackage(String text) {
        assertTrue(PackageQuery.parse(text).matches(numpy("linux-64")), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "numpy-base",
                "numpy >=2",
                "numpy 1.26.* py311*",
                "bioconda::numpy",
                "numpy-1.26.4-py312_0.tar.bz2",
                "noarch/numpy-1.26.4-py312_0.conda",
                "numpy[subdir=osx-64]",
            })
    void asksForOthers(String text) {
        assertFalse(PackageQuery.parse(text).matches(numpy("linux-64")), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    numpy                                   |
                    conda-forge::numpy                      |
                    numpy-1.26.4-py312_0.conda              |
                    pkgs/numpy-1.26.4-py312_0.conda         |
                    osx-64/numpy-1.26.4-py312_0.conda       | osx-64
                    conda-forge/osx-64::numpy               | osx-64
                    */osx-64::numpy                         | osx-64
                    numpy[version='>=1',subdir=osx-64]      | osx-64
                    numpy[subdir=osx-64,md5=*]              | osx-64
                    """)
    void knowsItsSubdir(String text, String subdir) {
        assertEquals(
                subdir == null ? "" : subdir,
                PackageQuery.parse(text).subdir().map(Subdir::name).orElse(""));
    }

    @Test
    void theUrlOfAFileLosesItsSecrets() {
        assertEquals(
                "linux-64/numpy-1.26.4-py312_0.conda",
                PackageQuery.parse("https://me:geheim@host/t/abc/c/linux-64/numpy-1.26.4-py312_0.conda")
                        .toString());
    }

    @Test
    void whatIsNoneOfThemIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PackageQuery.parse(""));
        assertThrows(IllegalArgumentException.class, () -> PackageQuery.parse("numpy >>1"));
    }
}
