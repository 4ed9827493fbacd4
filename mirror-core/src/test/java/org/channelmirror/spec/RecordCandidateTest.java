package org.channelmirror.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
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
            "zlib[license=Zlib,license_family=other,track_features='blas nomkl']",
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

    @Test
    void aChannelIsNamedWhenASpecAsksForIt() {
        AtomicInteger asked = new AtomicInteger();
        Function<Channel, ChannelName> names = channel -> {
            asked.incrementAndGet();
            return ChannelName.of(channel);
        };
        PackageRecord listed = RawRecord.parse(
                new Subdir("linux-64"),
                new Channel(URI.create("https://one.example/c")),
                new PackageFileName(FILE),
                "{\"name\":\"zlib\"}");
        RecordCandidate candidate = RecordCandidate.of(listed, names);
        assertEquals(true, MatchSpec.parse("zlib").matches(candidate));
        assertEquals(0, asked.get());
        assertEquals(true, MatchSpec.parse("https://one.example/c::zlib").matches(candidate));
        assertEquals(false, MatchSpec.parse("https://two.example/c::zlib").matches(candidate));
        assertEquals(2, asked.get());
        assertNull(RecordCandidate.of(record("1"), names).channel());
    }

    private static PackageRecord record(String version) {
        String json = ("{'name':'zlib','version':'" + version + "','build':'h1_2','build_number':2,'size':99,"
                        + "'md5':'" + MD5 + "','sha256':'" + SHA256 + "','license':'Zlib','license_family':'Other',"
                        + "'track_features':'nomkl blas'}")
                .replace('\'', '"');
        return RawRecord.parse(new Subdir("linux-64"), null, new PackageFileName(FILE), json);
    }
}
