package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.filter;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@code fields} and {@code track_features}. */
class FieldFiltersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "build; *_pypy*; 'build':'py39_pypy39'; fields: build *_pypy*",
                "build; *_PyPy*; 'build':'py39_PYPY39'; fields: build *_PyPy*",
                "build; *_pypy; 'build':'py39_pypy39'; kept",
                "build_number; 1??; 'build_number':200; kept",
                "build_number; 2??; 'build_number':200; fields: build_number 2??",
                "depends; mkl*; 'depends':['zlib','mkl >=2020']; fields: depends mkl*",
                "depends; mkl; 'depends':['zlib','mkl >=2020']; kept",
                "vendor.note; secret; 'vendor.note':'secret'; fields: vendor.note secret",
                "noarch; *; 'name':'a'; kept",
                "noarch; *; 'noarch':'python'; fields: noarch *",
                "flag; true; 'flag':true; fields: flag true",
                "name; a; 'name':{'a':'a'}; kept",
            })
    void aFieldThatMatchesRemoves(String field, String glob, String members, String expected) {
        assertEquals(expected, reason(Filters.create(fields(Map.of(field, List.of(glob)))), Records.linux(members)));
    }

    @Test
    void eachLineAndEachGlobCountsByItself() {
        Map<String, List<String>> globs = new LinkedHashMap<>();
        globs.put("build", List.of("x*", "y*"));
        globs.put("license", List.of("*gpl*"));
        FilterConfig config = fields(globs);

        assertEquals("fields: build y*", reason(Filters.create(config), Records.linux("'build':'y1'")));
        assertEquals(
                "fields: license *gpl*", reason(Filters.create(config), Records.linux("'build':'z','license':'GPL'")));
        assertEquals(KEPT, reason(Filters.create(config), Records.linux("'build':'z','license':'MIT'")));
    }

    @Test
    void whatIsNoMappingOfGlobsIsRefused() {
        assertTrue(refusal("fields", "license").contains("expected lines of the form \"field: glob\""));
        FilterConfig empty = fields(Map.of("license", List.of()));
        assertEquals(
                "\"license\" has no glob; give one, or remove the line",
                assertThrows(InvalidConfigException.class, () -> Filters.create(empty))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "true; 'track_features':'mkl'; track_features: any",
                "true; 'track_features':['mkl']; track_features: any",
                "Yes; 'track_features':' mkl'; track_features: any",
                "true; 'track_features':''; kept",
                "true; 'track_features':' , '; kept",
                "true; 'track_features':[]; kept",
                "true; 'name':'a'; kept",
                "false; 'track_features':'mkl'; kept",
                "nomkl; 'track_features':'mkl'; kept",
                "nomkl; 'track_features':'blas NoMKL'; track_features: nomkl",
                "mkl nomkl; 'track_features':'blas,nomkl'; track_features: nomkl",
                "vc?; 'track_features':'vc9 x'; track_features: vc?",
            })
    void featuresRemove(String entries, String members, String expected) {
        assertEquals(expected, reason(filter("track_features", entries.split(" ", -1)), Records.linux(members)));
    }

    @Test
    void featuresAreExplained() {
        assertEquals(
                Optional.of("track_features \"[mkl]\""),
                filter("track_features", "nomkl").explain(Records.linux("'track_features':'mkl'")));
        assertEquals(Optional.empty(), filter("track_features", "nomkl").explain(Records.named("a")));
    }

    @Test
    void twoFeaturesInOneEntryAreRefused() {
        assertEquals(
                "\"mkl nomkl\" is not one feature; write each as an entry of its own",
                refusal("track_features", "mkl nomkl"));
    }

    private static FilterConfig fields(Map<String, List<String>> globs) {
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        globs.forEach((field, values) -> members.put(
                field,
                new ConfigNode.Sequence(
                        values.stream()
                                .map(value -> (ConfigNode) new ConfigNode.Scalar(value, Place.NONE))
                                .toList(),
                        Place.NONE)));
        return new FilterConfig("fields", new ConfigNode.Mapping(members, Place.NONE), Path.of(""));
    }
}
