package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;

class RecordCandidateTest {

    private static final String SHA256 = "ab".repeat(32);
    private static final String MD5 = "cd".repeat(16);
    private static final String FILE = "zlib-1.3-h1_2.conda";

    @Test
    void showsTheRecord() {
        RecordCandidate zlib = RecordCandidate.of(record("1.3"), ChannelName.parse("conda-forge"));

        for (String spec : new String[] {
            "zlib=1.3=h1_2",
            "conda-forge/linux-64::zlib[build_number=2,size=99,md5=" + MD5 + ",sha256=" + SHA256 + ",fn=" + FILE + "]",
            "https://conda.anaconda.org/conda-forge/linux-64/" + FILE
        }) {
            assertEquals(true, MatchSpec.parse(spec).matches(zlib), spec);
        }
        assertSame(zlib.version(), zlib.version());
    }

    @Test
    void hasNoUrlWithoutAChannel() {
        RecordCandidate zlib = RecordCandidate.of(record("1.3"));

        assertNull(zlib.url());
        assertEquals(false, MatchSpec.parse("conda-forge::zlib").matches(zlib));
        assertNull(
                RecordCandidate.of(record("1.3"), ChannelName.parse("defaults")).url());
    }

    @Test
    void aVersionThatCannotBeReadIsNone() {
        RecordCandidate zlib = RecordCandidate.of(record("1..3"));

        assertNull(zlib.version());
        assertEquals(true, MatchSpec.parse("zlib=*").matches(zlib));
        assertEquals(false, MatchSpec.parse("zlib!=1").matches(zlib));
    }

    private static PackageRecord record(String version) {
        return new PackageRecord(
                new Subdir("linux-64"),
                new PackageFileName(FILE),
                "zlib",
                version,
                "h1_2",
                2,
                OptionalLong.of(99),
                Optional.of(Digest.sha256(SHA256)),
                Optional.of(Digest.md5(MD5)));
    }
}
