package org.channelmirror.internal.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.model.PackageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedFramesTest {

    @TempDir
    Path folder;

    private long duplicates;

    private List<String> sort(int chunkBytes, List<ByteBuffer> frames) throws IOException {
        try (SortedFrames sorted = new SortedFrames(folder, "test", chunkBytes)) {
            for (ByteBuffer frame : frames) {
                sorted.add(frame.duplicate());
            }
            Path file = sorted.finish();
            duplicates = sorted.duplicates();
            List<String> found = Frames.read(Files.newInputStream(file));
            Files.delete(file);
            return found;
        }
    }

    @Test
    void nothingIsAnEmptyFile() throws IOException {
        assertEquals(List.of(), sort(100, List.of()));
    }

    @Test
    void whatComesSortedStays() throws IOException {
        List<String> found = sort(
                100,
                List.of(
                        Frames.frame(PackageFormat.TAR_BZ2, "z-1-0.tar.bz2", "1"),
                        Frames.conda("A-1-0.conda", "2"),
                        Frames.conda("a-1-0.conda", "3")));
        assertEquals(List.of("TAR_BZ2/z-1-0.tar.bz2=1", "CONDA/A-1-0.conda=2", "CONDA/a-1-0.conda=3"), found);
        assertEquals(0, duplicates);
    }

    @Test
    void namesAreOrderedByUnsignedBytesAndPrefixesFirst() throws IOException {
        List<String> found = sort(
                100,
                List.of(
                        Frames.conda("\u00ff", "4"),
                        Frames.conda("ab", "3"),
                        Frames.conda("a", "1"),
                        Frames.conda("a_", "2"),
                        Frames.frame(PackageFormat.TAR_BZ2, "zz", "0")));
        assertEquals(List.of("TAR_BZ2/zz=0", "CONDA/a=1", "CONDA/a_=2", "CONDA/ab=3", "CONDA/\u00ff=4"), found);
    }

    @Test
    void ofOneKeyTheLastStays() throws IOException {
        List<ByteBuffer> frames = List.of(
                Frames.conda("a", "1"),
                Frames.conda("b", "1"),
                Frames.conda("b", "2"),
                Frames.conda("a", "2"),
                Frames.conda("c", "1"),
                Frames.conda("a", "3"));
        for (int chunkBytes : new int[] {1, 9, 1000}) {
            assertEquals(
                    List.of("CONDA/a=3", "CONDA/b=2", "CONDA/c=1"), sort(chunkBytes, frames), "chunk " + chunkBytes);
            assertEquals(3, duplicates, "chunk " + chunkBytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 500, 1 << 20})
    void sortsLikeATreeMapInChunksOfAnySize(int chunkBytes) throws IOException {
        Random random = new Random(chunkBytes);
        TreeMap<String, String> expected = new TreeMap<>();
        List<ByteBuffer> frames = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String name = "n" + random.nextInt(200);
            expected.put(name, String.valueOf(i));
            frames.add(Frames.conda(name, String.valueOf(i)));
        }
        List<String> found = sort(chunkBytes, frames);
        assertEquals(
                expected.entrySet().stream()
                        .map(entry -> "CONDA/" + entry.getKey() + "=" + entry.getValue())
                        .toList(),
                found);
        assertEquals(300 - expected.size(), duplicates);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "runs are deleted");
        }
    }

    @Test
    void mergeWalksOverAllFilesKeyByKey() throws IOException {
        Path first =
                Files.write(folder.resolve("1"), Frames.file(List.of(Frames.conda("a", "1"), Frames.conda("c", "1"))));
        Path second =
                Files.write(folder.resolve("2"), Frames.file(List.of(Frames.conda("b", "2"), Frames.conda("c", "2"))));
        List<String> steps = new ArrayList<>();
        try (FrameMerge merge = SortedFrames.open(List.of(first, second))) {
            while (merge.next()) {
                FrameReader inSecond = merge.at(1);
                steps.add(merge.size() + " " + Frames.text(merge.first()) + " " + Frames.text(merge.last()) + " "
                        + (inSecond == null));
            }
        }
        assertEquals(
                List.of("1 CONDA/a=1 CONDA/a=1 true", "1 CONDA/b=2 CONDA/b=2 false", "2 CONDA/c=1 CONDA/c=2 false"),
                steps);
    }
}
