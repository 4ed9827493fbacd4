package org.channelmirror.internal.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What conda's classic solver reads first is what conda-index makes of the same packages. */
class CurrentRepodataTest {

    private static final Subdir LINUX = new Subdir("linux-64");
    private static final StoragePath FOLDER = StoragePath.of("conda", "anaconda", "linux-64");

    @TempDir
    Path scratch;

    private final InMemoryStorage storage = new InMemoryStorage();
    private final TreeMap<String, String> conda = new TreeMap<>();
    private final TreeMap<String, String> tarBz2 = new TreeMap<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int line;

    @BeforeEach
    void begin() {
        line = 0;
    }

    /** A package; specs are what it needs. */
    private void add(String name, String version, int build, String... specs) {
        add(conda, ".conda", name, version, "b" + build, build, "", specs);
    }

    private void add(
            Map<String, String> section,
            String suffix,
            String name,
            String version,
            String build,
            int number,
            String more,
            String... specs) {
        String depends = specs.length == 0 ? "" : "\"" + String.join("\",\"", specs) + "\"";
        line++;
        section.put(
                name + "-" + version + "-" + build + suffix,
                "{\"name\":\"%s\",\"version\":\"%s\",\"build\":\"%s\",\"build_number\":%d%s,\"depends\":[%s],\"line\":%d}"
                        .formatted(name, version, build, number, more, depends, line));
    }

    private String current(IndexHeader header) throws IOException {
        Path catalog = scratch.resolve("catalog");
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(catalog))) {
            write(out, PackageFormat.TAR_BZ2, tarBz2);
            write(out, PackageFormat.CONDA, conda);
            out.finish();
        }
        Path index = Files.write(scratch.resolve("index"), text.toByteArray());
        StagedText staged = StagedText.begin(storage, FOLDER, "test", CurrentRepodata.FILE_NAME, CurrentRepodata.FORMS);
        new CurrentRepodata(LINUX, SubdirSources.Catalog.of(catalog), index, scratch).write(header, staged);
        List<PublishedFile> files = staged.publish(List.of());
        assertEquals(
                List.of("current_repodata.json.zst", "current_repodata.json"),
                files.stream().map(PublishedFile::name).toList());
        byte[] json = read("current_repodata.json");
        byte[] zst = read("current_repodata.json.zst");
        assertEquals(
                new String(json, StandardCharsets.UTF_8),
                new String(Zstd.decompress(zst, json.length), StandardCharsets.UTF_8));
        return new String(json, StandardCharsets.UTF_8);
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = storage.open(FOLDER.resolve(name), ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    private void write(FrameWriter out, PackageFormat format, Map<String, String> section) throws IOException {
        for (Map.Entry<String, String> entry : section.entrySet()) {
            byte[] json = entry.getValue().getBytes(StandardCharsets.UTF_8);
            Holding holding = new Holding().begin(format, entry.getKey().getBytes(StandardCharsets.US_ASCII));
            boolean isRemoved = entry.getValue().equals("removed");
            holding.set(isRemoved ? Holding.WITHDRAWN : Holding.PUBLISHED);
            holding.record(text.size(), json.length);
            text.writeBytes(json);
            out.write(holding.payload());
        }
    }

    private Set<String> selected() throws IOException {
        String json = current(IndexHeader.empty(LINUX));
        Set<String> names = new TreeSet<>();
        for (String row : json.lines().toList()) {
            if (row.contains("\"name\":")) {
                names.add(row.substring(1, row.indexOf('"', 1)));
            }
        }
        return names;
    }

    @Test
    void ofEachNameAllBuildsOfTheNewestVersion() throws Exception {
        add("a", "1.9", 0);
        add("a", "1.10", 0);
        add("a", "1.10", 1);
        add("a", "1.10.0", 0);
        add("a", "1.10rc1", 7);
        add("z", "1", 0);
        assertEquals(
                Set.of("a-1.10-b0.conda", "a-1.10-b1.conda", "a-1.10.0-b0.conda", "a-1.10rc1-b7.conda", "z-1-b0.conda"),
                selected(),
                "all that conda means by =1.10");
    }

    @Test
    void ofAPackageInBothFormatsTheNewOne() throws Exception {
        add("a", "1", 0);
        add(tarBz2, ".tar.bz2", "a", "1", "b0", 0, "");
        add(tarBz2, ".tar.bz2", "a", "1", "b1", 1, "");
        assertEquals(Set.of("a-1-b0.conda", "a-1-b1.tar.bz2"), selected());
    }

    @Test
    void whatTheNewestNeedComesToo() throws Exception {
        add("app", "2", 0, "lib 1.*", "other >=1", "elsewhere", "lib-x");
        add("app", "1", 0, "lib 0.*");
        add("lib", "0.5", 0);
        add("lib", "1.4", 0);
        add("lib", "1.5", 0, "deep <2");
        add("lib", "1.5", 1, "deep <2");
        add("lib", "2.0", 0);
        add("lib-x", "1", 0);
        add("other", "1", 0);
        add("deep", "1", 0);
        add("deep", "2", 0);
        assertEquals(
                Set.of(
                        "app-2-b0.conda",
                        "lib-1.5-b0.conda",
                        "lib-1.5-b1.conda",
                        "lib-2.0-b0.conda",
                        "lib-x-1-b0.conda",
                        "other-1-b0.conda",
                        "deep-2-b0.conda"),
                selected(),
                "what the older lib needs is not looked for, as conda-index does not");
    }

    @Test
    void beforeWhatHasFeaturesComesOneWithout() throws Exception {
        add("a", "1", 0);
        add("a", "1", 1);
        add(conda, ".conda", "a", "2", "b0", 0, ",\"track_features\":\"x\"");
        add(conda, ".conda", "b", "1", "b0", 0, ",\"track_features\":\"\",\"features\":null");
        add("b", "0", 0);
        assertEquals(Set.of("a-1-b1.conda", "a-2-b0.conda", "b-1-b0.conda"), selected());
    }

    @Test
    void recordsAreThoseOfTheIndexAndSoIsTheRest() throws Exception {
        tarBz2.put("gone-1-0.tar.bz2", "removed");
        add("a", "1", 0);
        String record = conda.get("a-1-b0.conda");
        byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
        IndexHeader header = IndexHeader.of(
                LINUX, Map.of("repodata_revisions", nothing, "x", nothing), Map.of("_mod", nothing), Set.of());
        assertEquals("""
                {"_mod":{},
                "info":{"subdir":"linux-64","x":{}},
                "packages":{},
                "packages.conda":{
                "a-1-b0.conda":%s
                },
                "removed":[
                "gone-1-0.tar.bz2"
                ],
                "repodata_version":1}
                """.formatted(record), current(header));
    }

    @Test
    void oddRecordsAreNoObstacle() throws Exception {
        add("a", "x!y", 0, "b [[[", "", "* 1", "__glibc >=2");
        conda.put("odd-1-0.conda", "{}");
        conda.put("odd-2-0.conda", "{\"name\":\"\\u0000\",\"version\":1,\"depends\":null}");
        assertTrue(selected().contains("a-x!y-b0.conda"));
    }

    @Test
    void anEmptyIndexIsEmpty() throws Exception {
        assertEquals(Set.of(), selected());
    }
}
