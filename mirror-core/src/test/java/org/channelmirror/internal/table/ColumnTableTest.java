package org.channelmirror.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.spec.MatchSpec;
import org.junit.jupiter.api.Test;

class ColumnTableTest {

    private static final Subdir LINUX = new Subdir("linux-64");

    private final RecordReader reader = new RecordReader();
    private final TableBuilder builder = new TableBuilder(List.of(
            Optional.of(new Channel(URI.create("https://one.example/c"))),
            Optional.of(new Channel(URI.create("https://two.example/d")))));

    /** Adds a record by what was noted of it when it was read, or as it was read where it is too long for that. */
    private void add(Subdir subdir, Section section, String file, int channel, String members) {
        byte[] json = (".{" + members.replace('\'', '"') + "}.").getBytes(StandardCharsets.UTF_8);
        RawRecord record = reader.read(section, file, json, 1, json.length - 2);
        ByteBuffer positions = ByteBuffer.allocate(RawRecord.POSITIONS_LENGTH);
        if (record.writePositions(positions)) {
            byte[] moved = ("......" + new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            record = reader.read(section, "", moved, 7, json.length - 2, positions.flip());
        }
        builder.addNeeds(record);
        builder.add(subdir, record, channel, ByteBuffer.wrap(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> needs(ColumnTable table, int record) {
        List<String> specs = new ArrayList<>();
        table.depends(record, spec -> specs.add(table.specText(spec)));
        return specs;
    }

    @Test
    void everythingComesBack() {
        add(
                Subdir.NOARCH,
                Section.PACKAGES,
                "a-1.0-0.tar.bz2",
                0,
                "'name':'a','version':'1.0','build':'0','build_number':3,'depends':['b >=1','c']");
        add(
                LINUX,
                Section.PACKAGES,
                "b-2-h_1.tar.bz2",
                1,
                "'name':'b','version':'2','build':'h_1','build_number':123456789012,'depends':['b >=1','c']");
        add(LINUX, Section.PACKAGES_CONDA, "a-1.0-0.conda", 0, "'name':'a','version':'1.0','build':'0'");
        ColumnTable table = builder.build();

        assertEquals(3, table.size());
        assertEquals(List.of(Subdir.NOARCH, LINUX), table.subdirs());
        assertEquals(Subdir.NOARCH, table.subdir(0));
        assertEquals(LINUX, table.subdir(1));
        assertEquals(LINUX, table.subdir(2));
        assertEquals(PackageFormat.TAR_BZ2, table.format(1));
        assertEquals(PackageFormat.CONDA, table.format(2));
        assertEquals("b", table.nameText(table.name(1)));
        assertEquals("1.0", String.valueOf(table.version(0)));
        assertEquals("h_1", table.build(1));
        assertEquals(3, table.buildNumber(0));
        assertEquals(123456789012L, table.buildNumber(1));
        assertEquals(0, table.buildNumber(2));
        assertEquals(List.of("b >=1", "c"), needs(table, 1));
        assertEquals(List.of(), needs(table, 2));
        assertEquals(2, table.specs());
        List<Integer> ofA = new ArrayList<>();
        table.records(table.findName("a"), ofA::add);
        assertEquals(List.of(0, 2), ofA);
        assertEquals(-1, table.findName("c"));
    }

    @Test
    void candidatesAreWhatSpecsLookAt() {
        add(LINUX, Section.PACKAGES_CONDA, "a-1.0-h_2.conda", 0, "'name':'a','version':'1.0','build':'h_2'");
        add(LINUX, Section.PACKAGES_CONDA, "odd.conda", 1, "'name':'a','version':'1.0','build':'h_2'");
        ColumnTable table = builder.build();

        assertEquals("a-1.0-h_2.conda", table.candidate(0).fileName());
        assertEquals("odd.conda", table.candidate(1).fileName());
        assertEquals("linux-64", table.candidate(1).subdir());
        assertTrue(MatchSpec.parse("a >=1,<2 *_2").matches(table.candidate(0)));
        assertFalse(MatchSpec.parse("a 2.*").matches(table.candidate(0)));
        assertTrue(MatchSpec.parse("https://two.example/d::a").matches(table.candidate(1)));
        assertFalse(MatchSpec.parse("https://two.example/d::a").matches(table.candidate(0)));
    }

    @Test
    void namesAreInSmallLettersAndFileNamesAsTheyAre() {
        add(Subdir.NOARCH, Section.PACKAGES_CONDA, "PyYAML-1-0.conda", 0, "'name':'PyYAML','version':'1','build':'0'");
        add(Subdir.NOARCH, Section.PACKAGES_CONDA, "x-1-0.conda", 0, "'name':'\u00c4','version':'1','build':'0'");
        ColumnTable table = builder.build();

        assertEquals("pyyaml", table.nameText(table.name(0)));
        assertEquals("PyYAML-1-0.conda", table.candidate(0).fileName());
        assertEquals(table.name(1), table.findName("\u00e4"));
    }

    @Test
    void escapesAreRead() {
        add(
                Subdir.NOARCH,
                Section.PACKAGES_CONDA,
                "a-1-0.conda",
                0,
                "'n\\u0061me':'\\u0061','version':'1','build':'0','depends':['b \\u003e=1',null,7]");
        ColumnTable table = builder.build();

        assertEquals(0, table.findName("a"));
        assertEquals(List.of("b >=1"), needs(table, 0));
        assertEquals("a-1-0.conda", table.candidate(0).fileName());
    }

    @Test
    void whatIsMissingOrWrongIsNoFailure() {
        add(Subdir.NOARCH, Section.PACKAGES_CONDA, "a-1-0.conda", 0, "");
        add(
                Subdir.NOARCH,
                Section.PACKAGES_CONDA,
                "b-1-0.conda",
                0,
                "'name':7,'version':'not a version','build':[],'build_number':'x','depends':'c'");
        add(Subdir.NOARCH, Section.PACKAGES_CONDA, "c-1-0.conda", 0, "'name':'c','depends':['not a [spec']");
        ColumnTable table = builder.build();

        assertEquals("", table.nameText(table.name(0)));
        assertEquals("a-1-0.conda", table.candidate(0).fileName());
        assertNull(table.version(0));
        assertNull(table.version(1));
        assertEquals("", table.build(1));
        assertEquals(List.of(), needs(table, 1));
        assertNull(table.spec(0));
        assertEquals("not", table.specName(0));
    }

    /** More than one chunk of every column, more names than a pool begins with, texts longer than a chunk. */
    @Test
    void nothingIsLostAsItGrows() {
        int count = 40_000;
        String longText = "x".repeat(3 << 20);
        for (int i = 0; i < count; i++) {
            add(
                    LINUX,
                    Section.PACKAGES_CONDA,
                    "p" + i + "-" + i + "-" + i + ".conda",
                    i % 2,
                    "'name':'p" + i % 20_000 + "','version':'" + i + "','build':'" + i + "','depends':['p" + i + " =="
                            + i + "','q']");
            if (i % 16_000 == 0) {
                add(LINUX, Section.PACKAGES_CONDA, "long.conda", 0, "'name':'long','build':'" + longText + "'");
            }
        }
        ColumnTable table = builder.build();

        assertEquals(count + 3, table.size());
        assertEquals(20_001, table.names());
        int row = 0;
        for (int i = 0; i < count; i++) {
            assertEquals("p" + i % 20_000, table.nameText(table.name(row)));
            assertEquals(String.valueOf(i), String.valueOf(table.version(row)));
            assertEquals(List.of("p" + i + " ==" + i, "q"), needs(table, row));
            assertNotNull(table.candidate(row).channel());
            row++;
            if (i % 16_000 == 0) {
                assertEquals(longText, table.build(row));
                row++;
            }
        }
        List<Integer> twice = new ArrayList<>();
        table.records(table.findName("p7"), twice::add);
        assertEquals(2, twice.size());
        assertTrue(builder.bytes() > 4L * longText.length() / 2, "the memory that it takes is counted");
    }
}
