package org.channelmirror.internal.side;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.publish.JsonValue;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where every package is listed that a file beside an index tells of, it comes out as it went in. */
class SideRoundTripTest {

    /** Files of real channels; this project has them only where it is developed. */
    private static final Path FIXTURES = Path.of("../../shared/fixtures");

    private static final Pattern FILE_NAMES = Pattern.compile("\"([^\"/]+\\.(?:conda|tar\\.bz2))\"");
    private static final Subdir LINUX = new Subdir("linux-64");

    @TempDir
    Path scratch;

    private int run;

    static Stream<Path> fixtures() throws IOException {
        if (!Files.isDirectory(FIXTURES)) {
            return Stream.of(Path.of("none"));
        }
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files.filter(file -> side(file).isPresent()).sorted().toList().stream();
        }
    }

    private static Optional<SideFile> side(Path file) {
        String name = String.valueOf(file.getFileName());
        return Stream.of(SideFile.values())
                .filter(side -> name.endsWith(".json")
                        && name.startsWith(side.fileName().replace(".json", "")))
                .findFirst();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void realFilesComeOutAsTheyWentIn(Path fixture) throws Exception {
        assumeTrue(Files.exists(fixture), "the fixtures are not here");
        SideFile side = side(fixture).orElseThrow();
        String text = Files.readString(fixture);
        String published = publish(side, text);
        if (side == SideFile.FROM_PACKAGES) {
            for (String section : List.of("packages", "packages.conda")) {
                assertEquals(member(text, section), member(published, section), section);
            }
        } else {
            assertEquals(json(text), json(published));
        }
        assertEquals(published, publish(side, published), "what was published is published as it is");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"packages\":null,\"packages.conda\":[],\"info\":1}",
                "{\"z\":1.50e+2,\"packages.conda\":{\"z-1-0.conda\":{\"s\":\"\\u00e4\\/\",\"n\":-0},\"a-1-0.conda\":null,"
                        + "\"a-1!2+x-0.conda\":[]},\"packages\":{\"b-1-0.conda\":\"of the other format\"}}",
                "{ \"packages\" : { \"a-1-0.tar.bz2\" :\n { \"x\" : [ 1 , \"a  b\" ] } } }"
            })
    void oddFilesDoToo(String text) throws Exception {
        String published = publish(SideFile.RUN_EXPORTS, text);
        assertEquals(json(text), json(published));
        assertEquals(published, publish(SideFile.RUN_EXPORTS, published));
    }

    @Test
    void ofTwoEntriesTheLastCounts() throws Exception {
        String text = "{\"packages\":{\"b-1-0.tar.bz2\":1,\"a-1-0.tar.bz2\":2,\"b-1-0.tar.bz2\":3}}";
        assertEquals(
                json("{\"packages\":{\"a-1-0.tar.bz2\":2,\"b-1-0.tar.bz2\":3}}"),
                json(publish(SideFile.RUN_EXPORTS, text)));
    }

    @Test
    void realChanneldataComesOutAsItWentIn() throws Exception {
        Path fixture = FIXTURES.resolve("channels/conda-format-repo/channeldata.json");
        assumeTrue(Files.exists(fixture), "the fixtures are not here");
        String text = Files.readString(fixture);
        Set<Subdir> subdirs = new TreeSet<>();
        Matcher names = Pattern.compile("\"((?:linux|osx|win)-\\w+|noarch)\"").matcher(text);
        while (names.find()) {
            subdirs.add(new Subdir(names.group(1)));
        }
        Map<Subdir, SubdirSources.Catalog> catalogs = new TreeMap<>();
        for (Subdir subdir : subdirs) {
            catalogs.put(
                    subdir,
                    catalog(Set.of(
                            "libgcc-ng-1-0.conda", "vc-1-0.conda", "vs2015_runtime-1-0.conda", "zlib-1-0.conda")));
        }
        Events events = new Events(MirrorListener.NONE);
        ChannelDataText data = ChannelDataText.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                fixture,
                scratch,
                "data",
                events,
                "here");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ChannelDataPass(List.of(data), catalogs, scratch).write(new MembersOutput(out));
        assertEquals(json(text), json(out.toString(StandardCharsets.UTF_8)));
        assertTrue(events.warnings().isEmpty());
    }

    private static @Nullable Object member(String text, String name) {
        return json(text).get(name);
    }

    private static Map<String, @Nullable Object> json(String text) {
        return JsonValue.object(text.getBytes(StandardCharsets.UTF_8));
    }

    private String publish(SideFile side, String text) throws IOException {
        run++;
        Set<String> names = new TreeSet<>();
        Matcher found = FILE_NAMES.matcher(text);
        while (found.find()) {
            if (PackageFileName.isValid(found.group(1))) {
                names.add(found.group(1));
            }
        }
        Path file = Files.writeString(scratch.resolve("text-" + run), text);
        Events events = new Events(MirrorListener.NONE);
        SideText taken = SideIngest.read(
                side,
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                file,
                1,
                scratch,
                "side-" + run,
                events,
                "here");
        ListedNames listed = ListedNames.of(catalog(names), scratch, "listed-" + run);
        List<SideText> texts = List.of(taken);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SidePass(side, texts, Set.of(), listed, SideHeader.of(side, LINUX, texts)).write(new MembersOutput(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private SubdirSources.Catalog catalog(Set<String> names) throws IOException {
        run++;
        Path file = scratch.resolve("catalog-" + run);
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(file))) {
            for (PackageFormat format : List.of(PackageFormat.TAR_BZ2, PackageFormat.CONDA)) {
                for (String name : names) {
                    if (name.endsWith(format.suffix())) {
                        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
                        out.write(new Holding()
                                .begin(format, bytes)
                                .set(Holding.PUBLISHED)
                                .payload());
                    }
                }
            }
            out.finish();
        }
        return SubdirSources.Catalog.of(file);
    }
}
