package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionReaderTest {

    @Test
    void filtersAreAskedInTheirStageUnderTheKeyAsWritten() throws ConfigException {
        PackageSelection selection = Configs.parse(
                        "whitelist: [accelerate]", "blacklist:", "  - accelerate", "  - astropy", "channels: r")
                .packages();

        assertEquals(
                List.of("REMOVAL blacklist: [accelerate, astropy]", "EXCEPTION whitelist: [accelerate]"),
                selection.descriptions());
        assertTrue(selection.decide(named("accelerate"), Instant.EPOCH).isAccepted());
        assertEquals(
                Optional.of("blacklist"),
                selection.decide(named("astropy"), Instant.EPOCH).reason());
    }

    @Test
    void anEmptyListIsTheProvidersToJudge() throws ConfigException {
        assertEquals(
                List.of("REMOVAL exclude: \"\""),
                Configs.parse("channels: r", "exclude:").packages().descriptions());
        assertEquals(
                List.of("CLOSED_LIST only: []"),
                Configs.parse("channels: r", "only: []").packages().descriptions());
    }

    @ParameterizedTest
    @CsvSource({
        "only, exclude",
        "only, include",
        "pkg_list, blacklist",
        "package_list, whitelist",
    })
    void theClosedListStandsAlone(String closed, String open) {
        String reason = ": \"" + closed + "\" is already the whole list; keep one of them";

        assertEquals(
                List.of("3:1: \"" + open + "\" cannot stand together with \"" + closed + "\" in line 2" + reason),
                Configs.problems("channels: r", closed + ": a", open + ": b"));
        assertEquals(
                List.of("2:1: \"" + closed + "\" cannot stand together with \"" + open + "\" in line 1" + reason),
                Configs.problems(open + ": b", closed + ": a", "channels: r"));
    }

    @Test
    void twoNamesOfOneKeyAreNotMerged() {
        assertEquals(
                List.of("3:1: \"exclude\" means the same as \"blacklist\" in line 1;"
                        + " write one list under one of them"),
                Configs.problems("blacklist: a", "channels: r", "exclude: b"));
    }

    @Test
    void aRefusedEntryIsNamedWithItsOwnLine() {
        assertEquals(
                List.of("4:5: blacklist: \"bad 1\" is bad"),
                Configs.problems("channels: r", "blacklist:", "  - good", "  - bad 1", "  - bad 2"));
    }

    @Test
    void aRefusedEntryAmongWrongOnesHidesNothing() {
        assertEquals(
                2, Configs.problems("channels: r", "exclude: [$UNSET, bad]").size());
    }

    private static PackageRecord named(String name) {
        return RawRecord.parse(
                Subdir.NOARCH,
                null,
                new PackageFileName(name + "-1-0.conda"),
                "{\"name\":\"" + name + "\",\"version\":\"1\",\"build\":\"0\"}");
    }
}
