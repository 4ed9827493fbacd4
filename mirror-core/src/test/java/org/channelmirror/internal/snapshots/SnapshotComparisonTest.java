package org.channelmirror.internal.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotDiff.SubdirDiff;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotComparisonTest {

    private static final Subdir LINUX = new Subdir("linux-64");

    @TempDir
    Path folder;

    private SubdirSources.Catalog catalog(String file, int count, String version) throws IOException {
        Path path = folder.resolve(file);
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(path))) {
            Holding entry = new Holding();
            for (int i = 0; i < count; i++) {
                String name = String.format("p%07d-%s-0.conda", i, version);
                entry.begin(PackageFormat.CONDA, name.getBytes(StandardCharsets.US_ASCII));
                out.write(entry.set(Holding.PUBLISHED).payload());
            }
            out.finish();
        }
        return SubdirSources.Catalog.of(path);
    }

    @Test
    void everythingIsCountedAndNoMoreIsKeptThanThereIsRoomFor() throws IOException {
        int many = SnapshotDiff.MAX_LISTED - 1;
        SnapshotComparison comparison = new SnapshotComparison();
        comparison.add(LINUX, catalog("old", many, "1"), catalog("new", many, "2"));
        comparison.add(Subdir.NOARCH, catalog("old", 5, "1"), catalog("new", 5, "2"));

        List<SubdirDiff> diffs = comparison.subdirs();
        assertEquals(many, diffs.get(0).added());
        assertEquals(many, diffs.get(0).addedFiles().size());
        assertEquals(5, diffs.get(1).added());
        assertEquals(5, diffs.get(1).removed());
        assertEquals(5, diffs.get(1).upgraded());
        assertEquals("p0000000-2-0.conda", diffs.get(1).addedFiles().get(0).value());
        assertEquals(1, diffs.get(1).addedFiles().size());
        assertEquals(1, diffs.get(1).removedFiles().size());
        assertEquals(1, diffs.get(1).upgrades().size());
    }

    @Test
    void aFileNameWithoutAVersionHasNone() throws IOException {
        Path path = folder.resolve("odd");
        try (FrameWriter out = new FrameWriter(Files.newOutputStream(path))) {
            Holding entry = new Holding();
            for (String name : List.of("-1-0.conda", "a.conda", "b-1.conda", "c-!-0.conda")) {
                entry.begin(PackageFormat.CONDA, name.getBytes(StandardCharsets.US_ASCII));
                out.write(entry.set(Holding.PUBLISHED).payload());
            }
            out.finish();
        }
        SnapshotComparison comparison = new SnapshotComparison();
        comparison.add(LINUX, SubdirSources.Catalog.EMPTY, SubdirSources.Catalog.of(path));
        assertEquals(4, comparison.subdirs().get(0).added());
        assertEquals(0, comparison.subdirs().get(0).upgraded());
    }
}
